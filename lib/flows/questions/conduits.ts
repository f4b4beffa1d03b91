/** What the conduits carried, and those that carried nothing. */
import { isInTime } from "../conduits";
import type { Term } from "../dialect";
import { seen, volume, type Question } from "../question";

/** Two conduits may cover one way: each carries it. */
const covers = `c.from_place = w.from_place AND c.to_place = w.to_place AND c.protocol = w.protocol
  AND w.port BETWEEN c.first_port AND c.last_port AND ${isInTime("c", "w")}`;

export const bytesPerConduit: Question = {
  name: "bytes-per-conduit",
  description: "What each conduit carried, most first",
  ask: (dialect, { conduits }) => `SELECT c.id AS conduit, ${volume}, ${seen(dialect)}
FROM ways w
JOIN ${conduits} c ON ${covers}
WHERE "action" = 'ACCEPT'
GROUP BY c.id
ORDER BY bytes DESC, c.id`,
};

const used: Term = {
  name: "used",
  sql: `SELECT from_place, to_place, protocol, port, min(last_seen) AS last_seen
FROM ways
WHERE "action" = 'ACCEPT' AND conduit IS NOT NULL
GROUP BY from_place, to_place, protocol, port`,
};

export const unused: Question = {
  name: "conduits-never-used",
  description: "Conduits that are declared and that nothing used",
  terms: [used],
  ask: (_dialect, { conduits }) => `SELECT c.id AS conduit, c.from_place, max(c.to_place) AS to_place, c.service
FROM ${conduits} c
LEFT JOIN used w ON ${covers}
GROUP BY c.id, c.from_place, c.service
HAVING count(w.port) = 0
ORDER BY c.id`,
};
