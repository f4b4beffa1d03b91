/**
 * The facts joined: which subnet an address is in, and which table and ACL a subnet uses.
 *
 * Decides only what belongs to what, surely or perhaps. A subnet without an association of its own uses the main table and
 * the default ACL of its VPC (VPC user guide, "Subnet route tables", "Network ACL basics").
 */
import { AddressSet, Cidr } from "../../model";
import type { Bounded, FactBase, FactId, Link, Subnet, Vpc } from "../../terraform";
import { openFilter, unknownFilter, type Filter } from "../filters/filter";
import { namedAddresses } from "../filters/firewall/rule-text";
import { NetworkAcls } from "../filters/network-acl";
import { SecurityGroups } from "../filters/security-group";
import { AddressAtoms, type Rank, type RankRange } from "../sets/address-atoms";
import { Rows } from "../sets/rows";
import { Steps, zip } from "../sets/steps";
import { blocksOf, bothOf, listed, type Both } from "./bounds";
import { byId, choices, ids, meanings, type Choice, type Meaning } from "./links";

export interface KnownSubnet {
  readonly id: FactId;
  readonly fact: Subnet;
  readonly vpc: FactId | undefined;
  readonly blocks: Both<AddressSet>;
  /** Addresses that an interface can have: not the first four and the last of each block. */
  readonly hosts: AddressSet;
  readonly ranges: readonly RankRange[];
  readonly tables: readonly Choice[];
  readonly zone: string | undefined;
  readonly zoneId: string | undefined;
  readonly out: Filter;
  readonly in: Filter;
}

export interface KnownVpc {
  readonly id: FactId;
  readonly fact: Vpc;
  readonly blocks: Both<AddressSet>;
  readonly ranges: readonly RankRange[];
  readonly region: string | undefined;
  /** Index into `choices` by address. */
  readonly subnetAt: Steps;
  readonly choices: readonly (readonly Meaning[])[];
}

export class World {
  public readonly atoms: AddressAtoms;
  public readonly rows = new Rows();
  public readonly groups: SecurityGroups;
  public readonly acls: NetworkAcls;
  public readonly subnets = new Map<FactId, KnownSubnet>();
  public readonly vpcs = new Map<FactId, KnownVpc>();

  /** @param more - sets that questions will be asked about */
  public constructor(
    public readonly facts: FactBase,
    more: readonly AddressSet[] = [],
  ) {
    // Many rules say the same set, and it is the same object then.
    this.atoms = AddressAtoms.of(new Set(boundaries(facts, more)));
    this.groups = new SecurityGroups(facts, this.atoms, this.rows);
    this.acls = new NetworkAcls(facts, this.atoms, this.rows);
    const vpcs = byId(facts.vpcs);
    const anyVpc = (): readonly FactId[] => ids(facts.vpcs);
    const associated = { tables: new Map<FactId, Choice[]>(), acls: new Map<FactId, Choice[]>() };
    const anySubnet = (): readonly FactId[] => ids(facts.subnets);
    for (const { table, of, presence } of facts.routeTableAssociations)
      if ("subnet" in of)
        note(
          associated.tables,
          meanings(of.subnet, anySubnet),
          choices(table, facts.routeTables),
          presence.is === "certain",
        );
    for (const { acl, subnet, presence } of facts.networkAclAssociations)
      note(associated.acls, meanings(subnet, anySubnet), choices(acl, facts.networkAcls), presence.is === "certain");
    for (const fact of facts.subnets) {
      const owners = meanings(fact.vpc, anyVpc);
      const [only] = owners;
      const vpc = owners.length === 1 && only?.sure === true ? only.to : undefined;
      /** What the VPC falls back on; of a VPC that is not surely known, something that no input lists too. */
      const fallback = (of: (vpc: Vpc) => Link, anyOf: () => readonly FactId[]): readonly Meaning[] => {
        const found = owners.flatMap(({ to }) => {
          const owner = vpcs.get(to);
          return owner === undefined ? [] : meanings(of(owner), anyOf);
        });
        return vpc !== undefined ? found : [...found.map(({ to }) => ({ to, sure: false })), { to: "?", sure: false }];
      };
      const blocks = insideVpc(blocksOf(fact.blocks), vpc === undefined ? undefined : vpcs.get(vpc));
      const tables = settle(
        associated.tables.get(fact.id),
        fallback(
          ({ mainRouteTable }) => mainRouteTable,
          () => ids(facts.routeTables),
        ),
      );
      const acls = settle(
        associated.acls.get(fact.id),
        fallback(
          ({ defaultNetworkAcl }) => defaultNetworkAcl,
          () => ids(facts.networkAcls),
        ),
      );
      this.subnets.set(fact.id, {
        id: fact.id,
        fact,
        vpc,
        blocks,
        hosts: hostsOf(fact, blocks),
        ranges: this.atoms.ranges(blocks.may),
        tables,
        zone: "exact" in fact.zone ? fact.zone.exact : undefined,
        zoneId: fact.zoneId !== undefined && "exact" in fact.zoneId ? fact.zoneId.exact : undefined,
        out: this.aclFilter(acls, "egress", fact.id),
        in: this.aclFilter(acls, "ingress", fact.id),
      });
    }
    for (const fact of facts.vpcs) this.vpcs.set(fact.id, this.knownVpc(fact));
  }

  public subnet(id: FactId): KnownSubnet | undefined {
    return this.subnets.get(id);
  }

  /** Subnets of a VPC that an address is, or may be, in, and how far that holds. */
  public subnetsAt(vpc: KnownVpc, rank: Rank): { readonly subnets: readonly Meaning[]; readonly until: number } {
    const step = vpc.subnetAt.step(rank);
    return { subnets: vpc.choices[vpc.subnetAt.values[step] as number] ?? [], until: vpc.subnetAt.end(step) };
  }

  private knownVpc(fact: Vpc): KnownVpc {
    const own = [...this.subnets.values()].filter((subnet) =>
      meanings(subnet.fact.vpc, () => ids(this.facts.vpcs)).some(({ to }) => to === fact.id),
    );
    const open = blocksOf(fact.blocks);
    const choices: Meaning[][] = [[]];
    const numbers = new Map<string, number>([["", 0]]);
    // Whichever VPC a subnet turns out to be in, its block is a part of that one's. Of one that is surely here AWS has seen to it.
    const within = own.map((subnet) =>
      subnet.vpc === fact.id && subnet.fact.vpc.how !== "unknown"
        ? subnet
        : { ranges: this.atoms.ranges(subnet.blocks.may.intersect(open.may)) },
    );
    const subnetAt = Steps.sweep(within, (covering) => {
      const key = covering.join();
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, choices.length);
      return (
        choices.push(
          covering.map((index) => {
            const { id, vpc, blocks, fact: subnet } = own[index] as KnownSubnet;
            const sure = vpc === fact.id && subnet.vpc.how !== "unknown" && blocks.may === blocks.must;
            return { to: id, sure: sure && subnet.presence.is === "certain" };
          }),
        ) - 1
      );
    });
    return {
      id: fact.id,
      fact,
      blocks: open,
      ranges: this.atoms.ranges(open.may),
      region: "exact" in fact.region ? fact.region.exact : undefined,
      subnetAt,
      choices,
    };
  }

  private aclFilter(acls: readonly Meaning[], direction: "ingress" | "egress", subnet: FactId): Filter {
    const [only, ...others] = acls;
    if (only === undefined) return unknownFilter(`network ACL of ${subnet}`);
    const first = this.acls.filter(only.to, direction);
    if (only.sure && others.length === 0) return first;
    const all = acls.map(({ to }) => this.acls.filter(to, direction));
    return {
      ...openFilter(all.map(({ at }) => at).join(" or ")),
      subject: {
        kind: "acls",
        ids: acls.map(({ to }) => to),
        direction,
        known: all.every(({ subject }) => subject.kind !== "none"),
      },
      may: all.slice(1).reduce((a, b) => zip(a, b.may, (x, y) => this.rows.or(x, y)), first.may),
      must: all.slice(1).reduce((a, b) => zip(a, b.must, (x, y) => this.rows.and(x, y)), first.must),
      deciding: (rank, point, groups) => all.flatMap((filter) => filter.deciding(rank, point, groups)),
    };
  }
}

function note(
  map: Map<FactId, Choice[]>,
  subnets: readonly Meaning[],
  objects: readonly Choice[],
  exists: boolean,
): void {
  for (const subnet of subnets) {
    const list = map.get(subnet.to) ?? [];
    map.set(subnet.to, list);
    if (objects.length === 0) list.push({ to: "?", sure: false });
    const isThere = exists && subnet.sure;
    for (const { to, sure, oneOf } of objects)
      list.push({ to, sure: isThere && sure, ...(isThere && oneOf === true ? { oneOf } : {}) });
  }
}

/** AWS has no subnet outside its VPC's blocks (VPC user guide, "Subnet CIDR blocks"): they bound one whose block is not known. */
function insideVpc(blocks: Both<AddressSet>, vpc: Vpc | undefined): Both<AddressSet> {
  if (vpc === undefined || blocks.may === blocks.must) return blocks;
  return { may: blocks.may.intersect(blocksOf(vpc.blocks).may).union(blocks.must), must: blocks.must };
}

/**
 * A subnet has one association: a sure one leaves no room for another, and none at all leaves the default. Of one that surely is
 * there and is of one of several, it is one of those.
 */
function settle(own: readonly Choice[] = [], fallback: readonly Meaning[] = []): readonly Choice[] {
  const sure = own.filter((meaning) => meaning.sure);
  if (sure.length > 0) {
    const distinct = [...new Set(sure.map(({ to }) => to))];
    return distinct.map((to) => ({ to, sure: distinct.length === 1 }));
  }
  const among = own.filter(({ oneOf }) => oneOf === true);
  if (among.length > 0) return among;
  if (own.length === 0) return fallback.length === 0 ? [{ to: "?", sure: false }] : fallback;
  // Without an association the subnet has the default, which no input describes where nothing is told of it.
  const others = fallback.length === 0 ? [{ to: "?", sure: false }] : fallback;
  return [...own, ...others].map(({ to }) => ({ to, sure: false }));
}

/** AWS keeps the first four addresses and the last of each subnet (VPC user guide, "Subnet CIDR blocks"). */
function hostsOf(subnet: Subnet, blocks: Both<AddressSet>): AddressSet {
  let hosts = blocks.may;
  for (const block of subnet.blocks) {
    if (!("exact" in block) || block.exact.size <= 8n) continue;
    const { family, first, last } = block.exact;
    const bits = family === 4 ? 32 : 128;
    const kept = [0n, 1n, 2n, 3n].map((i) => Cidr.fromNumber(family, first + i, bits));
    hosts = hosts.subtract(AddressSet.of([...kept, Cidr.fromNumber(family, last, bits)]));
  }
  return hosts;
}

/** Which the internet does not route (RFC 4193): AWS's private IPv6 addresses are among them. */
export const uniqueLocal = AddressSet.of([Cidr.of("fc00::/7")]);

/** What a NAT gateway translates to IPv4 (VPC user guide, "DNS64 and NAT64"). */
export const nat64 = AddressSet.of([Cidr.of("64:ff9b::/96")]);

function* boundaries(facts: FactBase, more: readonly AddressSet[]): Generator<AddressSet> {
  yield* more;
  yield uniqueLocal;
  for (const { blocks } of facts.vpcs) yield blocksOf(blocks).may;
  for (const subnet of facts.subnets) {
    const blocks = blocksOf(subnet.blocks);
    yield blocks.may;
    yield hostsOf(subnet, blocks);
  }
  for (const list of facts.prefixLists) {
    const both = listed(list);
    yield both.may;
    yield both.must;
    for (const entry of list.entries) if ("exact" in entry) yield AddressSet.of([entry.exact]);
  }
  for (const { peers } of facts.securityGroupRules)
    for (const peer of peers) if (peer.kind === "addresses") yield* ends(peer.addresses);
  for (const { addresses } of facts.networkAclEntries) yield* ends(addresses);
  for (const { destination } of [...facts.routes, ...facts.transitRoutes])
    if ("block" in destination) yield blocksOf([destination.block]).may;
  for (const { block } of facts.vpnRoutes) yield blocksOf([block]).may;
  for (const { awsSide, siteSide, site } of facts.vpnConnections) {
    yield blocksOf(awsSide).may;
    yield blocksOf(siteSide).may;
    if (site !== undefined) for (const each of site.announces) yield AddressSet.of([each]);
  }
  for (const { to } of [...facts.clientVpnAuthorizations, ...facts.clientVpnRoutes]) yield blocksOf([to]).may;
  for (const { announced } of facts.directConnectAssociations) yield blocksOf(announced).may;
  for (const { addresses } of facts.interfaces) if ("exact" in addresses) yield addresses.exact;
  if (facts.natGateways.length > 0) yield nat64;
  for (const { address } of facts.natGateways) if ("exact" in address) yield AddressSet.of([address.exact]);
  for (const group of facts.firewallRuleGroups)
    if (group.rules.kind === "stateless")
      for (const { sources, destinations } of group.rules.rules) {
        yield* ends(sources);
        yield* ends(destinations);
      }
  for (const group of facts.firewallRuleGroups) yield* namedAddresses(group);
  for (const { variables } of facts.firewallPolicies) for (const each of variables) yield* ends(each.addresses);
}

function ends(addresses: Bounded<AddressSet>): readonly AddressSet[] {
  const { may, must } = bothOf(addresses);
  return may === must ? [may] : [may, must];
}
