import type { Encryption, Integrity } from "../../../lib/model";
import { packetSize } from "../../../lib/report/site-kit/packet-size";

const phase = (encryption: readonly Encryption[], integrity: readonly Integrity[]) =>
  ({ encryption, integrity, dhGroups: [20], lifetimeSeconds: 3600 }) as const;

/** AWS Site-to-Site VPN user guide, "Best practices for your customer gateway device": the table of MTU and MSS. */
test.each([
  [["AES256-GCM-16"], ["SHA2-384"], false, 1446, 1406],
  [["AES128-GCM-16"], ["SHA2-384"], true, 1438, 1398],
  [["AES256"], ["SHA2-256"], false, 1438, 1398],
  [["AES128"], ["SHA2-256"], true, 1422, 1382],
  [["AES256"], ["SHA2-384"], false, 1422, 1382],
  [["AES256"], ["SHA2-384"], true, 1422, 1382],
  [["AES256"], ["SHA2-512"], false, 1422, 1382],
  [["AES256"], ["SHA2-512"], true, 1406, 1366],
  [["AES256-GCM-16", "AES256"], ["SHA2-256", "SHA2-512"], true, 1406, 1366],
] as const)("%j with %j fits what AWS's own table says; behind a NAT: %s", (encryption, integrity, nat, mtu, mss) => {
  expect(packetSize(phase(encryption, integrity), nat)).toEqual({ mtu, mss });
});
