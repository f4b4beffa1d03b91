/** The port that a translating gateway picks for itself. Shares nothing with the engine. */
import type { FactBase, FirewallRuleGroup, StatelessRule } from "../../terraform";

/** The answers that a gateway may wait for: TCP and UDP come to a port of its own choice, one for each that rules tell apart. */
export function gatewayPoints(facts: FactBase, point: number): readonly number[] {
  const protocol = Math.floor(point / 65_536);
  if (protocol !== 6 && protocol !== 17) return [point];
  const rules = [...facts.networkAclEntries, ...facts.firewallRuleGroups.flatMap(stateless)].flatMap(({ transport }) =>
    "exact" in transport ? [transport.exact] : [transport.may, transport.must],
  );
  const first = protocol * 65_536 + 1024;
  const cuts = rules.flatMap(({ points }) => points.intervals.flat());
  return [first, ...cuts.filter((cut) => first < cut && cut < (protocol + 1) * 65_536)];
}

function stateless({ rules }: FirewallRuleGroup): readonly StatelessRule[] {
  return rules.kind === "stateless" ? rules.rules : [];
}
