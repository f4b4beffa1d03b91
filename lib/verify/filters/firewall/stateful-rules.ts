/**
 * The stateful rules of a firewall policy, in the order in which they are tried.
 *
 * Decides five-tuples and domain lists. Refuses to read Suricata text and groups of others: such a group may pass or drop
 * anything where it stands. Safe because a rule has two reaches: what it surely matches, and what it may match.
 */
import { AddressSet, Transport } from "../../../model";
import type {
  Firewall,
  FirewallPolicy,
  FirewallRuleGroup,
  FirewallVariable,
  StatefulTuple,
  Value,
} from "../../../terraform";
import type { RankRange } from "../../sets/address-atoms";
import { noTraffic, type RowId } from "../../sets/rows";
import { blocksOf, bothOf, type Both } from "../../world/bounds";
import { meanings } from "../../world/links";
import type { World } from "../../world/world";
import { addressesOfText, opposite, portsOfText, type Variables } from "./rule-text";

export interface StatefulRule {
  /** The rule group. */
  readonly group: string;
  readonly effect: "pass" | "drop";
  /** `packet`: by the header alone, so from the first packet on. `content`: by what a connection carries once it is made. */
  readonly looksAt: "packet" | "content";
  readonly from: Both<readonly RankRange[]>;
  readonly to: Both<readonly RankRange[]>;
  readonly row: Both<RowId>;
  /** The source ports that it matches as well; none means every one. */
  readonly sourcePorts: RowId | undefined;
  /** What has to be in it, in words. */
  readonly content: string | undefined;
  /**
   * The domain names that it matches, of a connection that carries one.
   *
   * @default - any name
   */
  readonly names?: readonly string[];
}

/** Keywords that say nothing of what is matched. */
const silent: ReadonlySet<string> = new Set([
  "sid",
  "rev",
  "msg",
  "classtype",
  "metadata",
  "reference",
  "gid",
  "priority",
]);
/** Protocols of the application, and what carries them. */
const carriedBy: Readonly<Record<string, readonly (6 | 17)[]>> = {
  HTTP: [6],
  HTTP2: [6],
  TLS: [6],
  SSH: [6],
  SMTP: [6],
  IMAP: [6],
  FTP: [6],
  SMB: [6],
  DCERPC: [6, 17],
  MSN: [6],
  KRB5: [6, 17],
  DNS: [6, 17],
  IKEV2: [17],
  TFTP: [17],
  NTP: [17],
  DHCP: [17],
  QUIC: [17],
};

export function statefulRules(world: World, firewall: Firewall, policy: FirewallPolicy): readonly StatefulRule[] {
  const isStrict = "exact" in policy.statefulOrder && policy.statefulOrder.exact === "strict";
  const compiler = new Compiler(world, homeOf(world, firewall), policy.variables);
  const numbered = policy.statefulGroups.map(({ priority, group }) => {
    const [first, ...others] = meanings(group, () => world.facts.firewallRuleGroups.map(({ id }) => id));
    const sure = first?.sure === true && others.length === 0 ? first.to : undefined;
    const fact = world.facts.firewallRuleGroups.find(({ id }) => id === sure);
    const number = priority !== "none" && "exact" in priority ? priority.exact : undefined;
    return { number, rules: fact === undefined ? compiler.unknown(sure ?? policy.id) : compiler.group(fact, isStrict) };
  });
  if (!isStrict) return byAction(numbered.flatMap(({ rules }) => rules));
  // An order that is not known is none.
  if (numbered.some(({ number }) => number === undefined)) return compiler.unknown(policy.id);
  return numbered.sort((a, b) => (a.number ?? 0) - (b.number ?? 0)).flatMap(({ rules }) => rules);
}

/** Pass before drop, whatever the order (Network Firewall guide, "Action order"). */
function byAction(rules: readonly StatefulRule[]): readonly StatefulRule[] {
  return [...rules.filter(({ effect }) => effect === "pass"), ...rules.filter(({ effect }) => effect === "drop")];
}

/** What `HOME_NET` is unless it is set: the blocks of the firewall's own VPC. */
function homeOf(world: World, { vpc }: Firewall): Both<AddressSet> {
  const found = meanings(vpc, () => world.facts.vpcs.map(({ id }) => id));
  const blocks = found.flatMap(({ to }) => world.facts.vpcs.find(({ id }) => id === to)?.blocks ?? []);
  const { may, must } = blocksOf(blocks);
  if (found.length !== 1 || found[0]?.sure !== true) return { may: AddressSet.everything, must: AddressSet.empty };
  return { may, must: must.intersect(AddressSet.everythingV4) };
}

class Compiler {
  private readonly common: Map<string, Both<AddressSet>>;

  public constructor(
    private readonly world: World,
    home: Both<AddressSet>,
    variables: readonly FirewallVariable[],
  ) {
    const set = named(variables);
    const own = set.get("HOME_NET") ?? home;
    this.common = new Map([["HOME_NET", own], ["EXTERNAL_NET", opposite(own)], ...set]);
  }

  public group({ id, rules, variables }: FirewallRuleGroup, isStrict: boolean): readonly StatefulRule[] {
    const all: Variables = new Map([...this.common, ...named(variables)]);
    switch (rules.kind) {
      case "tuples": {
        const found = rules.rules.flatMap((rule) => this.tuple(id, rule, all));
        return rules.more === undefined ? found : [...found, ...this.unknown(id)];
      }
      case "domains":
        return this.domains(id, rules, all, isStrict);
      case "suricata":
      case "unknown":
      case "stateless":
        return this.unknown(id);
    }
  }

  /** May pass anything, may drop anything. */
  public unknown(group: string): readonly StatefulRule[] {
    const everywhere = this.reach({ may: AddressSet.everything, must: AddressSet.empty });
    const row = { may: this.world.rows.of(Transport.all), must: noTraffic };
    const rest = { group, from: everywhere, to: everywhere, row, sourcePorts: undefined, content: undefined } as const;
    return (["pass", "drop"] as const).map((effect) => ({ ...rest, effect, looksAt: "packet" }));
  }

  /**
   * The rules that AWS makes of a list: TLS and HTTP are matched on any port, and only in action order does an allow list
   * drop what it does not name (Network Firewall guide, "Stateful domain list rule groups").
   */
  private domains(
    group: string,
    rules: Extract<FirewallRuleGroup["rules"], { kind: "domains" }>,
    variables: Variables,
    isStrict: boolean,
  ): readonly StatefulRule[] {
    const { action, targets, inspects } = rules;
    if (!("exact" in action) || !("exact" in targets) || !("exact" in inspects)) return this.unknown(group);
    if (action.exact === "alert") return [];
    const over = inspects.exact.map((each) => (each === "TLS_SNI" ? "TLS" : "HTTP")).join(" or ");
    const some = targets.exact.length > 0 && inspects.exact.length > 0;
    const tcp = this.world.rows.of(Transport.protocol(6));
    const base = {
      group,
      looksAt: "content",
      from: this.reach(variables.get("HOME_NET") as Both<AddressSet>),
      to: this.reach(variables.get("EXTERNAL_NET") as Both<AddressSet>),
      sourcePorts: undefined,
      content: `${over} to ${targets.exact.join(", ")}`,
    } as const;
    const row = { may: some ? tcp : noTraffic, must: some ? tcp : noTraffic };
    if (action.exact === "deny") return [{ ...base, effect: "drop", row }];
    const others = {
      ...base,
      effect: "drop",
      row: { may: tcp, must: noTraffic },
      content: `${over} to others`,
    } as const;
    return [{ ...base, effect: "pass", row, names: targets.exact }, ...(isStrict ? [] : [others])];
  }

  private tuple(group: string, rule: StatefulTuple, variables: Variables): readonly StatefulRule[] {
    const text = (value: Value<string>): string | undefined =>
      "exact" in value ? value.exact.toUpperCase() : undefined;
    const [action, protocol, direction] = [text(rule.action), text(rule.protocol), text(rule.direction)];
    if (action === "ALERT") return [];
    const effects: readonly StatefulRule["effect"][] =
      action === "PASS" ? ["pass"] : action === "DROP" || action === "REJECT" ? ["drop"] : ["pass", "drop"];
    // A keyword narrows what is matched.
    const isPlain =
      "exact" in rule.keywords && rule.keywords.exact.every((word) => silent.has(word.split(":", 1)[0] ?? ""));
    const isSure = isPlain && effects.length === 1 && direction !== undefined;
    const source = this.reach(addresses(rule.source, variables));
    const destination = this.reach(addresses(rule.destination, variables));
    const one = (from: StatefulRule["from"], to: StatefulRule["to"], ports: Value<string>, other: Value<string>) => {
      const reach = this.transports(protocol, ports);
      const sourcePorts = this.sourcePorts(protocol, other);
      const must = isSure && sourcePorts === undefined ? reach.must : noTraffic;
      return effects.map((effect): StatefulRule => ({
        group,
        effect,
        looksAt: reach.content === undefined ? "packet" : "content",
        from,
        to,
        row: { may: reach.may, must },
        sourcePorts,
        content: reach.content,
      }));
    };
    const there = one(source, destination, rule.destinationPort, rule.sourcePort);
    const back = one(destination, source, rule.sourcePort, rule.destinationPort);
    return direction === "FORWARD" ? there : [...there, ...back];
  }

  private transports(
    protocol: string | undefined,
    ports: Value<string>,
  ): Both<RowId> & { readonly content: string | undefined } {
    const { rows } = this.world;
    const known = "exact" in ports ? portsOfText(ports.exact) : undefined;
    const of = (numbers: readonly number[], content: string | undefined) => {
      const whole = numbers.reduce((set, number) => set.union(Transport.protocol(number)), Transport.none);
      if (known === "any") return { may: rows.of(whole), must: rows.of(whole), content };
      if (known === undefined) return { may: rows.of(whole), must: noTraffic, content };
      const set = rows.of(portsIn(numbers, known));
      return { may: set, must: set, content };
    };
    if (protocol === "TCP") return of([6], undefined);
    if (protocol === "UDP") return of([17], undefined);
    if (protocol === "ICMP")
      return { ...of([1, 58], undefined), ...both(rows.of(Transport.protocol(1).union(Transport.protocol(58)))) };
    if (protocol === "IP" && known === "any") return { ...both(rows.of(Transport.all)), content: undefined };
    const carriers = protocol === undefined ? undefined : carriedBy[protocol];
    if (carriers === undefined || protocol === undefined)
      return { may: rows.of(Transport.all), must: noTraffic, content: undefined };
    return of(carriers, protocol);
  }

  private sourcePorts(protocol: string | undefined, ports: Value<string>): RowId | undefined {
    const known = "exact" in ports ? portsOfText(ports.exact) : undefined;
    if (known === "any" || protocol === "ICMP") return undefined;
    if (known === undefined) return this.world.rows.of(Transport.all);
    if (protocol === "TCP" || protocol === "UDP")
      return this.world.rows.of(portsIn([protocol === "TCP" ? 6 : 17], known));
    // What a rule with ports makes of a packet without any is not said.
    const portless = Transport.all.subtract(Transport.protocol(6)).subtract(Transport.protocol(17));
    return this.world.rows.of(portsIn([6, 17], known).union(portless));
  }

  private reach({ may, must }: Both<AddressSet>): Both<readonly RankRange[]> {
    const { atoms } = this.world;
    const upper = atoms.ranges(may);
    return { may: upper, must: may.equals(must) ? upper : atoms.ranges(must) };
  }
}

function both(row: RowId): Both<RowId> {
  return { may: row, must: row };
}

function portsIn(protocols: readonly number[], runs: readonly (readonly [number, number])[]): Transport {
  return protocols.reduce(
    (set, number) =>
      runs.reduce((each, [from, to]) => each.union(Transport.ports(number === 6 ? "tcp" : "udp", from, to)), set),
    Transport.none,
  );
}

function addresses(value: Value<string>, variables: Variables): Both<AddressSet> {
  return "exact" in value
    ? addressesOfText(value.exact, variables)
    : { may: AddressSet.everything, must: AddressSet.empty };
}

function named(variables: readonly FirewallVariable[]): Map<string, Both<AddressSet>> {
  return new Map(variables.map(({ name, addresses: set }) => [name, bothOf(set)]));
}
