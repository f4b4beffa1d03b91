/**
 * What a segment's definition may say by itself and beside the network's other segments.
 *
 * Decides form only. Whether a well-formed segment is wise is for the policy checks, and where its block lies is for the
 * address plan.
 */
import { compareCidrs, type Cidr } from "./address/cidr";
import { isPrivate, privateNetworks } from "./address/private-ranges";
import { criticalities, internet as publicAddresses, isKind, kinds, mayAskForInternet, type Kind } from "./kind";
import type { Issue } from "./issue";
import type { NetworkDefinition } from "./network";
import { compareText } from "./order";
import { clientPortRanges, dataClasses, segmentTraits, type SegmentDefinition, type SitePlace } from "./segment";
import { choiceIssues, nameIssues, repetitionIssues, shown, tagProseIssues } from "./wording";

/** Characters of an owner. It becomes a tag, and a line in every report. */
export const ownerLimit = 100;

/** Everything wrong with one segment, apart from what its blocks have in common with others'. */
export function validateSegment(segment: SegmentDefinition, network: NetworkDefinition): readonly Issue[] {
  const { name } = segment;
  const of = (part: string): string => `${part} of segment ${shown(name)}`;
  return [
    ...nameIssues(of("name"), name),
    ...(name === publicAddresses
      ? [{ what: `${of("name")} stands for public addresses`, allowed: "another name" }]
      : []),
    ...choiceIssues(of("kind"), segment.kind, kinds),
    ...choiceIssues(of("criticality"), segment.criticality, criticalities),
    ...tagProseIssues(of("owner"), segment.owner, ownerLimit),
    ...choiceIssues(of("data class"), segment.dataClass, dataClasses),
    ...choiceIssues(of("client system"), segment.clientSystem, Object.keys(clientPortRanges)),
    ...internetIssues(segment),
    ...segment.profiles.flatMap((profile) => nameIssues(of("profile"), profile)),
    ...repetitionIssues(of("list of profiles"), segment.profiles),
    ...segment.traits.flatMap((trait) => choiceIssues(of("trait"), trait, segmentTraits)),
    ...repetitionIssues(of("list of traits"), segment.traits),
    ...(segment.redundancyGroup === undefined ? [] : nameIssues(of("redundancy group"), segment.redundancyGroup)),
    ...placementIssues(segment, network),
  ];
}

function internetIssues({ name, kind, internet }: SegmentDefinition): readonly Issue[] {
  const choice = choiceIssues(`internet of segment ${shown(name)}`, internet, ["none", "egress"]);
  if (choice.length > 0 || internet === "none" || !isKind(kind)) return choice;
  if ((mayAskForInternet as readonly Kind[]).includes(kind)) return [];
  return [
    {
      what: `${kind} segment ${shown(name)} may not ask for a way out to the internet`,
      received: shown(internet),
      allowed: `"none", or a segment of kind ${mayAskForInternet.join(", ")}`,
    },
  ];
}

function placementIssues({ name, placement }: SegmentDefinition, network: NetworkDefinition): readonly Issue[] {
  switch (placement.in) {
    case "aws": {
      const allowed = `zones of network "${network.name}": ${network.zones.join(", ")}`;
      if (placement.zones.length === 0) return [{ what: `segment ${shown(name)} has no zone`, allowed }];
      const unknown = placement.zones.filter((zone) => !network.zones.includes(zone));
      return [
        ...[...new Set(unknown)].sort(compareText).map((zone) => ({
          what: `segment ${shown(name)} is in a zone that the network does not have`,
          received: shown(zone),
          allowed,
        })),
        ...repetitionIssues(`list of zones of segment ${shown(name)}`, placement.zones),
      ];
    }
    case "outside":
      if (placement.blocks.length === 0)
        return [
          { what: `segment ${shown(name)} is outside AWS and has no address block`, allowed: "one block or more" },
        ];
      return placement.at === undefined ? [] : siteSegmentIssues(name, placement.blocks, placement.at);
    default:
      return choiceIssues(`placement of segment ${shown(name)}`, (placement as { in: unknown }).in, ["aws", "outside"]);
  }
}

/** At a site: private IPv4 blocks alone, which is what goes through its tunnels, and a VLAN that can be. */
function siteSegmentIssues(name: string, blocks: readonly Cidr[], { site, vlan }: SitePlace): readonly Issue[] {
  const about = `segment ${shown(name)} at site ${shown(site)}`;
  return [
    ...blocks
      .filter((block) => !isPrivate(block))
      .map((block) => ({
        what: `block of ${about} is not one of private addresses`,
        received: block.toString(),
        allowed: `an IPv4 block in ${privateNetworks.join(", ")}`,
      })),
    ...(vlan === undefined || (Number.isInteger(vlan) && vlan >= 1 && vlan <= 4094)
      ? []
      : [{ what: `VLAN of ${about} is out of range`, received: shown(vlan), allowed: "a whole number, 1–4094" }]),
  ];
}

/** Names that several segments have. */
export function nameCollisions(segments: readonly SegmentDefinition[]): readonly Issue[] {
  const names = segments.map((segment) => segment.name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].sort(compareText).map((name) => ({
    what: `more than one segment is called ${shown(name)}`,
    received: `${String(names.filter((other) => other === name).length)} segments`,
    allowed: "a name of its own for every segment",
  }));
}

/** A block outside AWS, and the segment that has it. */
interface Owned {
  readonly name: string;
  readonly block: Cidr;
}

/** Blocks outside AWS that overlap the network's block or each other. A packet must belong to one segment only. */
export function blockCollisions(network: NetworkDefinition): readonly Issue[] {
  const owned = network.segments.flatMap(({ name, placement }): Owned[] =>
    placement.in === "outside" ? placement.blocks.map((block) => ({ name, block })) : [],
  );
  return [
    ...owned
      .filter(({ block }) => block.overlaps(network.block))
      .sort(compareOwned)
      .map((one) => ({
        what: `${describe(one)} overlaps the block of network "${network.name}"`,
        received: network.block.toString(),
        allowed: "blocks outside the network",
      })),
    ...overlapping(owned).map(([one, other]) => ({
      what: `${describe(one)} overlaps ${describe(other)}`,
      allowed: "blocks that share no address",
    })),
  ];
}

function describe({ name, block }: Owned): string {
  return `block ${block.toString()} of segment ${shown(name)}`;
}

function compareOwned(a: Owned, b: Owned): number {
  return compareText(a.name, b.name) || compareText(a.block.toString(), b.block.toString());
}

/** Every pair that shares an address, by name. Blocks nest or are apart, so those that are open form a stack. */
function overlapping(owned: readonly Owned[]): readonly (readonly [Owned, Owned])[] {
  const open: Owned[] = [];
  const pairs: (readonly [Owned, Owned])[] = [];
  for (const next of [...owned].sort((a, b) => compareCidrs(a.block, b.block))) {
    while (open.length > 0 && open.at(-1)?.block.contains(next.block) !== true) open.pop();
    for (const around of open) pairs.push(compareOwned(around, next) <= 0 ? [around, next] : [next, around]);
    open.push(next);
  }
  return pairs.sort(([a, b], [c, d]) => compareOwned(a, c) || compareOwned(b, d));
}
