/**
 * When segments started what towards the outside, for beacons. Asked of DuckDB's sums alone: no other engine keeps single times.
 */
import { keptStarts } from "../take";
import type { Question } from "../question";

/** Fewer than this many times are no rhythm. */
export const fewestTimes = 12;

export const rhythm: Question = {
  name: "times-towards-the-outside",
  description: "The earliest times at which each address of a segment started something towards one outside address",
  ask: () => `SELECT p.src AS from_address, s.place AS from_place, p.dst AS to_address, d.place AS to_place, d.type AS to_type,
  p.protocol, p.dstport AS port,
  cast(sum(greatest(p.flows_out, p.flows_in)) AS bigint) AS flows,
  cast(sum(greatest(p.bytes_out, p.bytes_in)) AS bigint) AS bytes,
  max(CASE WHEN p."action" = 'ACCEPT' THEN 1 ELSE 0 END) AS accepted,
  min(p.first_seen) AS first_seen, max(p.last_seen) AS last_seen,
  cast(list_slice(list_sort(list_distinct(flatten(list(p.starts)))), 1, ${String(keptStarts)}) AS varchar) AS times
FROM parts p
JOIN located s ON s.address = p.src AND s.type = 'segment'
JOIN located d ON d.address = p.dst AND d.type IN ('internet', 'elsewhere')
WHERE p.starts IS NOT NULL AND p.opening <> 2 AND coalesce(p.dstport, 65536) <= coalesce(p.srcport, 65536)
GROUP BY p.src, s.place, p.dst, d.place, d.type, p.protocol, p.dstport
HAVING len(list_distinct(flatten(list(p.starts)))) >= ${String(fewestTimes)}
ORDER BY from_place, from_address, to_address, p.protocol, port`,
};
