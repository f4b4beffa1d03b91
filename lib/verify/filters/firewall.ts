/**
 * AWS Network Firewall.
 *
 * Decides stateless rules exactly where they do not look at source ports or flags. Refuses to
 * decide what is stateful (five-tuples, domain lists, Suricata text, strict order): it
 * may pass and need not. A firewall never counts as a pass.
 */
import { Transport } from "../../model";
import type { Firewall, FirewallPolicy, FirewallRuleGroup, StatelessRule } from "../../terraform";
import type { BoxFilter } from "../routing/outcome";
import { within, type RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId } from "../sets/rows";
import { bothOf } from "../world/bounds";
import { meanings } from "../world/links";
import type { World } from "../world/world";

interface Compiled {
  readonly priority: number;
  readonly from: readonly RankRange[];
  readonly to: readonly RankRange[];
  readonly row: RowId;
  readonly effect: "pass" | "drop" | "stateful";
}

/** The rules of a firewall, as a filter on both ends of a packet. */
export function firewallFilter(world: World, firewall: Firewall): BoxFilter {
  const at = firewall.id;
  const unknown: BoxFilter = { at, cuts: [], pass: () => ({ may: allTraffic, must: noTraffic }) };
  const policy = only(world.facts.firewallPolicies, firewall.policy);
  if (policy === undefined || policy.moreGroups !== undefined || !("exact" in policy.statelessDefault)) return unknown;
  const compiled = stateless(world, policy);
  if (compiled === undefined) return unknown;
  const fallback = effectOf(policy.statelessDefault.exact);
  const inspected = policy.statefulGroups.length > 0 || strict(policy);
  const { rows } = world;
  const ends = compiled.flatMap(({ from, to }) => [...from, ...to].flat());
  return {
    at,
    cuts: [...new Set(ends)].sort((a, b) => a - b),
    pass: (source, destination) => {
      let [left, passed, forwarded] = [allTraffic, noTraffic, noTraffic];
      const apply = (row: RowId, effect: Compiled["effect"]): void => {
        const hit = rows.and(left, row);
        if (effect === "pass") passed = rows.or(passed, hit);
        if (effect === "stateful") forwarded = rows.or(forwarded, hit);
        left = rows.minus(left, row);
      };
      for (const rule of compiled)
        if (within(rule.from, source) && within(rule.to, destination)) apply(rule.row, rule.effect);
      apply(allTraffic, fallback);
      // With no stateful rule and the default order, the stateful engine passes what it is given.
      return { may: rows.or(passed, forwarded), must: inspected ? passed : rows.or(passed, forwarded) };
    },
  };
}

function stateless(world: World, policy: FirewallPolicy): readonly Compiled[] | undefined {
  const compiled: Compiled[] = [];
  const groups: { readonly priority: number; readonly rules: readonly StatelessRule[] }[] = [];
  for (const { priority, group } of policy.statelessGroups) {
    const found: FirewallRuleGroup | undefined = only(world.facts.firewallRuleGroups, group);
    if (found?.rules.kind !== "stateless" || found.rules.more !== undefined) return undefined;
    if (priority === "none" || !("exact" in priority)) return undefined;
    groups.push({ priority: priority.exact, rules: found.rules.rules });
  }
  groups.sort((a, b) => a.priority - b.priority);
  for (const { rules } of groups) {
    const mine: Compiled[] = [];
    for (const rule of rules) {
      const [sources, destinations] = [bothOf(rule.sources), bothOf(rule.destinations)];
      const [transport, ports] = [bothOf<Transport>(rule.transport), bothOf<Transport>(rule.sourceTransport)];
      const known = [sources, destinations, transport, ports].every((both) => both.may === both.must);
      const anyPort = (["tcp", "udp"] as const).every(
        (protocol) =>
          !transport.may.overlaps(Transport.ports(protocol, 0, 65_535)) ||
          ports.may.contains(Transport.ports(protocol, 0, 65_535)),
      );
      if (!known || !anyPort || rule.matchesFlags || !("exact" in rule.priority) || !("exact" in rule.actions))
        return undefined;
      mine.push({
        priority: rule.priority.exact,
        from: world.atoms.ranges(sources.may),
        to: world.atoms.ranges(destinations.may),
        row: world.rows.of(transport.may),
        effect: effectOf(rule.actions.exact),
      });
    }
    compiled.push(...mine.sort((a, b) => a.priority - b.priority));
  }
  return compiled;
}

function effectOf(actions: readonly string[]): Compiled["effect"] {
  return actions.includes("aws:drop") ? "drop" : actions.includes("aws:pass") ? "pass" : "stateful";
}

/** Under strict order the policy's own default actions may drop. */
function strict(policy: FirewallPolicy): boolean {
  return !("exact" in policy.statefulOrder) || policy.statefulOrder.exact === "strict";
}

function only<F extends { readonly id: string }>(facts: readonly F[], link: Firewall["policy"]): F | undefined {
  const [first, ...others] = meanings(link, () => facts.map(({ id }) => id));
  return first?.sure === true && others.length === 0 ? facts.find(({ id }) => id === first.to) : undefined;
}
