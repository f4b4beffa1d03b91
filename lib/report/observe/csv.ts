/** All findings as one table for a spreadsheet: one line each, the same columns for every kind of finding. */
import type { Observation, Traffic } from "../../flows";
import { csvCell } from "./untrusted";

const columns = [
  "finding",
  "from",
  "from_example",
  "to",
  "to_example",
  "service",
  "flows",
  "packets",
  "bytes",
  "first_seen",
  "last_seen",
  "says",
  "next",
] as const;

type Line = Partial<Readonly<Record<(typeof columns)[number], string | number>>>;

export function observationCsv(seen: Observation): string {
  const lines: readonly Line[] = [
    ...seen.suspects.map(({ what, segment, address, says, next, flows, firstSeen, lastSeen }) => ({
      finding: what,
      from: segment,
      from_example: address,
      flows,
      first_seen: firstSeen,
      last_seen: lastSeen,
      says,
      next,
    })),
    ...seen.undeclared.map((one) => ({ finding: "undeclared", ...traffic(one), next: one.next })),
    ...seen.blocked.map((one) => ({ finding: "blocked", ...traffic(one), says: one.why, next: one.next })),
    ...seen.unused.map(({ id, lastSeen }) => ({ finding: "unused", says: id, last_seen: lastSeen })),
    ...seen.newPeers.map(({ device, segment, peer, place, firstSeen, lastSeen }) => ({
      finding: "new-peer",
      from: segment,
      from_example: device,
      to: place,
      to_example: peer,
      first_seen: firstSeen,
      last_seen: lastSeen,
    })),
    ...seen.silentSegments.map(({ segment }) => ({ finding: "silent-segment", from: segment })),
    ...seen.silentDevices.map(({ segment, device, lastSeen }) => ({
      finding: "silent-device",
      from: segment,
      from_example: device,
      last_seen: lastSeen,
    })),
    ...seen.wouldDeny.map(({ segment, flows, cuts, lastSeen }) => ({
      finding: "would-deny",
      from: segment,
      flows,
      last_seen: lastSeen,
      says: cuts.join("; "),
    })),
    ...seen.suggestions.map(({ from, to, services }) => ({
      finding: "suggested",
      from,
      to,
      service: services.join(" "),
    })),
    ...seen.notSuggested.map(({ from, to, service, why }) => ({
      finding: "not-suggested",
      from,
      to,
      service,
      says: why,
    })),
    ...seen.notes.map(({ file, what, count, example }) => ({
      finding: "damage",
      flows: count,
      says: `${file}: ${what}: ${example}`,
    })),
  ];
  return [
    columns.join(","),
    ...lines.map((line) => columns.map((column) => csvCell(line[column] ?? "")).join(",")),
    "",
  ].join("\r\n");
}

function traffic({ from, to, service, flows, packets, bytes, firstSeen, lastSeen }: Traffic): Line {
  return {
    from: from.place,
    from_example: from.example,
    to: to.place,
    to_example: to.example,
    service,
    flows,
    packets,
    bytes,
    first_seen: firstSeen,
    last_seen: lastSeen,
  };
}
