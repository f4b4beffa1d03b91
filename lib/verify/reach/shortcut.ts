/** Ways that no route table shows: to the service behind a gateway endpoint, and over a join that no input describes. */
import type { Family } from "../../model";
import type { Spot } from "../places/places";
import type { Outcome } from "../routing/outcome";
import { carries, ids, meanings } from "../world/links";
import type { World } from "../world/world";

/** To the service behind a gateway endpoint, or over a join that the inputs do not describe: the subnet's own ACL alone. */
export function shortcut(
  world: World,
  from: Spot,
  to: Spot,
  family: Family,
): { readonly outcomes: readonly Outcome[]; readonly until: number } {
  const base = {
    sure: true,
    doubts: [],
    translation: undefined,
    needsPublic: false,
    outwardOnly: false,
    groupsIn: "no",
    groupsOut: "no",
    optional: false,
    firewalls: [],
    kept: [],
  } as const;
  const stop = (at: string, reason: string): Outcome => ({
    ...base,
    end: { kind: "dropped", at, reason },
    gates: [],
    hops: [],
  });
  if (to.endpoint !== undefined) {
    const endpoint = world.facts.endpoints.find(({ id }) => id === to.endpoint);
    const used = from.subnet?.tables.map(({ to: table }) => table) ?? [];
    const tables = endpoint?.routeTables.flatMap((link) => meanings(link, () => ids(world.facts.routeTables))) ?? [];
    const hit = tables.find((table) => used.includes(table.to));
    if (from.subnet === undefined || (hit === undefined && endpoint?.moreRouteTables === undefined))
      return { outcomes: [stop(to.id, "no route of the source's subnet leads to this endpoint")], until: Infinity };
    const carried = endpoint === undefined ? "maybe" : carries(endpoint, family);
    if (carried === "no")
      return { outcomes: [stop(to.id, `this endpoint carries no IPv${String(family)}`)], until: Infinity };
    const isLed = hit?.sure === true && from.subnet.tables.every((table) => table.sure);
    const hops = [{ at: to.id, rule: "gateway endpoint" }];
    return {
      outcomes: [
        {
          ...base,
          end: { kind: "service", endpoint: to.endpoint },
          gates: [{ filter: from.subnet.out, remote: "destination", after: 0 }],
          hops,
          sure: isLed && carried === "yes",
          doubts: [
            ...(isLed ? [] : ["which route tables lead to the service"]),
            ...(carried === "yes" ? [] : [`whether ${to.id} carries IPv${String(family)} to the service`]),
          ],
          groupsOut: "yes",
        },
      ],
      until: Infinity,
    };
  }
  const hops = [
    { at: from.assumed ? from.id : to.id, rule: "assumed: joined in a way that the inputs do not describe" },
  ];
  if (from.subnet !== undefined)
    return {
      outcomes: [
        {
          ...base,
          end: { kind: "outside", network: to.id },
          gates: [{ filter: from.subnet.out, remote: "destination", after: 0 }],
          hops,
        },
      ],
      until: Infinity,
    };
  if (to.subnet !== undefined)
    return {
      outcomes: [
        {
          ...base,
          end: { kind: "subnet", subnet: to.subnet.id },
          gates: [{ filter: to.subnet.in, remote: "source" }],
          hops,
        },
      ],
      until: Infinity,
    };
  return { outcomes: [stop(to.id, "nothing between two networks outside is described")], until: Infinity };
}
