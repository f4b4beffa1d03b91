/** What cannot be read of a firewall may be anything: it is never taken for what is not there. */
import { factsOf } from "./read";

const maybe = (name: string) => ({ for_each: "${var.sets}", content: { [name]: "${each.value}" } });
const policyOf = (firewall_policy: object) => {
  const policy = {
    name: "p",
    firewall_policy: [{ stateless_default_actions: ["aws:forward_to_sfe"], ...firewall_policy }],
  };
  return factsOf({ aws_networkfirewall_firewall_policy: { p: policy } }, { variable: { sets: {} } })
    .firewallPolicies[0];
};
const groupOf = (rule_group: object) => {
  const group = { name: "g", capacity: 10, type: "STATEFUL", rule_group: [rule_group] };
  return factsOf({ aws_networkfirewall_rule_group: { g: group } }, { variable: { sets: {} } }).firewallRuleGroups[0];
};
const sets = (list: readonly { readonly name: string; readonly addresses: object }[] = []) =>
  list.map(({ name, addresses }) => `${name} ${"must" in addresses ? "open" : "exact"}`);

test("names of addresses that may be set may have any", () => {
  const set = [{ key: "HOME_NET", ip_set: [{ definition: ["10.0.0.0/8"] }] }];
  expect(sets(policyOf({})?.variables)).toEqual([]);
  expect(sets(policyOf({ policy_variables: [{ rule_variables: set }] })?.variables)).toEqual(["HOME_NET exact"]);
  expect(sets(policyOf({ dynamic: { policy_variables: maybe("rule_variables") } })?.variables)).toEqual([
    "HOME_NET open",
    "EXTERNAL_NET open",
  ]);
  const some = { policy_variables: [{ rule_variables: [...set, { ...set[0], key: "${var.sets}" }] }] };
  expect(sets(policyOf(some)?.variables)).toEqual(["HOME_NET exact", "EXTERNAL_NET open"]);
  const hidden = { rule_variables: [{ ip_sets: [{ key: "HOME_NET", dynamic: { ip_set: maybe("definition") } }] }] };
  expect(sets(groupOf({ rules_source: [{ rules_string: "" }], ...hidden })?.variables)).toEqual(["HOME_NET open"]);
});

test("an order that may be set is not the one that is left", () => {
  const order = { dynamic: { stateful_engine_options: maybe("rule_order") } };
  expect([policyOf({})?.moreGroups, policyOf(order)?.moreGroups?.kind]).toEqual([undefined, "variable"]);
});

test("a group whose actions are overridden may do anything", () => {
  const reference = { resource_arn: "arn:aws:network-firewall:us-east-1:aws-managed:stateful-rulegroup/Botnet" };
  const how = (more: object) =>
    policyOf({ stateful_rule_group_reference: [{ ...reference, ...more }] })?.statefulGroups[0]?.group.how;
  expect([how({}), how({ override: [{ action: "DROP_TO_ALERT" }] })]).toEqual(["outside", "unknown"]);
});

test("rules that may be a list of domains are not none", () => {
  expect(groupOf({ rules_source: [{ dynamic: { rules_source_list: maybe("targets") } }] })?.rules.kind).toBe("unknown");
});

test("a stateless rule whose match or flags cannot be read is not one that matches everything", () => {
  const rules = (definition: object) => {
    const stateless_rule = [{ priority: 1, rule_definition: [{ actions: ["aws:drop"], ...definition }] }];
    const found = groupOf({ rules_source: [{ stateless_rules_and_custom_actions: [{ stateless_rule }] }] })?.rules;
    return found?.kind === "stateless" ? found.rules[0] : undefined;
  };
  expect(rules({ match_attributes: [{}] })).toMatchObject({ actions: { exact: ["aws:drop"] }, matchesFlags: false });
  expect(rules({ dynamic: { match_attributes: maybe("protocols") } })?.actions).toHaveProperty("unknown");
  expect(rules({ match_attributes: [{ dynamic: { tcp_flag: maybe("flags") } }] })?.matchesFlags).toBe(true);
});
