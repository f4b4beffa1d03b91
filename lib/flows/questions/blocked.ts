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
      name: "answered",
      sql: `SELECT *,
  max(CASE WHEN "action" = 'ACCEPT' THEN forward ELSE 0 END) OVER (PARTITION BY from_address, to_address, protocol, port) AS requests
FROM ways
WHERE from_type = 'segment' OR to_type = 'segment'`,
    },
    {
      name: "rejected",
      sql: `SELECT *,
  CASE
    WHEN reason <> '' THEN reason
    WHEN forward = 0 AND requests = 1 THEN 'reply'
    WHEN forward = 0 THEN 'reply-alone'
    ELSE 'request'
  END AS cause
FROM answered
WHERE "action" = 'REJECT'`,
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
