/** AWS Network Firewall for one packet. Shares nothing with the engine. */
import type { Transport } from "../../model";
import type { Bounded, FactBase, Firewall, FirewallPolicy, StatelessRule } from "../../terraform";
import { hasAddress, means } from "./filters";
import type { Packet } from "./journey";
import { all, any, type Answer } from "./packet";
import { passesStateful } from "./stateful";

export function firewallPasses(facts: FactBase, firewall: Firewall, packet: Packet): Answer {
  const { family, source, destination, point } = packet;
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
  const effects = new Set(
    [
      policy.statelessDefault.exact,
      ...numbered.map(({ rule }) => ("exact" in rule.actions ? rule.actions.exact : [])),
    ].map(effectOf),
  );
  const mixed = effects.has("pass") && effects.has("stateful");
  const effect = effectOf(actions);
  const verdict: Answer =
    effect === "drop"
      ? "no"
      : effect === "pass"
        ? "yes"
        : mixed
          ? all("perhaps", packet.answers === undefined ? passesStateful(facts, firewall, policy, packet) : "yes")
          : passesStateful(facts, firewall, policy, packet);
  return verdict === "no" ? any(verdict, asFragments(policy, point)) : verdict;
}

function effectOf(actions: readonly string[]): "drop" | "pass" | "stateful" {
  return actions.includes("aws:drop") ? "drop" : actions.includes("aws:pass") ? "pass" : "stateful";
}

/** Fragments of UDP go by an action of their own. */
function asFragments({ statelessDefault, statelessFragmentDefault }: FirewallPolicy, point: number): Answer {
  if (Math.floor(point / 65_536) !== 17) return "no";
  if (!("exact" in statelessFragmentDefault)) return "perhaps";
  const parts = effectOf(statelessFragmentDefault.exact);
  const whole = "exact" in statelessDefault ? effectOf(statelessDefault.exact) : undefined;
  return parts === "drop" || parts === whole ? "no" : "perhaps";
}
