/** One source that tries many addresses or many ports and gets no answer. */
import type { Question } from "../question";

/** Addresses, or ports of one address, that make a source's tries a scan. A printer driver tries a few; a sweep tries all. */
export const scanFrom = 15;

/** Where TCP's flags tell of the try, those of an answer are SYN and ACK: a port that is closed sends a reset. */
const answered = `CASE
    WHEN max(CASE WHEN opening = 1 THEN 1 ELSE 0 END) = 1 THEN max(CASE WHEN opening = 2 AND "action" = 'ACCEPT' THEN 1 ELSE 0 END)
    ELSE max(CASE WHEN forward = 0 AND "action" = 'ACCEPT' THEN 1 ELSE 0 END)
  END`;

export const probes: Question = {
  name: "scans",
  description: "Sources whose tries at many addresses or ports were rejected or not answered",
  terms: [
    {
      name: "tries",
      sql: `SELECT from_address, from_place, from_type, to_address, to_place, to_type, protocol, port,
  ${answered} AS answered,
  sum(CASE WHEN "action" = 'REJECT' THEN flows ELSE 0 END) AS rejected,
  sum(flows) AS flows, min(first_seen) AS first_seen, max(last_seen) AS last_seen
FROM ways
WHERE from_type = 'segment' OR to_type = 'segment'
GROUP BY from_address, from_place, from_type, to_address, to_place, to_type, protocol, port`,
    },
  ],
  ask: ({ time }) => `SELECT from_address, from_place, from_type,
  count(DISTINCT to_address) AS addresses, count(DISTINCT port) AS ports, min(protocol) AS protocol, min(port) AS lowest_port,
  count(DISTINCT to_place) AS places, min(to_place) AS to_example,
  cast(sum(flows) AS bigint) AS flows, cast(sum(rejected) AS bigint) AS rejected,
  ${time("min(first_seen)")} AS first_seen, ${time("max(last_seen)")} AS last_seen
FROM tries
WHERE answered = 0
GROUP BY from_address, from_place, from_type
HAVING count(DISTINCT to_address) >= ${scanFrom} OR count(DISTINCT port) >= ${scanFrom}
ORDER BY from_place, from_address`,
};
