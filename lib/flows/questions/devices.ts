/** Devices: whom they talk to of late, and which of them fell silent. */
import type { Term } from "../dialect";
import { lastPart, seen, type Question } from "../question";

/** Each way from the view of either end. */
const peers: Term = {
  name: "peers",
  sql: `SELECT CASE WHEN side = 0 THEN from_address ELSE to_address END AS device,
  CASE WHEN side = 0 THEN from_place ELSE to_place END AS device_place,
  CASE WHEN side = 0 THEN to_address ELSE from_address END AS peer,
  CASE WHEN side = 0 THEN to_place ELSE from_place END AS peer_place,
  CASE WHEN side = 0 THEN 'starts' ELSE 'answers' END AS direction,
  protocol, port, conduit, first_seen, last_seen, window_first, window_last
FROM ways
CROSS JOIN (VALUES (0), (1)) AS sides(side)
WHERE "action" = 'ACCEPT' AND CASE WHEN side = 0 THEN from_device ELSE to_device END = 1`,
};

/** Every peer of every device. */
export const devicePeers: Question = {
  name: "peers-of-devices",
  description: "Whom each device talks to",
  terms: [peers],
  ask: (dialect) => `SELECT device, device_place, peer, peer_place, ${seen(dialect)}
FROM peers
GROUP BY device, device_place, peer, peer_place
ORDER BY device_place, device, peer_place, peer`,
};

/** The window must reach back two days at least: otherwise every peer would be new. */
export const newPeers: Question = {
  name: "new-peers-of-devices",
  description: "Pairs of a device and a peer first seen in the last day of the records, where they reach back two days",
  terms: [peers],
  ask: (
    dialect,
  ) => `SELECT device, device_place, peer, peer_place, min(direction) AS direction, min(protocol) AS protocol,
  min(port) AS port, coalesce(min(conduit), '') AS conduit, ${seen(dialect)}
FROM peers
GROUP BY device, device_place, peer, peer_place
HAVING min(peers.first_seen) > max(window_last) - ${lastPart}
  AND max(window_last) - min(window_first) >= ${2 * lastPart}
ORDER BY device_place, device, peer_place, peer`,
};

/** What an address sent: the requests of ways that it started, and the replies of those that it answered. */
const sent: Term = {
  name: "sent",
  sql: `SELECT CASE WHEN forward = 1 THEN from_address ELSE to_address END AS device,
  CASE WHEN forward = 1 THEN from_place ELSE to_place END AS device_place,
  flows, first_seen, last_seen, window_last
FROM ways
WHERE CASE WHEN forward = 1 THEN from_device ELSE to_device END = 1`,
};

export const silentDevices: Question = {
  name: "silent-devices",
  description: "Devices that sent nothing in the last day of the records and did before",
  terms: [sent],
  ask: (dialect) => `SELECT device, device_place, cast(sum(flows) AS bigint) AS flows, ${seen(dialect)}
FROM sent
GROUP BY device, device_place
HAVING max(sent.last_seen) <= max(window_last) - ${lastPart}
ORDER BY device_place, device`,
};

/** What was seen of every place, sent or received. */
export const activity: Question = {
  name: "activity-of-places",
  description: "When each place was seen, and how many of its addresses",
  ask: ({
    time,
  }) => `SELECT place, type, count(DISTINCT address) AS addresses, ${time("min(first_seen)")} AS first_seen, ${time("max(last_seen)")} AS last_seen
FROM (
  SELECT src_place AS place, src_type AS type, src AS address, first_seen, last_seen FROM placed
  UNION ALL
  SELECT dst_place, dst_type, dst, first_seen, last_seen FROM placed
) AS ends
GROUP BY place, type
ORDER BY place, type`,
};
