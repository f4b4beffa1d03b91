/** Ways that no route shows: to the service behind a gateway endpoint, and over a join that the facts do not describe. */
import type { Family } from "../../model";
import type { Endpoint, FactBase, FactId } from "../../terraform";
import { aclAllows, exists, means } from "./filters";
import type { Journey, Packet } from "./journey";
import { all, any, merge, type Answer, type NaiveEnd } from "./packet";
import { tablesOf } from "./route";

/** To the service behind a gateway endpoint: its route is in the tables that the endpoint names. */
export function service(facts: FactBase, from: NaiveEnd, packet: Packet, id: FactId): readonly Journey[] {
  const endpoint = facts.endpoints.find((each) => each.id === id);
  if (from.kind !== "interface" || endpoint === undefined) return [];
  const routed = tablesOf(facts, from.subnet).map(({ id: table, answer }): Answer => {
    const named = any(...endpoint.routeTables.map((link) => means(link, table)));
    const open: Answer = endpoint.moreRouteTables === undefined ? "no" : "perhaps";
    return answer === "yes" ? any(named, open) : all("perhaps", any(named, open));
  });
  return [
    {
      ...plain,
      namesOut: "yes",
      stop: { at: "service", endpoint: id },
      passes: all(
        carried(endpoint, packet.family),
        merge(routed),
        exists(endpoint),
        aclAllows(facts, from.subnet, "egress", packet.family, packet.destination, packet.point),
      ),
    },
  ];
}

/** Whether an endpoint takes packets of a family; between which IPv6 addresses is told nowhere. */
export function carried({ carries }: Pick<Endpoint, "carries">, family: Family): Answer {
  const type = carries ?? { exact: "ipv4" };
  if (family === 6) return "exact" in type && type.exact === "ipv4" ? "no" : "perhaps";
  return "exact" in type ? (type.exact === "ipv6" ? "no" : "yes") : "perhaps";
}

/** Two ends joined in a way that the facts do not describe: only the ACL of the one in AWS is there. */
export function joined(facts: FactBase, from: NaiveEnd, to: NaiveEnd, packet: Packet): readonly Journey[] {
  if (from.kind === "interface" && to.kind === "outside")
    return [
      {
        ...plain,
        stop: { at: "outside", network: to.network },
        passes: aclAllows(facts, from.subnet, "egress", packet.family, packet.destination, packet.point),
      },
    ];
  if (to.kind === "interface")
    return [
      {
        ...plain,
        stop: { at: "subnet", subnet: to.subnet },
        passes: aclAllows(facts, to.subnet, "ingress", packet.family, packet.source, packet.point),
      },
    ];
  return [];
}

const plain = {
  translated: undefined,
  needsPublic: false,
  outward: false,
  namesIn: "no",
  namesOut: "no",
  optional: false,
  firewalls: [],
  kept: new Map(),
} as const;
