/**
 * What a plan undoes beside an object that shows it still: the attachment of a gateway to a VPC, and a group of an endpoint.
 *
 * The object was read before the change. So the gateway is in that VPC or in none, and the endpoint is in that group or not;
 * it gets the default group again where the group had taken that one's place. To be asked before what stays beside them is
 * put in.
 */
import type { FactId, Gateway, Interface, Link, UnknownReason } from "../facts";
import type { Reading } from "../reading/reading";
import { idsIn } from "./inside";
import { idsOf } from "./links";

/** `before` holds what changing resources said before the change. */
export function detach(reading: Reading, before: Reading): void {
  detachGateways(reading, before);
  leaveGroups(reading, before);
}

function detachGateways(reading: Reading, before: Reading): void {
  const undone = before.amendments.filter(({ list }) => list === "gateways");
  if (undone.length === 0) return;
  const id = idsIn(reading);
  const gone = new Set(undone.map(({ to }) => id(to)));
  reading.change("gateways", (one): Gateway => {
    if (one.vpc === "none" || !gone.has(one.id)) return one;
    const detail = "the plan destroys what attached the gateway to a VPC";
    return { ...one, vpc: orNone(one.vpc, { kind: "outside", at: `${one.source.address}.vpc_id`, detail }) };
  });
}

function leaveGroups(reading: Reading, before: Reading): void {
  if (before.endpointGroups.length === 0) return;
  const id = idsIn(reading);
  const gone = new Map<FactId, Set<FactId>>();
  for (const { endpoint, group, replaces } of before.endpointGroups) {
    const of = id(endpoint);
    gone.set(of, (gone.get(of) ?? new Set()).add(id(group)));
    if (!("exact" in replaces) || replaces.exact) reading.perhapsInDefaultGroup.add(of);
  }
  reading.change("interfaces", (one): Interface => {
    const left = gone.get(one.id);
    if (left === undefined || one.groups === "unfiltered") return one;
    const detail = "the plan destroys what put the endpoint into a group";
    const because: UnknownReason = { kind: "outside", at: `${one.source.address}.security_group_ids`, detail };
    return { ...one, groups: one.groups.map((group) => (left.has(id(group)) ? orNone(group, because) : group)) };
  });
}

/** What the link means, or nothing. */
export function orNone(link: Link, because: UnknownReason): Link {
  const among = idsOf(link);
  return among.length === 0 ? { how: "unknown", because } : { how: "ambiguous", among, because };
}
