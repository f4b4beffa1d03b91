/** From answers to findings: everything that a report shows, in one order. Pure. */
import { compareText, criticalities } from "../../model";
import type { Declared } from "../places";
import { knownOf, type Known } from "./known";
import type { FileNote, NewPeer, Observation, Peer, SilentSegment, Undeclared, WouldDeny } from "./observation";
import { numberOf, textOf, timeOf, type Row } from "./row";
import { suggest } from "./suggest";
import { beaconsOf, misdirectedOf, scansOf } from "./suspects";
import { blockedOf, undeclaredOf } from "./traffic";

/** Answers by what was asked. */
export interface Answers {
  readonly undeclared: readonly Row[];
  readonly blocked: readonly Row[];
  readonly usage: readonly Row[];
  readonly unused: readonly Row[];
  readonly peers: readonly Row[];
  readonly newPeers: readonly Row[];
  readonly silentDevices: readonly Row[];
  readonly activity: readonly Row[];
  readonly probes: readonly Row[];
  readonly rhythm: readonly Row[];
}

/** What was read, beside the answers. */
export interface Reading {
  readonly records: Observation["records"];
  readonly notes: readonly FileNote[];
  readonly remarks: readonly string[];
  /** Whether any record says TCP's flags. */
  readonly hasFlags: boolean;
}

/** What an earlier run saw. */
export interface Earlier {
  readonly peers: readonly Peer[];
  readonly used: readonly { readonly id: string; readonly lastSeen: string }[];
  readonly unused: readonly { readonly id: string; readonly lastSeen: string }[];
}

/** A day: the part of the window that new peers and silent devices are about; the window must have two. */
const dayMs = 86_400_000;

export function observe(
  answers: Answers,
  declared: Declared,
  reading: Reading,
  earlier: Earlier | undefined,
): Observation {
  const known = knownOf(declared);
  const undeclared = undeclaredOf(answers.undeclared, known);
  const blocked = blockedOf(answers.blocked, known);
  const scans = scansOf(answers.probes, known);
  const scanners = new Set(scans.map(({ address }) => address));
  const isScan = ({ from }: { readonly from: Undeclared["from"] }): boolean =>
    from.addresses === 1 && scanners.has(from.example);
  const suspects = [
    ...beaconsOf(answers.rhythm, known, reading.hasFlags),
    ...scans,
    ...misdirectedOf(
      undeclared.filter((one) => !isScan(one)),
      blocked.filter((one) => !isScan(one)),
      known,
    ),
  ];
  const seenBefore = new Map(
    [...(earlier?.unused ?? []), ...(earlier?.used ?? [])].map(({ id, lastSeen }) => [id, lastSeen]),
  );
  const peers = answers.peers.map((row) => peerOf(row));
  const { firstSeen, lastSeen } = reading.records;
  const isLong = firstSeen !== "" && Date.parse(lastSeen) - Date.parse(firstSeen) >= 2 * dayMs;
  return {
    networks: declared.networks.map(({ name }) => name).sort(compareText),
    records: reading.records,
    notes: reading.notes,
    remarks: reading.remarks,
    undeclared,
    suspects,
    blocked,
    used: answers.usage.map((row) => ({
      id: textOf(row, "conduit"),
      flows: numberOf(row, "flows"),
      packets: numberOf(row, "packets"),
      bytes: numberOf(row, "bytes"),
      firstSeen: timeOf(row, "first_seen"),
      lastSeen: timeOf(row, "last_seen"),
    })),
    unused: answers.unused.map((row) => {
      const id = textOf(row, "conduit");
      return { id, lastSeen: seenBefore.get(id) ?? "" };
    }),
    newSince: earlier !== undefined ? "earlier-run" : isLong ? "first-part-of-window" : "nothing",
    newPeers: newPeersOf(earlier === undefined ? answers.newPeers : answers.peers, earlier, known),
    silentSegments: silentSegmentsOf(answers.activity, known),
    silentDevices: isLong
      ? answers.silentDevices.map((row) => ({
          device: textOf(row, "device"),
          segment: textOf(row, "device_place"),
          devices: known.segments.get(textOf(row, "device_place"))?.profiles ?? [],
          lastSeen: timeOf(row, "last_seen"),
        }))
      : [],
    wouldDeny: wouldDenyOf(undeclared, known),
    ...suggest(undeclared, suspects, known),
    peers,
  };
}

function peerOf(row: Row): Peer {
  return {
    device: textOf(row, "device"),
    segment: textOf(row, "device_place"),
    peer: textOf(row, "peer"),
    place: textOf(row, "peer_place"),
  };
}

function newPeersOf(rows: readonly Row[], earlier: Earlier | undefined, known: Known): readonly NewPeer[] {
  const before = new Set((earlier?.peers ?? []).map(({ device, peer }) => `${device} ${peer}`));
  return rows
    .map((row) => ({ ...peerOf(row), row }))
    .filter(({ device, peer }) => !before.has(`${device} ${peer}`))
    .map(({ row, ...peer }) => ({
      ...peer,
      devices: known.segments.get(peer.segment)?.profiles ?? [],
      firstSeen: timeOf(row, "first_seen"),
      lastSeen: timeOf(row, "last_seen"),
    }));
}

/** A segment without a conduit is silent by design. */
function silentSegmentsOf(activity: readonly Row[], known: Known): readonly SilentSegment[] {
  const seen = new Set(activity.map((row) => textOf(row, "place")));
  return [...known.segments.values()]
    .map(({ name, profiles }) => ({
      segment: name,
      devices: profiles,
      conduits: new Set(
        known.rows.filter((row) => row.from_place === name || row.to_place === name).map(({ id }) => id),
      ).size,
    }))
    .filter(({ segment, conduits }) => conduits > 0 && !seen.has(segment))
    .sort((a, b) => compareText(a.segment, b.segment));
}

/** By segment, the most critical first: who would notice when the conduits are enforced. */
function wouldDenyOf(undeclared: readonly Undeclared[], known: Known): readonly WouldDeny[] {
  const rank = (criticality: string): number => (criticalities as readonly string[]).indexOf(criticality);
  return [...known.segments.values()]
    .map(({ name, criticality }) => {
      const of = undeclared.filter(({ from, to }) => from.place === name || to.place === name);
      const cuts = [...of].sort((a, b) => b.flows - a.flows);
      return {
        segment: name,
        criticality,
        flows: of.reduce((sum, { flows }) => sum + flows, 0),
        cuts: cuts.map(({ from, to, service }) =>
          from.place === name ? `${service} to ${to.place}` : `${service} from ${from.place}`,
        ),
        lastSeen: of.map((one) => one.lastSeen).reduce((last, time) => (time > last ? time : last), ""),
      };
    })
    .filter(({ cuts }) => cuts.length > 0)
    .sort(
      (a, b) => rank(a.criticality) - rank(b.criticality) || b.flows - a.flows || compareText(a.segment, b.segment),
    );
}
