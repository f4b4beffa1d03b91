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
  "src = first_value(src) OVER (PARTITION BY least(src, dst), greatest(src, dst), p.protocol, dstport ORDER BY first_seen, src)";

/** The terms that every question begins with, from the tables `parts`, `located` and `conduits`. */
export function ways(conduits: string): readonly Term[] {
  return [
    {
      name: "talks",
      sql: `SELECT src, dst, srcport, dstport, protocol, opening, "action", reason,
  greatest(sum(flows_out), sum(flows_in)) AS flows,
  greatest(sum(packets_out), sum(packets_in)) AS packets,
  greatest(sum(bytes_out), sum(bytes_in)) AS bytes,
  min(first_seen) AS first_seen, max(last_seen) AS last_seen
FROM parts
GROUP BY src, dst, srcport, dstport, protocol, opening, "action", reason`,
    },
    {
      name: "bounds",
      sql: "SELECT min(first_seen) AS first_seen, max(last_seen) AS last_seen FROM talks",
    },
    {
      name: "placed",
      sql: `SELECT t.*, s.place AS src_place, s.type AS src_type, s.device AS src_device,
  d.place AS dst_place, d.type AS dst_type, d.device AS dst_device
FROM talks t
JOIN located s ON s.address = t.src
JOIN located d ON d.address = t.dst`,
    },
    {
      name: "asked",
      sql: `SELECT src_place AS from_place, dst_place AS to_place, protocol, dstport AS port FROM placed
UNION
SELECT dst_place, src_place, protocol, srcport FROM placed`,
    },
    {
      name: "matched",
      sql: `SELECT a.from_place, a.to_place, a.protocol, a.port, min(c.id) AS conduit
FROM asked a
JOIN ${conduits} c ON c.from_place = a.from_place AND c.to_place = a.to_place AND c.protocol = a.protocol
  AND a.port BETWEEN c.first_port AND c.last_port
GROUP BY a.from_place, a.to_place, a.protocol, a.port`,
    },
    {
      name: "judged",
      sql: `SELECT p.*, f.conduit AS there, b.conduit AS back,
  CASE
    WHEN opening = 1 THEN true
    WHEN opening = 2 THEN false
    WHEN f.conduit IS NOT NULL AND b.conduit IS NULL THEN true
    WHEN f.conduit IS NULL AND b.conduit IS NOT NULL THEN false
    WHEN ${port("dstport")} < ${port("srcport")} THEN true
    WHEN ${port("dstport")} > ${port("srcport")} THEN false
    ELSE ${whoCameFirst}
  END AS forward
FROM placed p
LEFT JOIN matched f ON f.from_place = p.src_place AND f.to_place = p.dst_place AND f.protocol = p.protocol AND f.port = p.dstport
LEFT JOIN matched b ON b.from_place = p.dst_place AND b.to_place = p.src_place AND b.protocol = p.protocol AND b.port = p.srcport`,
    },
    { name: "ways", sql: `${oriented(true)}\nUNION ALL\n${oriented(false)}` },
  ];
}

/** Records of the direction of who started, or of the replies. */
function oriented(forward: boolean): string {
  const [from, to] = forward ? ["src", "dst"] : ["dst", "src"];
  return `SELECT ${from} AS from_address, ${from}_place AS from_place, ${from}_type AS from_type, ${from}_device AS from_device,
  ${to} AS to_address, ${to}_place AS to_place, ${to}_type AS to_type, ${to}_device AS to_device,
  protocol, ${to}port AS port, ${forward ? "there" : "back"} AS conduit, ${forward ? 1 : 0} AS forward, opening,
  "action", reason, flows, packets, bytes, first_seen, last_seen
FROM judged
WHERE ${forward ? "forward" : "NOT forward"}`;
}
