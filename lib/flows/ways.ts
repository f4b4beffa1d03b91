/**
 * From sums of records to ways: who started what to whom, where both are, and which conduit covers it.
 *
 * Who started it is decided by the first of these that says: TCP's flags; those of other records of the same two addresses and the same
 * server's port; the one direction of the two that a conduit declares; the lower port, which is the server's; who was recorded first,
 * and of two that were recorded at once the address whose text comes first. The rest of the questions rely on it.
 */
import { isInTime } from "./conduits";
import type { Term } from "./dialect";

/**
 * The first port that clients take by themselves: 32768 on Linux, 49152 on Windows. A conduit that declares such ports does not make
 * a client of whoever is at a lower one: that would hide what was started the other way.
 */
export const firstClientPort = 32_768;

const port = (name: string): string => `coalesce(${name}, 65536)`;

/** A conduit that declares one direction alone tells it, unless its port is one that clients take and the other is not. */
const tells = (declared: string, opposite: string, server: string, client: string): string =>
  `${declared} IS NOT NULL AND ${opposite} IS NULL AND (${server} < ${String(firstClientPort)} OR ${port(client)} >= ${String(firstClientPort)})`;

/** Whether TCP's flags in some record say that one of two addresses serves the port that it has here. */
function serves(end: "least" | "greatest"): string {
  const isSource = `src = ${end}(src, dst)`;
  return `max(CASE WHEN opening = CASE WHEN ${isSource} THEN 2 ELSE 1 END THEN 1 ELSE 0 END) OVER (
    PARTITION BY least(src, dst), greatest(src, dst), protocol, CASE WHEN ${isSource} THEN srcport ELSE dstport END
  )`;
}

/** Both directions of a pair of addresses with one pair of ports are one way. */
const whoCameFirst =
  "src = first_value(src) OVER (PARTITION BY least(src, dst), greatest(src, dst), protocol, dstport ORDER BY first_seen, src)";

/** The sums of one way, both directions told apart; from `parts`. */
export const talks: Term = {
  name: "talks",
  sql: `SELECT src, dst, srcport, dstport, protocol, opening, "action", reason,
  greatest(sum(flows_out), sum(flows_in)) AS flows, sum(flows_in) AS arrived,
  greatest(sum(packets_out), sum(packets_in)) AS packets,
  greatest(sum(bytes_out), sum(bytes_in)) AS bytes,
  min(first_seen) AS first_seen, max(last_seen) AS last_seen
FROM parts
GROUP BY src, dst, srcport, dstport, protocol, opening, "action", reason`,
};

/** What a row of `placed` says. */
const columns = [
  ...["src", "dst", "srcport", "dstport", "protocol", "opening", '"action"', "reason"],
  ...["flows", "arrived", "packets", "bytes", "first_seen", "last_seen"],
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
  AND p.dstport BETWEEN f.first_port AND f.last_port AND ${isInTime("f", "p")}
LEFT JOIN ${conduits} b ON b.from_place = p.dst_place AND b.to_place = p.src_place AND b.protocol = p.protocol
  AND p.srcport BETWEEN b.first_port AND b.last_port AND ${isInTime("b", "p")}
GROUP BY ${own}`,
    },
    {
      name: "heard",
      sql: `SELECT *,
  ${serves("least")} AS least_serves,
  ${serves("greatest")} AS greatest_serves
FROM matched`,
    },
    {
      name: "judged",
      sql: `SELECT *,
  CASE
    WHEN opening = 1 THEN true
    WHEN opening = 2 THEN false
    WHEN least_serves <> greatest_serves THEN (least_serves = 1) = (dst < src)
    WHEN ${tells("there", "back", "dstport", "srcport")} THEN true
    WHEN ${tells("back", "there", "srcport", "dstport")} THEN false
    WHEN ${port("dstport")} < ${port("srcport")} THEN true
    WHEN ${port("dstport")} > ${port("srcport")} THEN false
    ELSE ${whoCameFirst}
  END AS is_forward
FROM heard`,
    },
    {
      name: "ways",
      sql: `SELECT ${either("address", "src", "dst")},
  ${either("place", "src_place", "dst_place")},
  ${either("type", "src_type", "dst_type")},
  ${either("device", "src_device", "dst_device")},
  protocol, ${when("dstport", "srcport")} AS port, ${when("there", "back")} AS conduit, ${when("1", "0")} AS forward,
  opening, "action", reason, flows, arrived, packets, bytes, first_seen, last_seen,
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
