/**
 * The facts with every filter open, or with one closed: what still stops a packet then is a route, or that filter.
 *
 * So the naive evaluator tells which filters stand on every way, without following the engine's.
 */
import { AddressSet, Transport } from "../../model";
import type { Direction, FactBase, FactId, SecurityGroup, NetworkAcl } from "../../terraform";

/** The groups or ACLs that are closed in one direction. */
export interface Closed {
  readonly kind: "groups" | "acls";
  readonly ids: readonly FactId[];
  readonly direction: Direction;
}

const both: readonly Direction[] = ["egress", "ingress"];

export function opened(facts: FactBase, closed?: Closed): FactBase {
  const isOpen = (kind: Closed["kind"], id: FactId, direction: Direction): boolean =>
    closed?.kind !== kind || closed.direction !== direction || !closed.ids.includes(id);
  const bare = <F extends SecurityGroup | NetworkAcl>({ more: _, ...fact }: F): Omit<F, "more"> => fact;
  const fact = (id: FactId) =>
    ({ id, type: "implicit", source: { input: "", address: id }, presence: { is: "certain" } }) as const;
  const lets = { transport: { exact: Transport.all } } as const;
  return {
    ...facts,
    securityGroups: facts.securityGroups.map(bare),
    securityGroupRules: facts.securityGroups.flatMap(({ id }) =>
      both
        .filter((direction) => isOpen("groups", id, direction))
        .map((direction) => ({
          ...fact(`${id} ${direction}`),
          group: { how: "exact", to: id },
          direction,
          ...lets,
          peers: [{ kind: "addresses", addresses: { exact: AddressSet.everything } }],
        })),
    ),
    networkAcls: facts.networkAcls.map(bare),
    networkAclEntries: facts.networkAcls.flatMap(({ id }) =>
      both
        .filter((direction) => isOpen("acls", id, direction))
        .map((direction) => ({
          ...fact(`${id} ${direction}`),
          acl: { how: "exact", to: id },
          direction,
          number: { exact: 1 },
          action: { exact: "allow" },
          addresses: { exact: AddressSet.everything },
          ...lets,
        })),
    ),
    // A firewall whose policy nobody knows stops nothing for sure.
    firewallPolicies: [],
  };
}
