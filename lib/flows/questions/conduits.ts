/** What the conduits carried, and those that carried nothing. */
import type { Term } from "../dialect";
import { seen, volume, type Question } from "../question";

export const bytesPerConduit: Question = {
  name: "bytes-per-conduit",
  description: "What each conduit carried, most first",
  ask: (dialect) => `SELECT conduit, ${volume}, ${seen(dialect)}
FROM ways
WHERE "action" = 'ACCEPT' AND conduit IS NOT NULL
GROUP BY conduit
ORDER BY bytes DESC, conduit`,
};

const used: Term = {
  name: "used",
  sql: "SELECT DISTINCT conduit FROM ways WHERE \"action\" = 'ACCEPT' AND conduit IS NOT NULL",
};

export const unused: Question = {
  name: "conduits-never-used",
  description: "Conduits that are declared and that nothing used",
  terms: [used],
  ask: (_dialect, { conduits }) => `SELECT c.id AS conduit, c.from_place, max(c.to_place) AS to_place, c.service
FROM ${conduits} c
LEFT JOIN used u ON u.conduit = c.id
WHERE u.conduit IS NULL
GROUP BY c.id, c.from_place, c.service
ORDER BY c.id`,
};
