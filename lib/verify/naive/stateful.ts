/** The stateful engine of AWS Network Firewall for one packet, rule by rule. Shares nothing with the engine of the proof. */
import { Cidr, type Family } from "../../model";
import type {
  Bounded,
  FactBase,
  Firewall,
  FirewallPolicy,
  FirewallRuleGroup,
  FirewallVariable,
  StatefulTuple,
  Value,
} from "../../terraform";
import type { AddressSet } from "../../model";
import { hasAddress, means } from "./filters";
import type { Packet } from "./journey";
import { all, any, merge, type Answer } from "./packet";

interface Rule {
  readonly pass: boolean;
  /** By what a connection carries, not by its header. */
  readonly content: boolean;
  readonly match: (packet: Packet) => Answer;
  /**
   * Whether it is about a name that a connection carries.
   *
   * @default - about every name
   */
  readonly about?: (name: string) => boolean;
}

export function passesStateful(facts: FactBase, firewall: Firewall, policy: FirewallPolicy, packet: Packet): Answer {
  const rules = rulesOf(facts, firewall, policy);
  const headers = rules.filter(({ content }) => !content);
  const { answers } = packet;
  if (answers !== undefined) {
    const question: Packet = {
      ...answers,
      family: packet.family,
      source: packet.destination,
      destination: packet.source,
    };
    if ([...first(headers, question)].every((each) => each === "pass")) return "yes";
    return first(headers, packet).has("drop") ? "perhaps" : "yes";
  }
  const verdicts = [...first(headers, packet)].map((each): Answer =>
    each === "pass" ? "yes" : each === "drop" ? "no" : undecided(policy, rules, packet),
  );
  return verdicts.every((each) => each === verdicts[0]) ? (verdicts[0] ?? "no") : "perhaps";
}

/** What may become of a packet by headers alone. */
function first(rules: readonly Rule[], packet: Packet): Set<"pass" | "drop" | "rest"> {
  const found = new Set<"pass" | "drop" | "rest">();
  for (const { pass, match } of rules) {
    const hit = match(packet);
    if (hit !== "no") found.add(pass ? "pass" : "drop");
    if (hit === "yes") return found;
  }
  return found.add("rest");
}

/** The default actions, and what a connection may carry. */
function undecided({ statefulOrder, statefulDefault }: FirewallPolicy, rules: readonly Rule[], packet: Packet): Answer {
  const protocol = Math.floor(packet.point / 65_536);
  const contents = rules.filter(({ content }) => content);
  const passing = named(contents, packet);
  if (!("exact" in statefulOrder)) return "perhaps";
  const actions =
    statefulOrder.exact === "default-action" ? [] : "exact" in statefulDefault ? statefulDefault.exact : undefined;
  if (actions === undefined) return "perhaps";
  // A datagram is the first of its kind and may carry what is asked for; no handshake goes before it.
  const datagram: Answer =
    protocol === 17 && contents.some(({ pass, match }) => pass && match(packet) !== "no") ? "perhaps" : "no";
  if (actions.includes("aws:drop_strict")) return datagram;
  const drops = actions.some((action) => action.startsWith("aws:drop_established"));
  if (drops && protocol !== 6) return datagram;
  if (packet.name !== undefined) return carrying(packet.name, actions, contents, packet);
  if (drops) return passing ? "yes" : "perhaps";
  if (!actions.every((action) => action.startsWith("aws:alert_"))) return "perhaps";
  return passing || contents.every(({ pass, match }) => pass || match(packet) === "no") ? "yes" : "perhaps";
}

/** What becomes of a connection with one name in it: the first rule that is about the name decides, or the default actions. */
function carrying(name: string, actions: readonly string[], contents: readonly Rule[], packet: Packet): Answer {
  const found: Answer[] = [];
  for (const { pass, match, about } of contents) {
    const hit = about === undefined || about(name) ? match(packet) : "no";
    if (hit !== "no") found.push(pass ? "yes" : "no");
    if (hit === "yes") return merge(found);
  }
  if (actions.some((action) => action.startsWith("aws:drop_"))) return merge([...found, "no"]);
  return merge([...found, actions.every((action) => action.startsWith("aws:alert_")) ? "yes" : "perhaps"]);
}

/** Whether something that a rule asks for surely passes. */
function named(contents: readonly Rule[], packet: Packet): boolean {
  for (const { pass, match } of contents) {
    const hit = match(packet);
    if (pass && hit === "yes") return true;
    if (!pass && hit !== "no") return false;
  }
  return false;
}

function rulesOf(facts: FactBase, firewall: Firewall, policy: FirewallPolicy): readonly Rule[] {
  const strict = "exact" in policy.statefulOrder && policy.statefulOrder.exact === "strict";
  const groups = policy.statefulGroups.map(({ priority, group }) => ({
    number: priority !== "none" && "exact" in priority ? priority.exact : undefined,
    fact: facts.firewallRuleGroups.find(({ id }) => means(group, id) === "yes"),
  }));
  if (strict && groups.some(({ number }) => number === undefined)) return anything;
  const ordered = strict ? [...groups].sort((a, b) => (a.number ?? 0) - (b.number ?? 0)) : groups;
  const rules = ordered.flatMap(({ fact }) =>
    fact === undefined ? anything : ofGroup(facts, firewall, policy, fact, strict),
  );
  return strict ? rules : [...rules.filter(({ pass }) => pass), ...rules.filter(({ pass }) => !pass)];
}

const anything: readonly Rule[] = [true, false].map((pass) => ({ pass, content: false, match: () => "perhaps" }));

type Test = (family: Family, address: bigint) => Answer;

function ofGroup(
  facts: FactBase,
  firewall: Firewall,
  policy: FirewallPolicy,
  { rules, variables }: FirewallRuleGroup,
  strict: boolean,
): readonly Rule[] {
  const lookup = (name: string): Test => variable(facts, firewall, [...variables, ...policy.variables], policy, name);
  if (rules.kind === "tuples") {
    const found = rules.rules.flatMap((rule) => ofTuple(rule, lookup));
    return rules.more === undefined ? found : [...found, ...anything];
  }
  if (rules.kind !== "domains") return anything;
  const { action, targets, inspects } = rules;
  if (!("exact" in action) || !("exact" in targets) || !("exact" in inspects)) return anything;
  if (action.exact === "alert") return [];
  const [home, external] = [lookup("HOME_NET"), lookup("EXTERNAL_NET")];
  const some = targets.exact.length > 0 && inspects.exact.length > 0;
  const hit = ({ family, source, destination, point }: Packet): Answer =>
    Math.floor(point / 65_536) === 6 ? all(home(family, source), external(family, destination)) : "no";
  const listed: Rule = {
    pass: action.exact === "allow",
    content: true,
    match: (packet) => (some ? hit(packet) : "no"),
    about: (name) => targets.exact.some((one) => one === name || (one.startsWith(".") && `.${name}`.endsWith(one))),
  };
  const others: Rule = { pass: false, content: true, match: (packet) => all(hit(packet), "perhaps") };
  return action.exact === "allow" && !strict ? [listed, others] : [listed];
}

function variable(
  facts: FactBase,
  firewall: Firewall,
  given: readonly FirewallVariable[],
  policy: FirewallPolicy,
  name: string,
): Test {
  const own = given.find((each) => each.name === name);
  if (own !== undefined) return (family, address) => inBounds(own.addresses, family, address);
  if (name === "HOME_NET") return (family, address) => inOwnVpc(facts, firewall, family, address);
  if (name !== "EXTERNAL_NET") return () => "perhaps";
  // Of the policy, not of the group.
  const home = variable(facts, firewall, policy.variables, policy, "HOME_NET");
  return (family, address) => not(home(family, address));
}

function inOwnVpc(facts: FactBase, { vpc }: Firewall, family: Family, address: bigint): Answer {
  const found = facts.vpcs.filter(({ id }) => means(vpc, id) !== "no");
  if (found.length !== 1 || found.some(({ id }) => means(vpc, id) !== "yes")) return "perhaps";
  const inside = any(
    ...found.flatMap(({ blocks }) =>
      blocks.map((block): Answer => {
        if (!("exact" in block)) return hasAddress(block.within, family, address) ? "perhaps" : "no";
        const { exact } = block;
        return exact.family === family && exact.first <= address && address <= exact.last ? "yes" : "no";
      }),
    ),
  );
  // Whether IPv6 blocks count is not said.
  return family === 6 && inside === "yes" ? "perhaps" : inside;
}

function inBounds(bounded: Bounded<AddressSet>, family: Family, address: bigint): Answer {
  if ("exact" in bounded) return hasAddress(bounded.exact, family, address) ? "yes" : "no";
  return hasAddress(bounded.must, family, address)
    ? "yes"
    : hasAddress(bounded.may, family, address)
      ? "perhaps"
      : "no";
}

function not(answer: Answer): Answer {
  return answer === "yes" ? "no" : answer === "no" ? "yes" : "perhaps";
}

const quiet = ["sid", "rev", "msg", "classtype", "metadata", "reference", "gid", "priority"];
const tcpOnly = ["HTTP", "HTTP2", "TLS", "SSH", "SMTP", "IMAP", "FTP", "SMB", "MSN"];
const udpOnly = ["IKEV2", "TFTP", "NTP", "DHCP", "QUIC"];
const either = ["DCERPC", "KRB5", "DNS"];

function ofTuple(rule: StatefulTuple, lookup: (name: string) => Test): readonly Rule[] {
  const text = (value: Value<string>): string => ("exact" in value ? value.exact.trim() : "?");
  const [action, protocol, direction] = [rule.action, rule.protocol, rule.direction].map((each) =>
    text(each).toUpperCase(),
  );
  if (action === "ALERT") return [];
  const effects = action === "PASS" ? [true] : action === "DROP" || action === "REJECT" ? [false] : [true, false];
  const plain =
    "exact" in rule.keywords && rule.keywords.exact.every((word) => quiet.includes(word.split(":")[0] ?? ""));
  const cap: Answer = plain && effects.length === 1 && direction !== "?" ? "yes" : "perhaps";
  const side = (value: Value<string>): Test =>
    "exact" in value ? (family, address) => inText(value.exact, family, address, lookup) : () => "perhaps";
  const [source, destination] = [side(rule.source), side(rule.destination)];
  const content = [...tcpOnly, ...udpOnly, ...either].includes(protocol ?? "");
  const matches = (packet: Packet, from: Test, to: Test, port: string, other: string): Answer =>
    all(
      cap,
      from(packet.family, packet.source),
      to(packet.family, packet.destination),
      carried(protocol ?? "?", packet.point, port),
      // A client's port may be any: a rule that looks at it decides nothing for sure.
      protocol === "ICMP" ? "yes" : fromPort(packet, other),
    );
  const match = (packet: Packet): Answer => {
    const there = matches(packet, source, destination, text(rule.destinationPort), text(rule.sourcePort));
    if (direction === "FORWARD") return there;
    return any(there, matches(packet, destination, source, text(rule.sourcePort), text(rule.destinationPort)));
  };
  return effects.map((pass) => ({ pass, content, match }));
}

function fromPort(packet: Packet, text: string): Answer {
  const hit = inPorts(text, packet.sourcePort);
  if (text.toLowerCase() === "any") return "yes";
  return packet.answers === undefined || hit !== "no" ? "perhaps" : "no";
}

function carried(protocol: string, point: number, ports: string): Answer {
  const number = Math.floor(point / 65_536);
  if (protocol === "ICMP") return number === 1 || number === 58 ? "yes" : "no";
  if (protocol === "IP" && ports.toLowerCase() === "any") return "yes";
  const numbers =
    protocol === "TCP" || tcpOnly.includes(protocol)
      ? [6]
      : protocol === "UDP" || udpOnly.includes(protocol)
        ? [17]
        : either.includes(protocol)
          ? [6, 17]
          : undefined;
  if (numbers === undefined) return "perhaps";
  return numbers.includes(number) ? inPorts(ports, point % 65_536) : "no";
}

function inPorts(text: string, port: number): Answer {
  const word = text.trim().toLowerCase();
  if (word === "any") return "yes";
  const parts =
    word.startsWith("[") && word.endsWith("]")
      ? word
          .slice(1, -1)
          .split(",")
          .map((each) => each.trim())
      : [word];
  const hits = parts.map((part) => {
    const bare = part.replace(/^!/, "");
    if (!/^\d{0,5}(:\d{0,5})?$/.test(bare) || bare === "" || bare === ":") return undefined;
    const [low = "", high = low] = bare.split(":");
    const [from, to] = [low === "" ? 0 : Number(low), high === "" ? 65_535 : Number(high)];
    return from <= to && to <= 65_535 ? { out: part.startsWith("!"), hit: from <= port && port <= to } : undefined;
  });
  if (hits.includes(undefined)) return "perhaps";
  const known = hits.flatMap((each) => each ?? []);
  if (known.some(({ out, hit }) => out && hit)) return "no";
  return known.every(({ out }) => out) || known.some(({ out, hit }) => !out && hit) ? "yes" : "no";
}

function inText(text: string, family: Family, address: bigint, lookup: (name: string) => Test): Answer {
  const word = text.trim();
  if (word.toLowerCase() === "any") return "yes";
  if (word.startsWith("!")) return not(inText(word.slice(1), family, address, lookup));
  if (word.startsWith("$")) return lookup(word.slice(1))(family, address);
  if (word.startsWith("[") && word.endsWith("]") && !word.slice(1, -1).includes("[")) {
    const items = word
      .slice(1, -1)
      .split(",")
      .map((item) => item.trim());
    const wanted = items.filter((item) => !item.startsWith("!")).map((item) => inText(item, family, address, lookup));
    const unwanted = items
      .filter((item) => item.startsWith("!"))
      .map((item) => inText(item.slice(1), family, address, lookup));
    return all(wanted.length === 0 ? "yes" : any(...wanted), not(any(...unwanted)));
  }
  const parsed = word.includes("/") ? Cidr.parse(word) : Cidr.parseAddress(word);
  if (!parsed.ok) return "perhaps";
  const { value } = parsed;
  return value.family === family && value.first <= address && address <= value.last ? "yes" : "no";
}
