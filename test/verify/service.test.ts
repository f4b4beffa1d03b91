/** The service behind a gateway endpoint: a place of its own, whose addresses AWS alone knows. */
import { publicV4, Transport } from "../../lib/model";
import { Proof, type DeclaredIntent } from "../../lib/verify";
import { exactly, Network, tcp, to, why } from "./network";

/** One segment whose group names the list of an endpoint that is in its table. */
function archive(peer = "list", tables: readonly string[] = ["rt"]): Network {
  const n = new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.1.0/24")
    .table("rt", "vpc", "a")
    .group("sg", "vpc")
    .rule("sg", "egress", tcp(443), peer === "list" ? { list: "s3.prefix_list_id" } : peer)
    .face("one", "a", ["sg"]);
  n.lists.endpoints.push({
    ...n.base("s3"),
    kind: exactly("gateway"),
    vpc: to("vpc"),
    service: exactly("com.amazonaws.us-east-1.s3"),
    routeTables: tables.map(to),
    list: to("s3.prefix_list_id"),
  });
  n.lists.prefixLists.push({
    ...n.base("s3.prefix_list_id"),
    more: why,
    family: exactly(4),
    entries: [],
    maxEntries: exactly(1),
    keptBy: "aws",
    within: publicV4,
  });
  return n;
}

const declared: DeclaredIntent = {
  segments: [
    { name: "archive", kind: "clinical", subnets: ["a"], groups: ["sg"], blocks: ["10.0.1.0/24"] },
    { name: "services", kind: "shared-services", subnets: [], groups: [], blocks: ["172.20.0.0/24"] },
  ],
  conduits: [{ id: "archive>services:s3", from: "archive", to: "services", transport: tcp(443), answeredBy: "s3" }],
};

const seen = (network: Network): string => {
  const proof = new Proof(network.facts(), declared);
  const { must, may } = proof.between(proof.findPlace("archive"), proof.findPlace("s3"));
  return `${String(must)} | ${String(may)}`;
};
const judged = (network: Network): readonly string[] =>
  new Proof(network.facts(), declared).judge().findings.map(({ id, verdict }) => `${verdict} ${id}`);

test("a rule that names the endpoint's list surely reaches the service, whichever addresses it has", () => {
  expect(seen(archive())).toBe("tcp 443 | tcp 443");
  expect(judged(archive())).toEqual([]);
});

test("a rule for some public addresses may reach it, and no more", () => {
  expect(seen(archive("52.0.0.0/8"))).toBe("nothing | tcp 443");
  expect(judged(archive("52.0.0.0/8"))).toEqual(["undecided missing:archive>services:s3"]);
});

test("an ACL that shuts out some public addresses leaves it open", () => {
  const network = archive()
    .acl("acl", "vpc", "a")
    .entry("acl", "ingress", 10, "allow", "all", "0.0.0.0/0")
    .entry("acl", "egress", 10, "deny", "all", "52.0.0.0/8")
    .entry("acl", "egress", 20, "allow", "all", "0.0.0.0/0");
  expect(seen(network)).toBe("nothing | tcp 443");
});

test("a table that the endpoint is not in does not lead there", () => {
  expect(seen(archive("list", []))).toBe("nothing | nothing");
  expect(judged(archive("list", []))).toEqual(["broken missing:archive>services:s3"]);
});

test("what no conduit declares is found, with the rule that names the list", () => {
  const network = archive().rule("sg", "egress", tcp(80), { list: "s3.prefix_list_id" });
  const [finding, ...rest] = new Proof(network.facts(), declared).judge().findings;
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ id: "excess:archive>s3", verdict: "broken" });
  expect(finding?.traffic.equals(Transport.ports("tcp", 80, 80))).toBe(true);
  expect(finding?.rules).toContain("sg-egress-1");
});
