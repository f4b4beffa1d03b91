import { networkOf, ofType } from "../synth";
import { monitored, theOne } from "./stack";

test("What the resolver is asked is logged, encrypted, for 90 days, of the network's VPC.", () => {
  const { terraform, intent } = monitored((_network, flows) => flows.recordDnsQueries());
  const groups = Object.values(ofType(terraform, "aws_cloudwatch_log_group"));
  const group = groups.find((one) => one["name"] === "/aws/vendedlogs/cordon/st-marys/dns");
  expect(group).toMatchObject({
    retention_in_days: 90,
    kms_key_id: expect.stringContaining("DnsQueries_Key") as string,
  });
  expect(theOne(terraform, "aws_route53_resolver_query_log_config")).toMatchObject({
    name: "st-marys-dns-queries",
    destination_arn: expect.stringContaining("DnsQueries") as string,
  });
  expect(theOne(terraform, "aws_route53_resolver_query_log_config_association")).toMatchObject({
    resource_id: expect.stringContaining("aws_vpc.") as string,
  });
  expect(networkOf(intent).flows).toMatchObject({ dns: { queries: "recorded", firewall: "none", allowed: [] } });
});

describe("Names that the resolver is kept to", () => {
  const allow = [".st-marys.example", "time.example.org"] as const;
  const lists = ({ terraform }: ReturnType<typeof monitored>) =>
    Object.values(ofType(terraform, "aws_route53_resolver_firewall_domain_list")).map((list) => [
      list["name"],
      list["domains"],
    ]);
  const rules = ({ terraform }: ReturnType<typeof monitored>) =>
    Object.values(ofType(terraform, "aws_route53_resolver_firewall_rule")).map((rule) => ({
      name: rule["name"],
      action: rule["action"],
      response: rule["block_response"],
      priority: rule["priority"],
      list: /resolver_firewall_domain_list\.\w*?(Allowed|Others)/.exec(String(rule["firewall_domain_list_id"]))?.[1],
    }));

  test("pass, a name with a dot before it with all below it, and every other name is blocked after them.", () => {
    const kept = monitored((_network, flows) => flows.keepDnsTo({ allow }));
    expect(lists(kept).sort()).toEqual([
      ["st-marys-all-names", ["*"]],
      ["st-marys-allowed-names", ["st-marys.example", "*.st-marys.example", "time.example.org"]],
    ]);
    expect(rules(kept).sort((a, b) => Number(a.priority) - Number(b.priority))).toEqual([
      { name: "allowed-names", action: "ALLOW", response: undefined, priority: 100, list: "Allowed" },
      { name: "all-other-names", action: "BLOCK", response: "NODATA", priority: 200, list: "Others" },
    ]);
    expect(theOne(kept.terraform, "aws_route53_resolver_firewall_rule_group_association")).toMatchObject({
      priority: 101,
      vpc_id: expect.stringContaining("aws_vpc.") as string,
    });
    expect(networkOf(kept.intent).flows).toMatchObject({
      dns: { queries: "not-recorded", firewall: "block", allowed: [...allow] },
    });
  });

  test("are only told of while that is staged, with its reason in the intent.", () => {
    const alert = { reason: "Names are being collected", approver: "security", ticket: "CHG-7", expires: "2027-03-31" };
    const staged = monitored((_network, flows) => flows.keepDnsTo({ allow, mode: { alert } }));
    expect(rules(staged).map(({ action, response }) => [action, response])).toEqual([
      ["ALLOW", undefined],
      ["ALERT", undefined],
    ]);
    expect(networkOf(staged.intent).flows).toMatchObject({ dns: { firewall: "alert", alert, allowed: [...allow] } });
  });
});
