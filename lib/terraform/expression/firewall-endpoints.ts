/**
 * The endpoints of a firewall that is not made yet, as `firewall_status[0].sync_states` will list them: one for each subnet.
 *
 * A loop over them that asks for a zone or a subnet is decided by the subnets' own zones and ids. AWS lists them in no order,
 * so that only one that is picked out, or a map by zone, says which is meant.
 */
import { access, textOf } from "./access";
import { dict, known, list, reasonOf, type Ref, type Sym } from "./sym";

const states = /^firewall_status(\[0\]|\.0)\.sync_states$/;

/** Whether it is the list of endpoints that AWS will make. */
export function areEndpoints(sym: Sym): sym is Ref {
  return sym.k === "ref" && sym.of.type === "aws_networkfirewall_firewall" && states.test(sym.path);
}

/** The endpoints, in no order; undefined when not all are known by their subnet and zone. */
export function endpointsOf({ of }: Ref): readonly Sym[] | undefined {
  const mappings = of.get("subnet_mapping");
  if (mappings.k !== "list" || mappings.more !== undefined) return undefined;
  const found = mappings.items.map((mapping, at): Sym | undefined => {
    const subnet = access(mapping, known("subnet_id"), "");
    if (subnet.k !== "ref" || subnet.path !== "id" || subnet.of.presence.is !== "certain") return undefined;
    const zone = subnet.of.get("availability_zone");
    if (textOf(zone) === undefined) return undefined;
    const endpoint: Ref = { k: "ref", of, path: `firewall_status.subnet_mapping[${String(at)}]` };
    const attachment = dict(
      new Map<string, Sym>([
        ["subnet_id", subnet],
        ["endpoint_id", endpoint],
      ]),
      reasonOf(endpoint),
    );
    return dict(
      new Map<string, Sym>([
        ["availability_zone", zone],
        ["attachment", list([attachment])],
      ]),
      reasonOf(endpoint),
    );
  });
  return found.every((one) => one !== undefined) ? found : undefined;
}

/** Which subnet mapping the endpoint is of that a path leads to. */
export function mappingOf(path: string): number | undefined {
  const at = /^firewall_status\.subnet_mapping\[([0-9]+)\]$/.exec(path)?.[1];
  return at === undefined ? undefined : Number(at);
}
