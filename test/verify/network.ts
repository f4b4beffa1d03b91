/** Facts by hand, for tests: what is left out is what AWS gives by default. */
import { AddressSet, Cidr, Transport } from "../../lib/model";
import type {
  Block,
  FactBase,
  FactId,
  FactLists,
  Link,
  NetworkAclEntry,
  OwnerKind,
  Presence,
  RouteTarget,
  RulePeer,
  SecurityGroupRule,
  Value,
} from "../../lib/terraform";

type Mutable = { -readonly [K in keyof FactLists]: FactLists[K][number][] };

export const to = (id: FactId): Link => ({ how: "exact", to: id });
export const exactly = <T>(value: T): Value<T> => ({ exact: value });
export const block = (text: string): Block => ({ exact: Cidr.of(text) });
export const addresses = (...texts: readonly string[]): AddressSet => AddressSet.of(texts.map((text) => Cidr.of(text)));
export const tcp = (from: number, last = from): Transport => Transport.ports("tcp", from, last);
export const udp = (from: number, last = from): Transport => Transport.ports("udp", from, last);
export const why = { kind: "after-apply", at: "x.y", detail: "only known after the apply" } as const;
const certain: Presence = { is: "certain" };

/** `"10.0.0.0/8"`, `{ group }` or `{ list }`. */
type Peer = string | { readonly group: FactId } | { readonly list: FactId };

export class Network {
  public readonly lists: Mutable = {
    vpcs: [],
    subnets: [],
    gateways: [],
    natGateways: [],
    peerings: [],
    elasticIps: [],
    prefixLists: [],
    publicAccessBlocks: [],
    publicAccessExclusions: [],
    routeTables: [],
    routes: [],
    routeTableAssociations: [],
    routePropagations: [],
    securityGroups: [],
    securityGroupRules: [],
    networkAcls: [],
    networkAclEntries: [],
    networkAclAssociations: [],
    interfaces: [],
    endpoints: [],
    customerGateways: [],
    vpnConnections: [],
    vpnRoutes: [],
    transitGateways: [],
    transitAttachments: [],
    transitRouteTables: [],
    transitAssociations: [],
    transitPropagations: [],
    transitRoutes: [],
    directConnectAssociations: [],
    clientVpns: [],
    clientVpnAuthorizations: [],
    clientVpnRoutes: [],
    firewalls: [],
    firewallPolicies: [],
    firewallRuleGroups: [],
  };

  public base(
    id: FactId,
    type = "test",
  ): { id: FactId; type: string; source: { input: string; address: string }; presence: Presence } {
    return { id, type, source: { input: "test", address: id }, presence: certain };
  }

  /** A VPC with a main table, a default ACL that allows everything, and a default group. */
  public vpc(id: FactId, ...blocks: readonly string[]): this {
    this.lists.vpcs.push({
      ...this.base(id),
      blocks: blocks.map(block),
      region: exactly("us-east-1"),
      defaultSecurityGroup: to(`${id}-default`),
      defaultNetworkAcl: to(`${id}-acl`),
      mainRouteTable: to(`${id}-main`),
    });
    this.lists.routeTables.push({ ...this.base(`${id}-main`), vpc: to(id) });
    this.lists.networkAcls.push({ ...this.base(`${id}-acl`), vpc: to(id), isDefault: true });
    for (const direction of ["ingress", "egress"] as const)
      this.entry(`${id}-acl`, direction, 100, "allow", "all", "0.0.0.0/0").entry(
        `${id}-acl`,
        direction,
        101,
        "allow",
        "all",
        "::/0",
      );
    return this;
  }

  public subnet(id: FactId, vpc: FactId, blocks: string | readonly string[], zone = "a"): this {
    this.lists.subnets.push({
      ...this.base(id),
      vpc: to(vpc),
      blocks: [blocks].flat().map(block),
      zone: exactly(zone),
      mapsPublicAddress: exactly(false),
    });
    return this;
  }

  public table(id: FactId, vpc: FactId, ...subnets: readonly FactId[]): this {
    this.lists.routeTables.push({ ...this.base(id), vpc: to(vpc) });
    for (const subnet of subnets)
      this.lists.routeTableAssociations.push({
        ...this.base(`${id}>${subnet}`),
        table: to(id),
        of: { subnet: to(subnet) },
      });
    return this;
  }

  public route(
    table: FactId,
    destination: string | { readonly list: FactId },
    target: RouteTarget | [Exclude<RouteTarget["kind"], "local" | "unknown">, FactId],
  ): this {
    const id = `${table}:${typeof destination === "string" ? destination : destination.list}#${String(this.lists.routes.length)}`;
    this.lists.routes.push({
      ...this.base(id),
      table: to(table),
      destination:
        typeof destination === "string" ? { block: block(destination) } : { prefixList: to(destination.list) },
      target: Array.isArray(target) ? { kind: target[0], to: to(target[1]) } : target,
      origin: "static",
      blackhole: exactly(false),
    });
    return this;
  }

  public group(id: FactId, vpc: FactId): this {
    this.lists.securityGroups.push({ ...this.base(id), vpc: to(vpc), isDefault: false });
    return this;
  }

  public rule(
    group: FactId,
    direction: "ingress" | "egress",
    transport: Transport | "all",
    ...peers: readonly Peer[]
  ): this {
    const rule: SecurityGroupRule = {
      ...this.base(`${group}-${direction}-${String(this.lists.securityGroupRules.length)}`),
      group: to(group),
      direction,
      transport: { exact: transport === "all" ? Transport.all : transport },
      peers: peers.map((peer): RulePeer =>
        typeof peer === "string"
          ? { kind: "addresses", addresses: { exact: addresses(peer) } }
          : "group" in peer
            ? { kind: "group", group: to(peer.group) }
            : { kind: "prefix-list", list: to(peer.list) },
      ),
    };
    this.lists.securityGroupRules.push(rule);
    return this;
  }

  /** A group that lets everything in and out. */
  public openGroup(id: FactId, vpc: FactId): this {
    this.group(id, vpc);
    for (const direction of ["ingress", "egress"] as const) this.rule(id, direction, "all", "0.0.0.0/0", "::/0");
    return this;
  }

  public acl(id: FactId, vpc: FactId, ...subnets: readonly FactId[]): this {
    this.lists.networkAcls.push({ ...this.base(id), vpc: to(vpc), isDefault: false });
    for (const subnet of subnets)
      this.lists.networkAclAssociations.push({ ...this.base(`${id}>${subnet}`), acl: to(id), subnet: to(subnet) });
    return this;
  }

  public entry(
    acl: FactId,
    direction: "ingress" | "egress",
    number: number,
    action: "allow" | "deny",
    transport: Transport | "all",
    ...peers: readonly string[]
  ): this {
    const entry: NetworkAclEntry = {
      ...this.base(`${acl}-${direction}-${String(number)}`),
      acl: to(acl),
      direction,
      number: exactly(number),
      action: exactly(action),
      addresses: { exact: addresses(...peers) },
      transport: { exact: transport === "all" ? Transport.all : transport },
    };
    this.lists.networkAclEntries.push(entry);
    return this;
  }

  public face(
    id: FactId,
    subnet: FactId,
    groups: readonly FactId[],
    more: {
      readonly address?: string;
      readonly public?: boolean;
      readonly check?: boolean;
      readonly owner?: OwnerKind;
      /** `unknown`, or what it is on. @default - one of its own */
      readonly machine?: FactId;
    } = {},
  ): this {
    this.lists.interfaces.push({
      ...this.base(id),
      owner: { kind: more.owner ?? "interface", id },
      subnets: [to(subnet)],
      groups: groups.map(to),
      addresses: more.address === undefined ? { unknown: why } : exactly(AddressSet.of([Cidr.ofAddress(more.address)])),
      publicAddress: exactly(more.public ?? false),
      ipv6: exactly(true),
      sourceDestCheck: exactly(more.check ?? true),
      machine: more.machine === "unknown" ? { unknown: why } : exactly(more.machine ?? id),
    });
    return this;
  }

  /** Nobody knows all subnets that an interface may be in: `one` is the one that it was given, `none` that not even this is told. */
  public astray(id: FactId, told: "one" | "none"): this {
    this.lists.interfaces = this.lists.interfaces.map((each) =>
      each.id === id ? { ...each, subnets: told === "one" ? each.subnets : [], moreSubnets: why } : each,
    );
    return this;
  }

  public gateway(id: FactId, kind: "internet" | "egress-only" | "vpn", vpc: FactId): this {
    this.lists.gateways.push({ ...this.base(id), kind, vpc: vpc === "none" ? vpc : to(vpc) });
    return this;
  }

  public nat(id: FactId, subnet: FactId, connectivity: "public" | "private" = "public", address?: string): this {
    this.lists.natGateways.push({
      ...this.base(id),
      subnet: to(subnet),
      connectivity: exactly(connectivity),
      address: address === undefined ? { unknown: why } : exactly(Cidr.ofAddress(address)),
    });
    return this;
  }

  public peering(id: FactId, a: FactId, b: FactId, active = true): this {
    this.lists.peerings.push({
      ...this.base(id),
      requester: to(a),
      accepter: to(b),
      active: exactly(active),
      accepterRegion: exactly("us-east-1"),
    });
    return this;
  }

  /** A connection with static routes on a virtual private gateway. */
  public vpn(id: FactId, gateway: FactId, ...routes: readonly string[]): this {
    this.lists.vpnConnections.push({
      ...this.base(id),
      customerGateway: to("cgw"),
      on: { vpnGateway: to(gateway) },
      staticRoutesOnly: exactly(true),
      awsSide: [block("0.0.0.0/0")],
      siteSide: [block("0.0.0.0/0")],
    });
    for (const route of routes)
      this.lists.vpnRoutes.push({ ...this.base(`${id}:${route}`), connection: to(id), block: block(route) });
    return this;
  }

  /** A Client VPN endpoint that comes out in some subnets with some groups. */
  public clientVpn(id: FactId, subnets: readonly FactId[], groups: readonly FactId[], ...authorised: string[]): this {
    this.lists.clientVpns.push({ ...this.base(id), clients: [block("10.250.0.0/22")], groups: groups.map(to) });
    for (const subnet of subnets) {
      this.face(`${id}>${subnet}`, subnet, groups);
      const face = this.lists.interfaces.pop()!;
      this.lists.interfaces.push({ ...face, ipv6: exactly(false), publicAddress: { unknown: why }, clientVpn: to(id) });
    }
    for (const text of authorised)
      this.lists.clientVpnAuthorizations.push({ ...this.base(`${id}!${text}`), endpoint: to(id), to: block(text) });
    return this;
  }

  public propagate(table: FactId, gateway: FactId): this {
    this.lists.routePropagations.push({ ...this.base(`${table}<${gateway}`), table: to(table), gateway: to(gateway) });
    return this;
  }

  /** A transit gateway with one table that every attachment is associated with and propagates to. */
  public transit(
    id: FactId,
    attachments: Readonly<Record<FactId, readonly FactId[]>>,
    options: { readonly references?: boolean; readonly propagate?: boolean } = {},
  ): this {
    const on = exactly(true);
    this.lists.transitGateways.push({
      ...this.base(id),
      region: exactly("us-east-1"),
      defaultAssociation: on,
      defaultPropagation: on,
      associationTable: to(`${id}-table`),
      propagationTable: to(`${id}-table`),
      groupReferences: exactly(options.references ?? false),
    });
    this.lists.transitRouteTables.push({ ...this.base(`${id}-table`), transitGateway: to(id) });
    for (const [vpc, subnets] of Object.entries(attachments)) {
      const attachment = `${id}-${vpc}`;
      this.lists.transitAttachments.push({
        ...this.base(attachment),
        kind: "vpc",
        transitGateway: to(id),
        peer: { vpc: to(vpc), subnets: subnets.map(to) },
        applianceMode: exactly(false),
        ipv6: on,
        groupReferences: on,
        active: on,
      });
      this.lists.transitAssociations.push({
        ...this.base(`${attachment}-association`),
        table: to(`${id}-table`),
        attachment: to(attachment),
      });
      if (options.propagate !== false)
        this.lists.transitPropagations.push({
          ...this.base(`${attachment}-propagation`),
          table: to(`${id}-table`),
          attachment: to(attachment),
        });
    }
    return this;
  }

  public prefixList(id: FactId, ...entries: readonly string[]): this {
    this.lists.prefixLists.push({
      ...this.base(id),
      family: exactly(4),
      entries: entries.map(block),
      maxEntries: exactly(10),
      keptBy: "customer",
      within: AddressSet.everythingV4,
    });
    return this;
  }

  public facts(more: Partial<FactBase> = {}): FactBase {
    return {
      ...this.lists,
      links: { exact: 0, symbolic: 0, ambiguous: 0, unknown: 0 },
      unread: [],
      notes: [],
      placeholders: [],
      complete: true,
      incomplete: [],
      ...more,
    };
  }
}
