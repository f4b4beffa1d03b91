/**
 * Random small networks of which everything is known: two VPCs with five subnets and seven interfaces, joined by a peering and
 * a transit gateway; an internet gateway, an egress-only gateway, a NAT gateway and a VPN; IPv4 and IPv6.
 *
 * Addresses differ from one network to the next, so that no connection that the kernel still tracks belongs to two.
 */
import { AddressSet, Cidr } from "../../../lib/model";
import type { FactBase } from "../../../lib/terraform";
import { exactly, Network, to } from "../../verify/network";
import { blocks, groups, homes, six, subnets, tables, targets, type BlockName } from "./choices";
import type { Seed } from "./seed";

type Exit = keyof typeof targets | "none";

/** @param turn - which addresses it has, 0–249 */
export function factsOf(s: Seed, turn: number): FactBase {
  const block = (name: BlockName): string => blocks[name](turn);
  const n = new Network().vpc("v0", block("v0"), block("v0six")).vpc("v1", block("v1"), block("v1six"));
  subnets.forEach((third, i) => {
    const [v4, v6] = [`10.${String(turn)}.${String(third)}.0/28`, six(turn, third, "/64")];
    n.subnet(`s${String(i)}`, i < 3 ? "v0" : "v1", [v4, v6], s.zones[i]);
  });
  const own = (from: number, end: number): string[] =>
    subnets.flatMap((_, i) => (i >= from && i < end && s.tableOn[i] ? [`s${String(i)}`] : []));
  n.table("t0", "v0", ...own(0, 3)).table("t1", "v1", ...own(3, 5));
  n.acl("n0", "v0").acl("n1", "v1").acl("n2", "v0");
  s.aclOn.forEach((acl, i) => {
    if (acl === "default") return;
    const own = i === 2 ? "n2" : i < 3 ? "n0" : "n1";
    n.lists.networkAclAssociations.push({
      ...n.base(`acl>${String(i)}`),
      acl: to(own),
      subnet: to(`s${String(i)}`),
    });
  });
  s.entries.forEach((e, i) =>
    n.entry(e.acl, e.out ? "egress" : "ingress", 100 - i, e.allow ? "allow" : "deny", e.transport, block(e.peer)),
  );
  for (const g of groups) n.group(g, g.startsWith("g") ? "v0" : "v1");
  groups.forEach((g, i) => {
    if (s.openOut[i]) n.rule(g, "egress", "all", "0.0.0.0/0", "::/0");
    if (s.openIn[i]) n.rule(g, "ingress", "all", "0.0.0.0/0", "::/0");
  });
  for (const acl of ["n0", "n1"])
    for (const way of ["ingress", "egress"] as const)
      if (s.openAcl[way])
        n.entry(acl, way, 200, "allow", "all", "0.0.0.0/0").entry(acl, way, 201, "allow", "all", "::/0");
  n.entry("n2", "ingress", 200, "allow", s.answers, "0.0.0.0/0")
    .entry("n2", "ingress", 201, "allow", "all", block("both"))
    .entry("n2", "egress", 200, "allow", "all", "0.0.0.0/0")
    .entry("n2", "egress", 201, "allow", "all", "::/0");
  for (const r of s.rules)
    n.rule(r.group, r.out ? "egress" : "ingress", r.transport, "named" in r.peer ? block(r.peer.named) : r.peer);
  homes.forEach((home, i) => {
    const names = [...new Set(s.wears[i]!.map((k) => (home < 3 ? `g${String(k)}` : `h${String(k % 2)}`)))];
    const last = 4 + i + (s.hosts[i] ? 4 : 0);
    n.face(`i${String(i)}`, `s${String(home)}`, names, { public: s.isPublic[i]! });
    n.lists.interfaces.push({
      ...n.lists.interfaces.pop()!,
      addresses: exactly(
        AddressSet.of([
          Cidr.ofAddress(`10.${String(turn)}.${String(subnets[home])}.${String(last)}`),
          Cidr.ofAddress(six(turn, subnets[home], String(last))),
        ]),
      ),
    });
  });
  n.peering("pcx", "v0", "v1", s.peered)
    .gateway("igw", "internet", "v0")
    .gateway("eigw", "egress-only", "v0")
    .gateway("vgw", "vpn", "v0")
    .nat("nat", "s2", s.natPrivate ? "private" : "public", `10.${String(turn)}.3.9`)
    .vpn("vpn", "vgw", block("site"));
  transit(n, s, block);
  routes(n, s, block);
  n.prefixList("pl", ...s.list.map(block));
  return n.facts();
}

function transit(n: Network, s: Seed, block: (name: BlockName) => string): void {
  n.transit("tgw", { v0: ["s1"], v1: ["s4"] }, s.transit);
  n.lists.transitAttachments = n.lists.transitAttachments.map((each) => ({
    ...each,
    groupReferences: exactly(s.transit.attachmentReferences),
    active: exactly(s.transit.active),
  }));
  for (const each of s.transit.routes)
    n.lists.transitRoutes.push({
      ...n.base(`tgw:${each.destination}`),
      table: to("tgw-table"),
      destination: { block: { exact: Cidr.of(block(each.destination)) } },
      to: each.to === "blackhole" ? each.to : { attachment: to(each.to) },
    });
}

/** What each table leads to by design, after routes at random; of two to one block the first stays, as AWS takes no second. */
function routes(n: Network, s: Seed, block: (name: BlockName) => string): void {
  const taken = new Set<string>();
  const route = (
    table: string,
    destination: BlockName | { readonly list: string },
    target: keyof typeof targets,
    blackhole = false,
  ): void => {
    const where = typeof destination === "string" ? block(destination) : destination;
    const key = `${table} ${JSON.stringify(where)}`;
    if (taken.has(key)) return;
    taken.add(key);
    n.route(table, where, [...targets[target]]);
    if (blackhole) n.lists.routes.push({ ...n.lists.routes.pop()!, blackhole: exactly(true) });
  };
  for (const r of s.routes) route(r.table, r.destination, r.target, r.blackhole);
  tables.forEach((table, i) => {
    const far = i < 2 ? (["v1", "v1six"] as const) : (["v0", "v0six"] as const);
    const joined = s.joined[i] as Exit;
    if (joined !== "none") for (const each of far) route(table, each, joined);
    if (i >= 2) return;
    const [exit, exit6] = [s.exit[i] as Exit, s.exit6[i]!];
    if (exit !== "none") route(table, "everything", exit);
    if (exit6 !== "none") route(table, "everything6", exit6);
    if (s.toSite[i] === "static") route(table, "site", "vpn");
    if (s.toSite[i] === "learned") n.propagate(table, "vgw");
  });
}
