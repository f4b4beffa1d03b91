/** AWS Network Firewall for one packet. Whatever is stateful is `perhaps`. Shares nothing with the engine. */
import type { Family, Transport } from "../../model";
import type { Bounded, FactBase, Firewall, StatelessRule } from "../../terraform";
import { hasAddress, means } from "./filters";
import type { Answer } from "./packet";

export function firewallPasses(
  facts: FactBase,
  firewall: Firewall,
  family: Family,
  source: bigint,
  destination: bigint,
  point: number,
): Answer {
  const policy = facts.firewallPolicies.find(({ id }) => means(firewall.policy, id) === "yes");
  if (policy === undefined || policy.moreGroups !== undefined || !("exact" in policy.statelessDefault))
    return "perhaps";
  const numbered: { readonly group: number; readonly number: number; readonly rule: StatelessRule }[] = [];
  for (const use of policy.statelessGroups) {
    const rules = facts.firewallRuleGroups.find(({ id }) => means(use.group, id) === "yes")?.rules;
    if (
      rules?.kind !== "stateless" ||
      rules.more !== undefined ||
      use.priority === "none" ||
      !("exact" in use.priority)
    )
      return "perhaps";
    for (const rule of rules.rules) {
      if (!("exact" in rule.priority) || !("exact" in rule.actions) || rule.matchesFlags) return "perhaps";
      numbered.push({ group: use.priority.exact, number: rule.priority.exact, rule });
    }
  }
  const everyPort = (transport: Bounded<Transport>): boolean =>
    "exact" in transport &&
    [6, 17].every((protocol) => {
      const points = transport.exact.points.intervals.filter(
        ([from, to]) => from < (protocol + 1) * 65_536 && to > protocol * 65_536,
      );
      return (
        points.length === 0 || points.some(([from, to]) => from <= protocol * 65_536 && to >= (protocol + 1) * 65_536)
      );
    });
  let actions: readonly string[] = policy.statelessDefault.exact;
  for (const { rule } of numbered.sort((a, b) => a.group - b.group || a.number - b.number)) {
    if (
      !("exact" in rule.sources) ||
      !("exact" in rule.destinations) ||
      !("exact" in rule.transport) ||
      !everyPort(rule.sourceTransport)
    )
      return "perhaps";
    const hit =
      hasAddress(rule.sources.exact, family, source) &&
      hasAddress(rule.destinations.exact, family, destination) &&
      rule.transport.exact.points.has(point);
    if (!hit) continue;
    actions = "exact" in rule.actions ? rule.actions.exact : [];
    break;
  }
  if (actions.includes("aws:drop")) return "no";
  if (actions.includes("aws:pass")) return "yes";
  const quiet =
    policy.statefulGroups.length === 0 && "exact" in policy.statefulOrder && policy.statefulOrder.exact !== "strict";
  return quiet ? "yes" : "perhaps";
}
