/** Devices: whom they talk to of late, and which of them fell silent. */
import type { Term } from "../dialect";
import { lastPart, seen, type Question } from "../question";

const peers: Term = {
  name: "peers",
  sql: `SELECT from_address AS device, from_place AS device_place, to_address AS peer, to_place AS peer_place,
  'starts' AS direction, protocol, port, conduit, first_seen, last_seen
FROM ways
WHERE from_device = 1 AND "action" = 'ACCEPT'
UNION ALL
SELECT to_address, to_place, from_address, from_place, 'answers', protocol, port, conduit, first_seen, last_seen
FROM ways
WHERE to_device = 1 AND "action" = 'ACCEPT'`,
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
HAVING min(peers.first_seen) > (SELECT last_seen - ${lastPart} FROM bounds)
  AND (SELECT last_seen - first_seen FROM bounds) >= ${2 * lastPart}
ORDER BY device_place, device, peer_place, peer`,
};

export const silentDevices: Question = {
  name: "silent-devices",
  description: "Devices that sent nothing in the last day of the records and did before",
  ask: ({ time }) => `SELECT p.src AS device, p.src_place AS device_place,
  cast(sum(p.flows) AS bigint) AS flows, ${time("min(p.first_seen)")} AS first_seen, ${time("max(p.last_seen)")} AS last_seen
FROM placed p
WHERE p.src_device = 1
GROUP BY p.src, p.src_place
HAVING max(p.last_seen) <= (SELECT last_seen - ${lastPart} FROM bounds)
ORDER BY p.src_place, p.src`,
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
