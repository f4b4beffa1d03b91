import { seen, volume, type Question } from "../question";

/** Accepted traffic with a segment at one end at least. */
export const undeclared: Question = {
  name: "outside-any-conduit",
  description: "Traffic that was let through and that no conduit covers, by pair of places and service",
  ask: (dialect) => `SELECT from_place, from_type, to_place, to_type, protocol, port,
  count(DISTINCT from_address) AS from_addresses, min(from_address) AS from_example,
  count(DISTINCT to_address) AS to_addresses, min(to_address) AS to_example,
  max(CASE WHEN forward = 0 THEN 1 ELSE 0 END) AS answered,
  ${volume}, ${seen(dialect)}
FROM ways
WHERE "action" = 'ACCEPT' AND conduit IS NULL AND (from_type = 'segment' OR to_type = 'segment')
GROUP BY from_place, from_type, to_place, to_type, protocol, port
ORDER BY from_place, to_place, protocol, port`,
};
