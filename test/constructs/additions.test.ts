import { disturbances } from "./additions";
import type { Config, TerraformJson } from "./synth";

const entry = { rule_no: 7, cidr_block: "10.0.0.0/24" };
const of = (resource: Readonly<Record<string, Readonly<Record<string, Config>>>>): TerraformJson => ({ resource });
const acl = (config: Config) => of({ aws_network_acl: { a: config } });

test("Nothing is disturbed by nothing, by other resources, and by members of the lists that may gain some.", () => {
  const before = of({
    aws_network_acl: { a: { vpc_id: "v", ingress: [entry], subnet_ids: ["s"] } },
    aws_vpc_endpoint: { e: { subnet_ids: ["s"] } },
  });
  const after = of({
    aws_network_acl: {
      a: { vpc_id: "v", ingress: [{ ...entry, rule_no: 3 }, entry], subnet_ids: ["r", "s"] },
      b: { vpc_id: "v" },
    },
    aws_vpc_endpoint: { e: { subnet_ids: ["s", "t"] } },
    aws_subnet: { s: {} },
  });
  expect([disturbances(before, before), disturbances(before, after)]).toEqual([[], []]);
});

test("A resource that is gone, or at another address, is a disturbance.", () => {
  const before = of({ aws_subnet: { one: { cidr_block: "x" } } });
  expect(disturbances(before, of({ aws_subnet: { two: { cidr_block: "x" } } }))).toEqual(["aws_subnet.one is gone"]);
});

test("An argument that changes, comes or goes is a disturbance.", () => {
  const subnet = (config: Config) => of({ aws_subnet: { s: config } });
  const before = subnet({ cidr_block: "10.0.0.0/24", zone: "a" });
  expect(disturbances(before, subnet({ cidr_block: "10.0.1.0/24", zone: "a" }))).toEqual([
    "aws_subnet.s has another cidr_block",
  ]);
  expect(disturbances(before, subnet({ cidr_block: "10.0.0.0/24" }))).toEqual(["aws_subnet.s has another zone"]);
  expect(disturbances(before, subnet({ cidr_block: "10.0.0.0/24", zone: "a", ipv6: "b" }))).toEqual([
    "aws_subnet.s has another ipv6",
  ]);
});

test("An ACL entry that is renumbered or lost is a disturbance, and so is anything else of the ACL.", () => {
  const before = acl({ vpc_id: "v", ingress: [entry], egress: [] });
  expect(disturbances(before, acl({ vpc_id: "v", ingress: [{ ...entry, rule_no: 8 }], egress: [] }))).toEqual([
    'aws_network_acl.a loses from ingress: {"rule_no":7,"cidr_block":"10.0.0.0/24"}',
  ]);
  expect(disturbances(before, acl({ vpc_id: "w", ingress: [entry], egress: [] }))).toEqual([
    "aws_network_acl.a has another vpc_id",
  ]);
});

test("A list that gains a member where none may is a disturbance.", () => {
  const group = (ingress: readonly string[]) => of({ aws_security_group: { g: { ingress } } });
  expect(disturbances(group([]), group(["x"]))).toEqual(["aws_security_group.g has another ingress"]);
});

test("A list inside a block may gain members where it is one that may; anything beside it is a disturbance.", () => {
  const group = (targets: readonly string[], type: string) =>
    of({
      aws_networkfirewall_rule_group: {
        g: { rule_group: { rules_source: { rules_source_list: { targets, target_types: [type] } } } },
      },
    });
  const before = group(["a.example"], "TLS_SNI");
  expect(disturbances(before, group(["a.example", "b.example"], "TLS_SNI"))).toEqual([]);
  expect(disturbances(before, group(["b.example"], "HTTP_HOST"))).toEqual([
    "aws_networkfirewall_rule_group.g has another rule_group.rules_source.rules_source_list.target_types",
    'aws_networkfirewall_rule_group.g loses from rule_group.rules_source.rules_source_list.targets: "a.example"',
  ]);
});

test("Widgets, lines of data and names may come; one that changes or goes is a disturbance.", () => {
  const looking = (widgets: readonly string[], lines: readonly string[], domains: readonly string[]) =>
    of({
      aws_cloudwatch_dashboard: { d: { dashboard_body: JSON.stringify({ widgets }) } },
      aws_s3_object: { o: { content: lines.map((line) => `${line}\n`).join("") } },
      aws_route53_resolver_firewall_domain_list: { l: { domains } },
    });
  const before = looking(["b"], ["b"], ["b.example"]);
  expect(disturbances(before, looking(["a", "b"], ["a", "b"], ["a.example", "b.example"]))).toEqual([]);
  expect(disturbances(before, looking(["a"], ["a"], ["a.example"]))).toEqual([
    'aws_cloudwatch_dashboard.d loses from dashboard_body: "b"',
    'aws_s3_object.o loses from content: "b"',
    'aws_route53_resolver_firewall_domain_list.l loses from domains: "b.example"',
  ]);
});
