/**
 * Everything that the files of a site are written from, checked once.
 *
 * Decides which conduits concern the site and whether every format can carry them. Refuses what one of them could not say
 * exactly: a list that leaves something out, or opens more, is worse than none.
 */
import {
  Cidr,
  InvalidInput,
  compareText,
  internet,
  refuse,
  type IntentConduit,
  type IntentNetwork,
  type IntentSegment,
  type IntentSite,
  type Issue,
} from "../../model";
import { carriedBy, disjoint, flowsOf, type Flow, type FlowEnd, type Wanted } from "./flow";
import { tunnelsOf, type Tunnel, type TunnelEnds } from "./tunnel";

/** A segment at the site. */
export interface SiteSegment {
  readonly name: string;
  readonly label: string;
  /** 1–4094; undefined when nobody has said it. */
  readonly vlan: number | undefined;
  readonly blocks: readonly Cidr[];
  /** What it is, for the sheet. */
  readonly intent: IntentSegment;
}

export interface SitePlan {
  readonly network: IntentNetwork;
  readonly site: IntentSite;
  /** In the order of their labels. */
  readonly segments: readonly SiteSegment[];
  readonly flows: readonly Flow[];
  /** What lies beyond the tunnels: the network, its segments, and whatever else a conduit of the site names. */
  readonly far: readonly Cidr[];
  readonly tunnels: readonly Tunnel[];
}

/** Labels go into the files as they are; this form means nothing to any of their languages. */
const labelForm = { site: /^site-[0-9a-f]{6,16}$/, segment: /^seg-[0-9a-f]{6,16}$/ };

/**
 * @throws {InvalidInput} when the network has no such site, or a format cannot carry something that the site needs
 */
export function planOf(network: IntentNetwork, siteName: string, ends: TunnelEnds | undefined): SitePlan {
  const site = network.sites.find(({ name }) => name === siteName);
  if (site === undefined) throw new InvalidInput([unknownSite(network, siteName)]);
  const issues: Issue[] = [];
  if (!labelForm.site.test(site.label)) issues.push(labelIssue(`site "${site.name}"`, site.label, "site-0c77d2ab"));
  const here = network.segments.filter((segment) => segment.site === site.name);
  const segments = here.map((segment) => siteSegment(segment, issues));
  const wanted = network.conduits.flatMap((conduit) => wantedBy(conduit, network, segments, issues));
  const tunnels = tunnelsOf(site, ends, issues);
  refuse(issues);
  return {
    network,
    site,
    segments: [...segments].sort((a, b) => compareText(a.label, b.label)),
    flows: flowsOf(site.label, wanted),
    far: farBlocks(network, wanted, segments),
    tunnels,
  };
}

/** That there is no site of this name, with those that there are. */
export function unknownSite(network: { readonly sites: readonly IntentSite[] }, name: string): Issue {
  const names = network.sites.map((site) => site.name).sort(compareText);
  return {
    what: "no such site",
    received: `"${name}"`,
    allowed: names.length === 0 ? "none: no network here has a site" : names.join(", "),
  };
}

function siteSegment(segment: IntentSegment, issues: Issue[]): SiteSegment {
  const { name, vlan, label = "" } = segment;
  if (!labelForm.segment.test(label)) issues.push(labelIssue(`segment "${name}"`, label, "seg-3f9a61c0"));
  const blocks = blocksOf(segment);
  if (blocks.some(({ family }) => family === 6)) {
    const allowed = "IPv4: the tunnels carry nothing else";
    issues.push({ what: `segment "${name}" has an IPv6 block at a site`, received: segment.blocks.join(" "), allowed });
  }
  return { name, label, vlan, blocks: disjoint(blocks), intent: segment };
}

function labelIssue(about: string, label: string, example: string): Issue {
  return { what: `the label of ${about} is not an opaque one`, received: `"${label}"`, allowed: `such as ${example}` };
}

function wantedBy(
  conduit: IntentConduit,
  network: IntentNetwork,
  segments: readonly SiteSegment[],
  issues: Issue[],
): readonly Wanted[] {
  const isHere = (name: string): boolean => segments.some((segment) => segment.name === name);
  if (!isHere(conduit.from) && !isHere(conduit.to)) return [];
  const carried = carriedBy(conduit.service);
  if (carried === undefined) {
    const what = `conduit "${conduit.id}" carries what IPv4 does not`;
    issues.push({ what, received: conduit.service.protocol, allowed: "tcp, udp, icmp, or a protocol by its number" });
    return [];
  }
  const from = endOf(conduit, conduit.from, network, segments, issues);
  const to = endOf(conduit, conduit.to, network, segments, issues);
  return from === undefined || to === undefined ? [] : [{ from, to, carried, conduit }];
}

function endOf(
  conduit: IntentConduit,
  name: string,
  network: IntentNetwork,
  segments: readonly SiteSegment[],
  issues: Issue[],
): FlowEnd | undefined {
  const here = segments.find((segment) => segment.name === name);
  if (here !== undefined) return here;
  const about = `conduit "${conduit.id}" of the site`;
  if (name === internet) {
    issues.push({ what: `${about} ends at the internet, which is not behind its tunnels`, allowed: "a segment" });
    return undefined;
  }
  const segment = network.segments.find((one) => one.name === name);
  const blocks = segment === undefined ? [] : blocksOf(segment).filter(({ family }) => family === 4);
  if (blocks.length > 0) return { name, blocks: disjoint(blocks) };
  const received = segment === undefined ? `no segment "${name}"` : segment.blocks.join(" ");
  issues.push({ what: `${about} has an end without an IPv4 block`, received, allowed: "a segment with one" });
  return undefined;
}

function farBlocks(
  network: IntentNetwork,
  wanted: readonly Wanted[],
  segments: readonly SiteSegment[],
): readonly Cidr[] {
  const inAws = network.segments.filter(({ placement }) => placement === "aws").flatMap(blocksOf);
  const named = wanted
    .flatMap(({ from, to }) => [from, to])
    .flatMap(({ label, blocks }) => (label === undefined ? blocks : []));
  const own = segments.flatMap(({ blocks }) => blocks);
  return disjoint([Cidr.of(network.block), ...inAws, ...named])
    .filter(({ family }) => family === 4)
    .filter((block) => !own.some((other) => other.contains(block)));
}

function blocksOf({ blocks }: IntentSegment): readonly Cidr[] {
  return blocks.map((block) => Cidr.of(block));
}
