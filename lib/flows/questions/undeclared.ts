/**
 * Accepted traffic with a segment at one end at least.
 *
 * ACCEPT is said for each interface: what left one and was rejected at the other, as far as records tell which it was, was not let
 * through. It is among what was rejected.
 */
import { seen, volume, type Question } from "../question";

/** Whether a request with this action arrived, at any time. */
const arrived = (action: "ACCEPT" | "REJECT"): string =>
  `max(CASE WHEN forward = 1 AND arrived > 0 AND "action" = '${action}' THEN 1 ELSE 0 END) OVER (PARTITION BY from_address, to_address, protocol, port)`;

export const undeclared: Question = {
  name: "outside-any-conduit",
  description: "Traffic that was let through and that no conduit covers, by pair of places and service",
  terms: [
    {
      name: "arrivals",
      sql: `SELECT *,
  ${arrived("ACCEPT")} AS let_in,
  ${arrived("REJECT")} AS stopped
FROM ways
WHERE conduit IS NULL AND (from_type = 'segment' OR to_type = 'segment')`,
    },
  ],
  ask: (dialect) => `SELECT from_place, from_type, to_place, to_type, protocol, port,
  count(DISTINCT from_address) AS from_addresses, min(from_address) AS from_example,
  count(DISTINCT to_address) AS to_addresses, min(to_address) AS to_example,
  max(CASE WHEN forward = 0 THEN 1 ELSE 0 END) AS answered,
  ${volume}, ${seen(dialect)}
FROM arrivals
WHERE "action" = 'ACCEPT' AND NOT (stopped = 1 AND let_in = 0)
GROUP BY from_place, from_type, to_place, to_type, protocol, port
ORDER BY from_place, to_place, protocol, port`,
};
