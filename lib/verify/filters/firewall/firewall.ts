/**
 * AWS Network Firewall: stateless rules first, then the stateful ones for what they forward.
 *
 * Decides stateless rules where they do not look at source ports or flags, and of the stateful what `flow.ts` says. Refuses to
 * decide what passes one engine on the way there and the other on the way back: it may pass and need not.
 */
import { Transport } from "../../../model";
import type { Firewall, FirewallPolicy, FirewallRuleGroup, StatelessRule } from "../../../terraform";
import type { BoxFilter } from "../../routing/outcome";
import { within, type Rank, type RankRange } from "../../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../../sets/rows";
import { bothOf } from "../../world/bounds";
import { meanings } from "../../world/links";
import type { World } from "../../world/world";
import { defaultOf, Stateful, type Flow, type Part } from "./flow";
import { anyName, noName, whoKnows, type NamesPassed } from "./names";
import { statefulRules } from "./stateful-rules";

interface Compiled {
  readonly group: string;
  readonly priority: number;
  readonly from: readonly RankRange[];
  readonly to: readonly RankRange[];
  readonly row: RowId;
  readonly effect: Effect;
}

type Effect = "pass" | "drop" | "stateful";

const nothingKnown: Flow = { may: allTraffic, named: [], whole: [] };

/** The rules of a firewall, as a filter on both ends of a packet. */
export function firewallFilter(world: World, firewall: Firewall): BoxFilter {
  const at = firewall.id;
  const unknown: BoxFilter = {
    at,
    cuts: [],
    flow: () => nothingKnown,
    back: () => ({ may: allTraffic, must: noTraffic }),
    names: () => whoKnows,
    explain: () => ({ rule: "none", reason: "its rules are not known", content: undefined }),
  };
  const policy = only(world.facts.firewallPolicies, firewall.policy);
  if (policy === undefined || policy.moreGroups !== undefined || !("exact" in policy.statelessDefault)) return unknown;
  const compiled = stateless(world, policy);
  if (compiled === undefined) return unknown;
  const rules = statefulRules(world, firewall, policy);
  const { rows } = world;
  const engine = new Engines(
    rows,
    compiled,
    effectOf(policy.statelessDefault.exact),
    fragments(world, policy),
    new Stateful(rows, rules, defaultOf(policy)),
  );
  const ends = [
    ...compiled.flatMap(({ from, to }) => [...from, ...to]),
    ...rules.flatMap(({ from, to }) => [...from.may, ...from.must, ...to.may, ...to.must]),
  ].flat();
  return {
    at,
    cuts: [...new Set(ends)].sort((a, b) => a - b),
    flow: (source, destination) => engine.flow(source, destination),
    back: (source, destination) => engine.back(source, destination),
    names: (source, destination, point) => engine.names(source, destination, point),
    explain: (source, destination, point) => engine.explain(source, destination, point),
  };
}

class Engines {
  private readonly flows = new Map<number, Flow>();
  /** Some packets skip the stateful engine and others do not. */
  private readonly isMixed: boolean;

  public constructor(
    private readonly rows: Rows,
    private readonly compiled: readonly Compiled[],
    private readonly fallback: Effect,
    /** Fragments that pass where whole packets do not. */
    private readonly fragments: RowId,
    private readonly stateful: Stateful,
  ) {
    const effects = new Set([...compiled.map(({ effect }) => effect), fallback]);
    this.isMixed = effects.has("pass") && effects.has("stateful");
  }

  public flow(source: Rank, destination: Rank): Flow {
    const key = source * 2 ** 26 + destination;
    const known = this.flows.get(key);
    if (known !== undefined) return known;
    const { rows } = this;
    const { passed, forwarded } = this.first(source, destination);
    const { may, named, whole } = this.stateful.flow(source, destination);
    const parts = (stateful: readonly Part[]): readonly Part[] => [
      ...(passed === noTraffic ? [] : [{ forward: passed, reply: allTraffic }]),
      ...(this.isMixed ? [] : stateful).map((part) => ({ ...part, forward: rows.and(part.forward, forwarded) })),
    ];
    const upper = rows.or(rows.or(passed, rows.and(forwarded, may)), this.fragments);
    const flow = { may: upper, named: parts(named), whole: parts(whole) };
    this.flows.set(key, flow);
    return flow;
  }

  public back(source: Rank, destination: Rank): { readonly may: RowId; readonly must: RowId } {
    const { passed, forwarded } = this.first(source, destination);
    const may = this.rows.or(this.rows.or(passed, forwarded), this.fragments);
    return { may, must: this.isMixed ? passed : this.rows.or(passed, forwarded) };
  }

  public names(source: Rank, destination: Rank, point: number): NamesPassed {
    const { passed, forwarded } = this.first(source, destination);
    if (this.rows.has(passed, point)) return anyName;
    if (this.rows.has(this.fragments, point)) return whoKnows;
    if (!this.rows.has(forwarded, point)) return noName;
    return this.isMixed ? whoKnows : this.stateful.names(source, destination, point);
  }

  public explain(source: Rank, destination: Rank, point: number): ReturnType<BoxFilter["explain"]> {
    const hit = this.compiled.find(
      ({ from, to, row }) => within(from, source) && within(to, destination) && this.rows.has(row, point),
    );
    const effect = hit?.effect ?? this.fallback;
    if (effect !== "stateful")
      return {
        rule: hit?.group ?? "stateless default",
        reason: `its stateless rules ${effect} it`,
        content: undefined,
      };
    const { by, content } = this.stateful.explain(source, destination, point);
    const handshake = this.stateful.isHandshakeOpen
      ? "only its handshake: aws:drop_established drops what follows"
      : undefined;
    return { rule: by, reason: "its stateful rules do not pass it", content: content ?? handshake };
  }

  /** What the stateless rules make of a packet. */
  private first(source: Rank, destination: Rank): { readonly passed: RowId; readonly forwarded: RowId } {
    const { rows } = this;
    let [left, passed, forwarded] = [allTraffic, noTraffic, noTraffic];
    const apply = (row: RowId, effect: Effect): void => {
      const hit = rows.and(left, row);
      if (effect === "pass") passed = rows.or(passed, hit);
      if (effect === "stateful") forwarded = rows.or(forwarded, hit);
      left = rows.minus(left, row);
    };
    for (const rule of this.compiled)
      if (within(rule.from, source) && within(rule.to, destination)) apply(rule.row, rule.effect);
    apply(allTraffic, this.fallback);
    return { passed, forwarded };
  }
}

/**
 * Fragments of UDP have a default action of their own; those of other protocols are dropped (Network Firewall guide,
 * "Stateless default actions").
 */
function fragments({ rows }: World, { statelessDefault, statelessFragmentDefault }: FirewallPolicy): RowId {
  const of = (actions: FirewallPolicy["statelessDefault"]): Effect | undefined =>
    "exact" in actions ? effectOf(actions.exact) : undefined;
  const [whole, parts] = [of(statelessDefault), of(statelessFragmentDefault)];
  return parts === "drop" || parts === whole ? noTraffic : rows.of(Transport.protocol(17));
}

function stateless(world: World, policy: FirewallPolicy): readonly Compiled[] | undefined {
  const compiled: Compiled[] = [];
  const groups: { readonly id: string; readonly priority: number; readonly rules: readonly StatelessRule[] }[] = [];
  for (const { priority, group } of policy.statelessGroups) {
    const found: FirewallRuleGroup | undefined = only(world.facts.firewallRuleGroups, group);
    if (found?.rules.kind !== "stateless" || found.rules.more !== undefined) return undefined;
    if (priority === "none" || !("exact" in priority)) return undefined;
    groups.push({ id: found.id, priority: priority.exact, rules: found.rules.rules });
  }
  groups.sort((a, b) => a.priority - b.priority);
  for (const { id, rules } of groups) {
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
        group: id,
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

function effectOf(actions: readonly string[]): Effect {
  return actions.includes("aws:drop") ? "drop" : actions.includes("aws:pass") ? "pass" : "stateful";
}

function only<F extends { readonly id: string }>(facts: readonly F[], link: Firewall["policy"]): F | undefined {
  const [first, ...others] = meanings(link, () => facts.map(({ id }) => id));
  return first?.sure === true && others.length === 0 ? facts.find(({ id }) => id === first.to) : undefined;
}
