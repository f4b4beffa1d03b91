/** What is surely one of several: what each of them does is sure, and what is perhaps none of them is not. */
import type { Link } from "../../lib/terraform";
import { Transport } from "../../lib/model";
import { agree } from "./second-opinion";
import { Network, tcp, to, why } from "./network";
import { Proof } from "../../lib/verify";

const open = (...among: readonly string[]): Link => ({ how: "ambiguous", among, because: why });
const oneOf = (...among: readonly string[]): Link => ({ how: "ambiguous", among, because: why, closed: true });

/** An instance in a subnet that has one of two tables, and one beside it that has another. */
function network(table: Link, routes: readonly string[] = ["t0", "t1"]): Network {
  const n = new Network()
    .vpc("v", "10.0.0.0/16")
    .subnet("s", "v", "10.0.1.0/28")
    .subnet("near", "v", "10.0.2.0/28")
    .table("t0", "v")
    .table("t1", "v")
    .gateway("igw", "internet", "v")
    .group("g", "v")
    .rule("g", "ingress", tcp(443), "0.0.0.0/0")
    .rule("g", "egress", Transport.all, "0.0.0.0/0");
  for (const one of routes) n.route(one, "0.0.0.0/0", ["internet-gateway", "igw"]);
  n.lists.routeTableAssociations.push({ ...n.base("which"), table, of: { subnet: to("s") } });
  return n.face("i", "s", ["g"], { public: true }).face("j", "near", ["g"]);
}

/** What surely comes in from the internet, and from the subnet beside it. */
function surely(n: Network): readonly [fromInternet: string, fromNear: string] {
  agree(n);
  const proof = new Proof(n.facts());
  const place = (wanted: string) => proof.places.find(({ id }) => id.startsWith(wanted))!;
  const into = (from: string): string => String(proof.between(place(from), place("s ×")).must);
  return [into("internet"), into("near ×")];
}

test("two tables that lead the same way lead there surely", () => {
  expect(surely(network(oneOf("t0", "t1")))).toEqual(["tcp 443", "tcp 443"]);
});

test("where one of them leads elsewhere only the rest is sure: every table has the local route", () => {
  expect(surely(network(oneOf("t0", "t1"), ["t0"]))).toEqual(["nothing", "tcp 443"]);
});

test("a subnet that may have none of them may have its main table", () => {
  expect(surely(network(open("t0", "t1")))).toEqual(["nothing", "nothing"]);
});

test("a table that may not be there, or that no input describes, is no choice to rely on", () => {
  const n = network(oneOf("t0", "t1"));
  n.lists.routeTables = n.lists.routeTables.map((each) =>
    each.id === "t1" ? { ...each, presence: { is: "possible", many: false, because: why } } : each,
  );
  expect(surely(n)).toEqual(["nothing", "nothing"]);
  expect(surely(network(oneOf("t0", "t9")))).toEqual(["nothing", "nothing"]);
});

test("an association that may not be there leaves the main table", () => {
  const n = network(oneOf("t0", "t1"));
  n.lists.routeTableAssociations = n.lists.routeTableAssociations.map((each) => ({
    ...each,
    presence: { is: "possible", many: false, because: why },
  }));
  expect(surely(n)).toEqual(["nothing", "nothing"]);
});

test("one of two NAT gateways, wherever each is, leads out surely", () => {
  const out = (places: readonly [Link, Link], target: Link): string => {
    const n = new Network()
      .vpc("v", "10.0.0.0/16")
      .subnet("s", "v", "10.0.1.0/28")
      .subnet("a", "v", "10.0.2.0/28")
      .subnet("b", "v", "10.0.3.0/28")
      .table("t", "v", "s")
      .table("public", "v", "a", "b")
      .gateway("igw", "internet", "v")
      .nat("nat-0", "a")
      .nat("nat-1", "b")
      .route("t", "0.0.0.0/0", { kind: "nat-gateway", to: target })
      .route("public", "0.0.0.0/0", ["internet-gateway", "igw"])
      .group("g", "v")
      .rule("g", "egress", tcp(443), "0.0.0.0/0")
      .face("i", "s", ["g"]);
    n.lists.natGateways = n.lists.natGateways.map((each, at) => ({ ...each, subnet: places[at]! }));
    agree(n);
    const proof = new Proof(n.facts());
    const place = (wanted: string) => proof.places.find(({ id }) => id.startsWith(wanted))!;
    return String(proof.between(place("s ×"), place("internet")).must);
  };
  const either = oneOf("a", "b");
  expect(out([either, either], oneOf("nat-0", "nat-1"))).toBe("tcp 443");
  expect(out([either, oneOf("a", "s")], oneOf("nat-0", "nat-1"))).toBe("nothing");
  expect(out([either, either], open("nat-0", "nat-1"))).toBe("nothing");
});
