/**
 * From sums of records to ways: who started what to whom, where both are, and which conduit covers it.
 *
 * Who started it is decided by the first of these that says: TCP's flags; the one direction of the two that a conduit
 * declares; the lower port, which is the server's; who was recorded first. The rest of the questions rely on it.
 */
import type { Term } from "./dialect";

const port = (name: string): string => `coalesce(${name}, 65536)`;

/** Both directions of a pair of addresses with one pair of ports are one way. */
const whoCameFirst =
  "src = first_value(src) OVER (PARTITION BY least(src, dst), greatest(src, dst), protocol, dstport ORDER BY first_seen, src)";

/** The sums of one way, both directions told apart; from `parts`. */
export const talks: Term = {
  name: "talks",
  sql: `SELECT src, dst, srcport, dstport, protocol, opening, "action", reason,
  greatest(sum(flows_out), sum(flows_in)) AS flows,
  greatest(sum(packets_out), sum(packets_in)) AS packets,
  greatest(sum(bytes_out), sum(bytes_in)) AS bytes,
  min(first_seen) AS first_seen, max(last_seen) AS last_seen
FROM parts
GROUP BY src, dst, srcport, dstport, protocol, opening, "action", reason`,
};

/** What a row of `placed` says. */
const columns = [
  ...["src", "dst", "srcport", "dstport", "protocol", "opening", '"action"', "reason"],
  ...["flows", "packets", "bytes", "first_seen", "last_seen"],
  ...["src_place", "src_type", "src_device", "dst_place", "dst_type", "dst_device"],
] as const;

/**
 * The terms that every question begins with, from the tables `placed` and `conduits`.
 *
 * Each term is used once by the next: an engine that works a term out anew wherever it is named, as Trino does, then reads the records
 * once for a question, and AWS bills what is read.
 */
export function ways(conduits: string): readonly Term[] {
  const own = columns.map((column) => `p.${column}`).join(", ");
  return [
    {
      name: "matched",
      sql: `SELECT ${own}, min(f.id) AS there, min(b.id) AS back
FROM placed p
LEFT JOIN ${conduits} f ON f.from_place = p.src_place AND f.to_place = p.dst_place AND f.protocol = p.protocol
  AND p.dstport BETWEEN f.first_port AND f.last_port
LEFT JOIN ${conduits} b ON b.from_place = p.dst_place AND b.to_place = p.src_place AND b.protocol = p.protocol
  AND p.srcport BETWEEN b.first_port AND b.last_port
GROUP BY ${own}`,
    },
    {
      name: "judged",
      sql: `SELECT *,
  CASE
    WHEN opening = 1 THEN true
    WHEN opening = 2 THEN false
    WHEN there IS NOT NULL AND back IS NULL THEN true
    WHEN there IS NULL AND back IS NOT NULL THEN false
    WHEN ${port("dstport")} < ${port("srcport")} THEN true
    WHEN ${port("dstport")} > ${port("srcport")} THEN false
    ELSE ${whoCameFirst}
  END AS is_forward
FROM matched`,
    },
    {
      name: "ways",
      sql: `SELECT ${either("address", "src", "dst")},
  ${either("place", "src_place", "dst_place")},
  ${either("type", "src_type", "dst_type")},
  ${either("device", "src_device", "dst_device")},
  protocol, ${when("dstport", "srcport")} AS port, ${when("there", "back")} AS conduit, ${when("1", "0")} AS forward,
  opening, "action", reason, flows, packets, bytes, first_seen, last_seen,
  min(first_seen) OVER () AS window_first, max(last_seen) OVER () AS window_last
FROM judged`,
    },
  ];
}

function when(forward: string, back: string): string {
  return `CASE WHEN is_forward THEN ${forward} ELSE ${back} END`;
}

/** Who started, and who answered. */
function either(what: string, src: string, dst: string): string {
  return `${when(src, dst)} AS from_${what}, ${when(dst, src)} AS to_${what}`;
}
