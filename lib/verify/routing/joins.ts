/** Over peerings and virtual private ways, and in from the networks behind them. */
import type { Link, Peering, Value } from "../../terraform";
import type { FactId } from "../../terraform";
import type { Rank } from "../sets/address-atoms";
import type { KnownVpc } from "../world/world";
import { inward } from "./edge";
import { both, ids, meanings, tri, type Tri } from "../world/links";
import { across, tunnel } from "./transit";
import { doubt, fresh, hop, within, type Ground, type State } from "./trip";

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
  let any = false;
  for (const { network, sure } of ground.transit.behind(id)) {
    const carries = ground.transit.carries(network, to);
    ground.limit(carries.until);
    if (carries.is === "no") continue;
    any = true;
    const next = tunnel(ground, network, hop(state, { at: id, rule: network }), "outward");
    ground.end(
      { kind: "outside", network },
      doubt(next, sure && carries.is === "yes" ? undefined : `what is announced over ${network}`),
    );
  }
  if (!any) ground.drop(state, id, "no connection on this gateway leads there");
}

export function fromOutside(ground: Ground, network: FactId, towards: FactId | undefined, to: Rank): void {
  const { facts } = ground.world;
  const state: State = tunnel(
    ground,
    network,
    { ...fresh, hops: [{ at: network, rule: "outside" }], groupsIn: "no", groupsOut: "no" },
    "inward",
  );
  let any = false;
  for (const { gateway, sure } of ground.transit.gatewaysOf(network)) {
    const vpc = gateway.vpc === "none" ? [] : meanings(gateway.vpc, () => ids(facts.vpcs));
    for (const meaning of vpc) {
      const known = ground.vpcOf(meaning.to);
      if (known === undefined || (towards !== undefined && towards !== known.id)) continue;
      any = true;
      ground.limitTo(known.ranges, to);
      const next = doubt(
        hop(state, { at: gateway.id, rule: known.id }),
        sure && meaning.sure ? undefined : `whether ${gateway.id} joins ${known.id}`,
      );
      if (within(known.ranges, to)) inward(ground, gateway.id, known, to, next);
      else ground.drop(next, gateway.id, "nothing passes through a VPC to elsewhere");
    }
  }
  for (const attachment of facts.transitAttachments) {
    if (
      attachment.id !== network &&
      !("vpn" in attachment.peer && meanings(attachment.peer.vpn, () => []).some((meaning) => meaning.to === network))
    )
      continue;
    any = true;
    across(ground, attachment, to, hop(state, { at: attachment.id, rule: attachment.kind }), undefined);
  }
  const peering = facts.peerings.find((each) => each.id === network);
  if (peering !== undefined) {
    for (const side of [peering.requester, peering.accepter])
      for (const meaning of meanings(side, () => ids(facts.vpcs))) {
        const known = ground.vpcOf(meaning.to);
        if (known === undefined || (towards !== undefined && towards !== known.id)) continue;
        any = true;
        const active = tri(peering.active, (on) => on);
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
  if (!any) ground.drop(state, network, "it is joined to nothing that leads there");
}

/** Groups are referenced across a peering within one Region alone. */
function sameRegion(a: KnownVpc, b: KnownVpc, peering: Peering): Tri {
  if (a.region !== undefined && b.region !== undefined) return a.region === b.region ? "yes" : "no";
  const far: Value<string> = peering.accepterRegion;
  if (a.region !== undefined && "exact" in far) return far.exact === a.region ? "yes" : "no";
  return "maybe";
}
