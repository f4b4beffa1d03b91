/**
 * Rejected traffic with what likely stopped it.
 *
 * A security group is stateful and an ACL is not (Amazon VPC user guide, "Flow log record examples"): a request that is
 * rejected met a group or an ACL without a rule for it; a request that was accepted and whose reply is rejected met an ACL
 * without a rule for the way back.
 */
import { seen, volume, type Question } from "../question";

export const blocked: Question = {
  name: "top-rejects",
  description: "Traffic that was rejected, by pair of places and service, with the likely cause, most first",
  terms: [
    {
      name: "passed",
      sql: `SELECT from_address, to_address, protocol, port, max(forward) AS requests
FROM ways
WHERE "action" = 'ACCEPT'
GROUP BY from_address, to_address, protocol, port`,
    },
    {
      name: "rejected",
      sql: `SELECT w.*,
  CASE
    WHEN w.reason <> '' THEN w.reason
    WHEN w.forward = 0 AND p.requests = 1 THEN 'reply'
    WHEN w.forward = 0 THEN 'reply-alone'
    ELSE 'request'
  END AS cause
FROM ways w
LEFT JOIN passed p ON p.from_address = w.from_address AND p.to_address = w.to_address
  AND p.protocol = w.protocol AND p.port = w.port
WHERE w."action" = 'REJECT' AND (w.from_type = 'segment' OR w.to_type = 'segment')`,
    },
  ],
  ask: (
    dialect,
  ) => `SELECT from_place, from_type, to_place, to_type, protocol, port, cause, coalesce(conduit, '') AS conduit,
  count(DISTINCT from_address) AS from_addresses, min(from_address) AS from_example,
  count(DISTINCT to_address) AS to_addresses, min(to_address) AS to_example,
  ${volume}, ${seen(dialect)}
FROM rejected
GROUP BY from_place, from_type, to_place, to_type, protocol, port, cause, conduit
ORDER BY flows DESC, from_place, to_place, protocol, port, cause, conduit`,
};
