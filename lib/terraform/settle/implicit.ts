/**
 * Makes facts of what AWS makes by itself and no configuration mentions: the default security group, network ACL and main
 * route table of a VPC, and the default associations of transit gateways.
 *
 * Sources: VPC User Guide, "Default security groups for your VPCs", "Default network ACL", "Main route table"; Transit
 * Gateways Guide, "Transit gateway route tables".
 */
import { AddressSet, Transport } from "../../model";
import type { Fact, Link, Presence, TransitAssociation, UnknownReason, Value, Vpc } from "../facts";
import { lookedUpReason, more, toItself, type DefaultWish, type Reading } from "../reading/reading";
import type { DefaultAttribute } from "../readers/default-of-vpc";
import { Meant, targetOf } from "./links";

const withoutName = ({ name: _, awsId: __, ...fact }: Fact): Fact => fact;

function born(vpc: Vpc, attribute: DefaultAttribute): Fact {
  const { id, source, presence, maybeSameAs } = withoutName(vpc);
  const fact: Fact = { id: `${id}.${attribute}`, type: "implicit", source: { ...source, attribute }, presence };
  return maybeSameAs === undefined ? fact : { ...fact, maybeSameAs };
}

/** Rules that the object was made with, and that may be gone where someone else keeps it. */
function rule(fact: Fact, because: UnknownReason | undefined): Fact {
  return because === undefined ? fact : { ...fact, presence: { is: "possible", many: false, because } };
}

/** What the VPC was made with may have been changed: by someone else who made it, or by a resource that may mean it. */
function changed(vpc: Vpc, attribute: DefaultAttribute, { strayDefaults }: Reading): UnknownReason | undefined {
  if (vpc.type !== "aws_vpc") return lookedUpReason(vpc.source.address);
  return strayDefaults.get(`${vpc.id}.${attribute}`) ?? strayDefaults.get(attribute) ?? vpc.more;
}

function hasIpv6(vpc: Vpc): boolean {
  return vpc.blocks.some((block) =>
    "exact" in block ? block.exact.family === 6 : block.within.intervals(6).length > 0,
  );
}

export function addDefaultsOfVpcs(reading: Reading): void {
  for (const vpc of reading.lists.vpcs) {
    const everything = hasIpv6(vpc) ? AddressSet.everything : AddressSet.everythingV4;
    if (!reading.aliases.has(`${vpc.id}.default_security_group_id`)) addGroup(vpc, everything, reading);
    if (!reading.aliases.has(`${vpc.id}.default_network_acl_id`)) addAcl(vpc, hasIpv6(vpc), reading);
    if (!reading.aliases.has(`${vpc.id}.default_route_table_id`)) {
      reading.add("routeTables", {
        ...born(vpc, "default_route_table_id"),
        ...more(changed(vpc, "default_route_table_id", reading)),
        vpc: toItself(vpc.id),
      });
    }
  }
}

/** All traffic from itself, and all traffic out; IPv6 only where the VPC has it. */
function addGroup(vpc: Vpc, everything: AddressSet, reading: Reading): void {
  const fact = born(vpc, "default_security_group_id");
  const group = toItself(fact.id);
  const because = changed(vpc, "default_security_group_id", reading);
  reading.add("securityGroups", { ...fact, ...more(because), vpc: toItself(vpc.id), isDefault: true });
  const asBorn = { ...rule(fact, because), group, transport: { exact: Transport.all } } as const;
  reading.add("securityGroupRules", {
    ...asBorn,
    id: `${fact.id}.ingress[0]`,
    direction: "ingress",
    peers: [{ kind: "group", group }],
  });
  const peer = { kind: "addresses", addresses: { exact: everything } } as const;
  reading.add("securityGroupRules", { ...asBorn, id: `${fact.id}.egress[0]`, direction: "egress", peers: [peer] });
}

/** Rule 100 allows all IPv4 both ways, rule 101 all IPv6 where the VPC has it. */
function addAcl(vpc: Vpc, ipv6: boolean, reading: Reading): void {
  const fact = born(vpc, "default_network_acl_id");
  const acl = toItself(fact.id);
  const because = changed(vpc, "default_network_acl_id", reading);
  reading.add("networkAcls", { ...fact, ...more(because), vpc: toItself(vpc.id), isDefault: true });
  for (const direction of ["ingress", "egress"] as const) {
    const families = [
      [100, AddressSet.everythingV4] as const,
      ...(ipv6 ? [[101, AddressSet.everythingV6] as const] : []),
    ];
    for (const [number, addresses] of families) {
      reading.add("networkAclEntries", {
        ...rule(fact, because),
        id: `${fact.id}.${direction}[${String(number)}]`,
        acl,
        direction,
        number: { exact: number },
        action: { exact: "allow" },
        addresses: { exact: addresses },
        transport: { exact: Transport.all },
      });
    }
  }
}

/** Puts attachments into the default tables of their transit gateway, where both sides ask for it. */
export function addDefaultsOfTransit(reading: Reading): void {
  const gateways = new Map(reading.lists.transitGateways.map((one) => [one.id, one] as const));
  const joined = new Meant(reading.lists.transitAssociations.map((one) => [one.attachment, one.presence] as const));
  for (const attachment of [...reading.lists.transitAttachments]) {
    const wish = reading.acceptedWishes.get(attachment.id) ?? reading.defaultWishes.get(attachment.id);
    if (wish === undefined) continue;
    const gateway = gateways.get(targetOf(attachment.transitGateway) ?? "");
    const outside: UnknownReason = {
      kind: "outside",
      at: attachment.source.address,
      detail: "its transit gateway is not among the inputs",
    };
    for (const side of ["association", "propagation"] as const) {
      // An attachment has one association only: one that is declared takes the place of the default.
      if (side === "association" && joined.surely.has(attachment.id)) continue;
      const offered =
        gateway === undefined
          ? { unknown: outside }
          : side === "association"
            ? gateway.defaultAssociation
            : gateway.defaultPropagation;
      const table =
        gateway === undefined
          ? ({ how: "unknown", because: outside } as const)
          : side === "association"
            ? gateway.associationTable
            : gateway.propagationTable;
      const asked = both(wish[side], offered, attachment.presence);
      if (asked === undefined || table === "none") continue;
      const open = side === "association" ? joined.perhaps(attachment.id) : undefined;
      const presence: Presence = open === undefined ? asked : { is: "possible", many: false, because: open };
      const tie = defaultTie(attachment, side, table, presence);
      reading.add(side === "association" ? "transitAssociations" : "transitPropagations", tie);
    }
  }
}

function defaultTie(attachment: Fact, side: keyof DefaultWish, table: Link, presence: Presence): TransitAssociation {
  const attribute = `transit_gateway_default_route_table_${side}`;
  const { source } = attachment;
  return {
    id: `${attachment.id}.${attribute}`,
    type: "implicit",
    source: { ...source, attribute },
    presence,
    table,
    attachment: toItself(attachment.id),
  };
}

function both(a: Value<boolean>, b: Value<boolean>, presence: Presence): Presence | undefined {
  for (const value of [a, b]) if ("exact" in value && !value.exact) return undefined;
  const open = [a, b].find((value) => !("exact" in value));
  if (open === undefined) return presence;
  const because = "unknown" in open ? open.unknown : "because" in open ? open.because : undefined;
  return because === undefined ? presence : { is: "possible", many: false, because };
}
