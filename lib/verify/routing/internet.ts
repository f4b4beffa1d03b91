/** To and from the internet: ways, egress-only gateways and translation. */
import { inward } from "./edge";
import { AddressSet } from "../../model";
import type { FactId } from "../../terraform";
import { within, type Rank } from "../sets/address-atoms";
import { nat64, uniqueLocal, type KnownSubnet, type KnownVpc } from "../world/world";
import { both, choices, isCertain, meanings, tri, type Tri } from "../world/links";
import type { Translation } from "./outcome";
import { publicAccess } from "./public-access";
import { chosen, doubt, fresh, hop, type Ground, type State } from "./trip";

export function toInternet(
  ground: Ground,
  id: FactId,
  via: "direct" | "egress-only",
  subnet: KnownSubnet | undefined,
  vpc: KnownVpc,
  to: Rank,
  state: State,
): void {
  const gateway = ground.world.facts.gateways.find((each) => each.id === id);
  const family = ground.world.atoms.familyOf(to);
  const attached = gateway === undefined || gateway.vpc === "none" ? "no" : ground.isVpc(gateway.vpc, vpc.id);
  const kind = via === "direct" ? "internet" : "egress-only";
  if (gateway?.kind !== kind || attached === "no") {
    ground.drop(state, id, `it is not an ${kind} gateway of ${vpc.id}`);
    return;
  }
  if (via === "egress-only" && family === 4) {
    ground.drop(state, id, "an egress-only gateway carries IPv6 alone");
    return;
  }
  if (!ground.isPublic(to)) {
    ground.drop(state, id, "the address is not one of the internet's");
    return;
  }
  const nat =
    state.translation === undefined
      ? undefined
      : ground.world.facts.natGateways.find((each) => each.id === state.translation?.id);
  const isPublicNat =
    nat === undefined ? ownAddress(state, family) : tri(nat.connectivity, (kind_) => kind_ === "public");
  const access = publicAccess(
    ground.world,
    vpc,
    state.translation === undefined ? subnet : ground.world.subnet(state.translation.subnet),
    nat !== undefined || via === "egress-only" ? "outward" : "direct",
  );
  const allowed = both(attached, isPublicNat, access);
  if (allowed === "no") {
    ground.drop(
      state,
      id,
      access === "no"
        ? "public access is blocked for this VPC"
        : `${state.translation?.id ?? id} has no public address`,
    );
    return;
  }
  const next: State = {
    ...doubt(hop(state, { at: id, rule: kind }), allowed === "yes" ? undefined : `whether ${id} lets this out`),
    needsPublic: state.translation === undefined && family === 4,
    outwardOnly: nat !== undefined || via === "egress-only",
  };
  ground.end({ kind: "internet", vpc: vpc.id }, next);
  if (family === 6) toOtherVpcs(ground, vpc, to, next);
}

/**
 * To a VPC that has an IPv6 address: it is the same on the internet, and internet gateways do not translate. Whether what is
 * between them carries it there is not AWS's to say.
 */
function toOtherVpcs(ground: Ground, from: KnownVpc, to: Rank, state: State): void {
  if (state.overInternet === true) return;
  for (const vpc of ground.world.vpcs.values()) {
    if (vpc.id === from.id) continue;
    ground.limitTo(vpc.ranges, to);
    if (!within(vpc.ranges, to)) continue;
    const about = `whether the internet leads from ${from.id} to ${vpc.id}`;
    fromInternet(ground, vpc.id, to, "direct", {
      ...doubt(state, about),
      overInternet: true,
      groupsIn: "no",
      groupsOut: "no",
    });
  }
}

/** Whether a machine that may have put its own address in has a public one. */
function ownAddress({ translation }: State, family: 4 | 6): Tri {
  return translation?.appliance === undefined || family === 6 ? "yes" : translation.appliance.publicAddress;
}

export function toNat(ground: Ground, id: FactId, from: KnownSubnet | undefined, to: Rank, state: State): void {
  const { facts, atoms } = ground.world;
  const nat = facts.natGateways.find((each) => each.id === id);
  if (nat === undefined) {
    ground.unknown(state, id, "no input describes this NAT gateway");
    return;
  }
  if (atoms.familyOf(to) === 6) {
    if (ground.inside(nat64, to)) ground.unknown(state, id, "translation from IPv6 to IPv4 is not modelled");
    else ground.drop(state, id, "a NAT gateway carries IPv4 alone");
    return;
  }
  if (state.translation?.id === id) {
    ground.drop(state, id, "the routes lead in a circle");
    return;
  }
  if (state.translation !== undefined) {
    ground.unknown(state, id, "two translations in a row are not modelled");
    return;
  }
  const here = ground.meet(`${id} ${from?.id ?? ""}`, id, state);
  if (here === undefined) return;
  const places = choices(nat.subnet, facts.subnets).flatMap((choice) => {
    const subnet = ground.world.subnet(choice.to);
    return subnet === undefined ? [] : [{ subnet, choice }];
  });
  if (places.length === 0) ground.unknown(here, id, "no input describes the subnet that it is in");
  for (const { subnet, choice } of places) {
    const known =
      "exact" in nat.address ? AddressSet.of([nat.address.exact]) : subnet.hosts.intersect(AddressSet.everythingV4);
    const translation: Translation = { id, subnet: subnet.id, ranges: atoms.ranges(known) };
    const about = `where ${id} is`;
    const doubted = isCertain(nat) ? chosen(here, choice, about) : doubt(here, about);
    const entered = ground.enter(subnet, from, doubted);
    ground.leave(subnet, to, {
      ...hop(entered, { at: id, rule: "translates the source" }),
      translation,
      groupsIn: "no",
      groupsOut: "no",
    });
  }
}

/** Whether the VPC may have an internet gateway that is not among the facts: it is looked up, or a route leads to one. */
function mayHaveAnother(ground: Ground, vpc: KnownVpc): boolean {
  const { routeTables, routes } = ground.world.facts;
  if (vpc.fact.type === "data.aws_vpc" || vpc.fact.type === "aws_default_vpc") return true;
  const own = new Set(routeTables.filter((table) => ground.isVpc(table.vpc, vpc.id) !== "no").map(({ id }) => id));
  if (routeTables.some((table) => own.has(table.id) && table.more !== undefined)) return true;
  return routes.some(
    ({ table, target }) =>
      meanings(table, () => [...own]).some(({ to }) => own.has(to)) &&
      (target.kind === "unknown"
        ? target.among.length === 0
        : target.kind === "internet-gateway" && (target.to.how === "outside" || target.to.how === "unknown")),
  );
}

/** @param sent - how a packet came to the internet, when AWS has seen it before */
export function fromInternet(
  ground: Ground,
  id: FactId,
  to: Rank,
  way: "outward" | "direct",
  sent: State = { ...fresh, groupsIn: "no", groupsOut: "no" },
): void {
  const vpc = ground.vpcOf(id);
  const gateways = ground.world.facts.gateways.filter(
    (each) => each.kind === "internet" && each.vpc !== "none" && ground.isVpc(each.vpc, id) !== "no",
  );
  const entering = (at: FactId): State => hop(sent, { at, rule: "internet" });
  if (ground.inside(uniqueLocal, to)) {
    ground.drop(sent, "internet", "the internet routes no unique local address");
    return;
  }
  if (vpc === undefined) {
    // Of a VPC that no input describes nobody knows whether it has a gateway.
    for (const subnet of ground.world.subnets.values()) {
      if (subnet.vpc !== undefined && ground.world.vpcs.has(subnet.vpc)) continue;
      ground.limitTo(subnet.ranges, to);
      if (!within(subnet.ranges, to)) continue;
      const next = doubt(entering(id), `whether the VPC of ${subnet.id} has an internet gateway`);
      ground.end({ kind: "subnet", subnet: subnet.id }, ground.enter(subnet, undefined, next));
    }
    // What is in no VPC, a site, say, has no name here.
    if (id === "") ground.drop(sent, "internet", "no internet gateway leads there");
    else ground.drop(sent, id, "it has no internet gateway");
    return;
  }
  const isSure = gateways.some(
    (each) => isCertain(each) && each.vpc !== "none" && ground.isVpc(each.vpc, id) === "yes",
  );
  if (!isSure && mayHaveAnother(ground, vpc))
    ground.deliver(
      undefined,
      vpc,
      to,
      doubt(entering(id), `whether ${id} has an internet gateway that no input describes`),
    );
  if (gateways.length === 0) {
    ground.drop(sent, id, "it has no internet gateway");
    return;
  }
  for (const gateway of gateways) {
    const attached = isCertain(gateway) && gateway.vpc !== "none" ? ground.isVpc(gateway.vpc, id) : "maybe";
    const state: State = doubt(
      entering(gateway.id),
      attached === "yes" ? undefined : `whether ${gateway.id} is attached`,
    );
    const subnets = ground.subnetsAt(vpc, to);
    const access = subnets.map(({ to: subnet }) => publicAccess(ground.world, vpc, ground.world.subnet(subnet), way));
    if (access.length > 0 && access.every((each) => each === "no"))
      ground.drop(state, gateway.id, "public access is blocked for this VPC");
    else
      inward(
        ground,
        gateway.id,
        vpc,
        to,
        doubt(state, access.every((each) => each === "yes") ? undefined : "whether public access is blocked"),
      );
  }
}
