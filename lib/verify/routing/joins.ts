/** Over peerings and virtual private ways, and in from the networks behind them. */
import type { Link, Peering, Value } from "../../terraform";
import type { FactId } from "../../terraform";
import { within, type Rank } from "../sets/address-atoms";
import type { KnownVpc } from "../world/world";
import { inward } from "./edge";
import { both, ids, meanings, tri, type Tri } from "../world/links";
import { across, spokeOf, tunnel } from "./transit";
import { doubt, fresh, hop, type Ground, type State } from "./trip";

/** Peering is not transitive: only addresses of the other VPC itself (VPC peering guide, "Unsupported configurations"). */
export function toPeering(ground: Ground, id: FactId, vpc: KnownVpc, to: Rank, state: State): void {
  const peering = ground.world.facts.peerings.find((each) => each.id === id);
  if (peering === undefined) {
    ground.unknown(state, id, "no input describes this peering");
    return;
  }
  const active = tri(peering.active, (on) => on);
  const sides = [peering.requester, peering.accepter];
  const here = sides.findIndex((side) => ground.isVpc(side, vpc.id) !== "no");
  if (here < 0 || active === "no") {
    ground.drop(state, id, here < 0 ? `it does not join ${vpc.id}` : "the peering is not active");
    return;
  }
  const next = doubt(hop(state, { at: id, rule: "peering" }), active === "yes" ? undefined : `whether ${id} is active`);
  const other = sides[1 - here] as Link;
  const found = meanings(other, () => ids(ground.world.facts.vpcs)).filter((meaning) => meaning.to !== vpc.id);
  if (found.length === 0) ground.end({ kind: "outside", network: id }, next);
  ground.deliverElsewhere(other, to, { ...next, groupsIn: "maybe", groupsOut: both(state.groupsOut, "maybe") });
  for (const meaning of found) {
    const far = ground.vpcOf(meaning.to);
    if (far === undefined) continue;
    ground.limitTo(far.ranges, to);
    if (!within(far.ranges, to)) {
      ground.drop(next, id, `the address is not one of ${far.id}; peering is not transitive`);
      continue;
    }
    const refs = both(active, sameRegion(vpc, far, peering), state.groupsIn);
    ground.deliver(undefined, far, to, {
      ...doubt(next, meaning.sure ? undefined : `which VPC ${id} joins`),
      groupsIn: refs,
      groupsOut: both(refs, state.groupsOut),
    });
  }
}

export function toVpnGateway(ground: Ground, id: FactId, vpc: KnownVpc, to: Rank, state: State): void {
  const gateway = ground.world.facts.gateways.find((each) => each.id === id);
  if (gateway?.kind !== "vpn" || gateway.vpc === "none" || ground.isVpc(gateway.vpc, vpc.id) === "no") {
    ground.drop(state, id, `it is not a virtual private gateway of ${vpc.id}`);
    return;
  }
  const { carriers, until } = ground.farEnds.carriers(id, to);
  ground.limit(until);
  for (const { id: spoke, network, sure, has } of carriers) {
    const next = tunnel(ground, spoke, hop(state, { at: id, rule: spoke }), "outward");
    ground.end({ kind: "outside", network }, doubt(next, sure && has ? undefined : `what is announced over ${spoke}`));
  }
  if (carriers.length === 0) ground.drop(state, id, "no connection on this gateway leads there");
}

/**
 * A virtual private gateway passes traffic on between what is connected to it (Site-to-Site VPN user guide, "VPN CloudHub").
 * Whether it does depends on what the sites announce to each other.
 */
function toOtherSites(ground: Ground, id: FactId, from: FactId, to: Rank, state: State): void {
  const { carriers, until } = ground.farEnds.carriers(id, to);
  ground.limit(until);
  for (const { id: spoke, network } of carriers) {
    if (network === from) continue;
    const next = tunnel(ground, spoke, hop(state, { at: id, rule: spoke }), "outward");
    ground.end({ kind: "outside", network }, doubt(next, `whether ${id} passes traffic on between its connections`));
  }
}

export function fromOutside(ground: Ground, network: FactId, towards: FactId | undefined, to: Rank): void {
  const { facts } = ground.world;
  const over = (spoke: FactId): State => {
    const hops = [{ at: network, rule: spoke === network ? "outside" : spoke }];
    return tunnel(ground, spoke, { ...fresh, hops, groupsIn: "no", groupsOut: "no" }, "inward");
  };
  let any = false;
  for (const { gateway, spoke } of ground.farEnds.gatewaysOf(network)) {
    const state = over(spoke.id);
    if (towards === undefined) toOtherSites(ground, gateway.id, network, to, state);
    const vpc = gateway.vpc === "none" ? [] : meanings(gateway.vpc, () => ids(facts.vpcs));
    if (gateway.vpc !== "none" && towards === undefined) ground.deliverElsewhere(gateway.vpc, to, state);
    for (const meaning of vpc) {
      const known = ground.vpcOf(meaning.to);
      if (known === undefined || (towards !== undefined && towards !== known.id)) continue;
      any = true;
      ground.limitTo(known.ranges, to);
      const next = doubt(
        hop(state, { at: gateway.id, rule: known.id }),
        spoke.sure && meaning.sure ? undefined : `whether ${gateway.id} joins ${known.id}`,
      );
      if (within(known.ranges, to)) inward(ground, gateway.id, known, to, next);
      else ground.drop(next, gateway.id, "nothing passes through a VPC to elsewhere");
    }
  }
  for (const attachment of facts.transitAttachments) {
    const spoke = spokeOf(ground, attachment);
    if (spoke.network !== network) continue;
    any = true;
    across(ground, attachment, to, hop(over(spoke.id), { at: attachment.id, rule: attachment.kind }), undefined);
  }
  const peering = facts.peerings.find((each) => each.id === network);
  if (peering !== undefined) {
    for (const side of [peering.requester, peering.accepter])
      for (const meaning of meanings(side, () => ids(facts.vpcs))) {
        const known = ground.vpcOf(meaning.to);
        if (known === undefined || (towards !== undefined && towards !== known.id)) continue;
        any = true;
        const active = tri(peering.active, (on) => on);
        const state = over(network);
        if (active === "no") ground.drop(state, peering.id, "the peering is not active");
        else
          ground.deliver(
            undefined,
            known,
            to,
            doubt(
              hop(state, { at: peering.id, rule: known.id }),
              active === "yes" ? undefined : `whether ${peering.id} is active`,
            ),
          );
      }
  }
  if (!any) ground.drop(over(network), network, "it is joined to nothing that leads there");
}

/** Groups are referenced across a peering within one Region alone. */
function sameRegion(a: KnownVpc, b: KnownVpc, peering: Peering): Tri {
  if (a.region !== undefined && b.region !== undefined) return a.region === b.region ? "yes" : "no";
  const far: Value<string> = peering.accepterRegion;
  if (a.region !== undefined && "exact" in far) return far.exact === a.region ? "yes" : "no";
  return "maybe";
}
