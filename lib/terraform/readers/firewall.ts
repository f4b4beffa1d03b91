/** AWS Network Firewall: firewalls, policies and rule groups. */
import { AddressSet, Transport } from "../../model";
import type {
  Bounded,
  FirewallGroupUse,
  FirewallRules,
  FirewallVariable,
  StatefulTuple,
  StatelessRule,
  UnknownReason,
} from "../facts";
import { numberOf, textOf } from "../expression/access";
import type { Cursor } from "../reading/cursor";
import { addressesOf } from "../reading/blocks";
import { lookedUp, type Reader } from "../reading/reading";

const firewall: Reader = {
  types: ["aws_networkfirewall_firewall", "data.aws_networkfirewall_firewall"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const { cursors, more } = cursor.each("subnet_mapping");
    const open = more ?? (instance.mode === "data" && cursors.length === 0 ? lookedUp(instance) : undefined);
    reading.add("firewalls", {
      ...reading.fact(instance),
      vpc: cursor.required("vpc_id", "vpc"),
      subnets: cursors.map((one) => one.required("subnet_id", "subnet")),
      ...(open === undefined ? {} : { moreSubnets: open }),
      policy: cursor.required("firewall_policy_arn", "firewall-policy"),
    });
  },
};

interface Uses {
  readonly list: readonly FirewallGroupUse[];
  readonly more: UnknownReason | undefined;
}

function uses(cursor: Cursor, name: string): Uses {
  const { cursors, more } = cursor.each(name);
  const list = cursors.map((one): FirewallGroupUse => {
    const priority = one.has("priority") ? one.number("priority") : ("none" as const);
    const group = one.required("resource_arn", "firewall-rules");
    // What it drops may be alerts alone.
    if (!one.has("override")) return { priority, group };
    const because: UnknownReason = {
      kind: "not-modelled",
      at: one.at("override"),
      detail: "its actions are overridden",
    };
    return { priority, group: { how: "unknown", because } };
  });
  return { list, more };
}

/** Addresses by name. What cannot be read leaves its set open, and those that are set unless a list says otherwise. */
function variables(cursor: Cursor, name: string): readonly FirewallVariable[] {
  const { cursors, more } = cursor.each(name);
  const named = cursors.map((one) => {
    const [key, set] = [one.text("key"), one.first("ip_set")];
    const because: UnknownReason = {
      kind: "expression",
      at: one.path,
      detail: "it is not known which addresses it names",
    };
    return { key, addresses: set?.addresses([["definition", "both"]]) ?? openSet(because) };
  });
  const known = named.flatMap(({ key, addresses }) => ("exact" in key ? [{ name: key.exact, addresses }] : []));
  const hidden =
    more ?? named.flatMap(({ key }) => ("unknown" in key ? [key.unknown] : "because" in key ? [key.because] : []))[0];
  if (hidden === undefined) return known;
  const preset = ["HOME_NET", "EXTERNAL_NET"].filter((each) => known.every((one) => one.name !== each));
  return [...known, ...preset.map((each) => ({ name: each, addresses: openSet(hidden) }))];
}

function openSet(because: UnknownReason): Bounded<AddressSet> {
  return { may: AddressSet.everything, must: AddressSet.empty, because };
}

function variablesIn(cursor: Cursor, block: string, name: string): readonly FirewallVariable[] {
  const { cursors, more } = cursor.each(block);
  if (more !== undefined) return ["HOME_NET", "EXTERNAL_NET"].map((each) => ({ name: each, addresses: openSet(more) }));
  return cursors.flatMap((one) => variables(one, name));
}

const policy: Reader = {
  types: ["aws_networkfirewall_firewall_policy", "data.aws_networkfirewall_firewall_policy"],
  read: (instance, reading) => {
    const body = reading.cursor(instance).each("firewall_policy").cursors[0];
    if (body === undefined) return;
    const [stateless, stateful] = [
      uses(body, "stateless_rule_group_reference"),
      uses(body, "stateful_rule_group_reference"),
    ];
    const options = body.each("stateful_engine_options");
    const more = stateless.more ?? stateful.more ?? options.more;
    reading.add("firewallPolicies", {
      ...reading.fact(instance),
      statelessDefault: body.texts("stateless_default_actions"),
      statelessFragmentDefault: body.texts("stateless_fragment_default_actions"),
      statelessGroups: stateless.list,
      statefulGroups: stateful.list,
      statefulDefault: body.texts("stateful_default_actions"),
      statefulOrder: options.cursors[0]?.value(
        "rule_order",
        (sym) => (textOf(sym) === "STRICT_ORDER" ? "strict" : "default-action"),
        { is: "default-action" },
      ) ?? { exact: "default-action" },
      variables: variablesIn(body, "policy_variables", "rule_variables"),
      ...(more === undefined ? {} : { moreGroups: more }),
    });
  },
};

function definitions(cursor: Cursor, name: string): Bounded<AddressSet> {
  const { cursors, more } = cursor.each(name);
  if (cursors.length === 0 && more === undefined) return { exact: AddressSet.everything };
  const lists = cursors.map((one) => one.block("address_definition", "both"));
  return addressesOf(
    lists.flatMap((one) => one ?? []),
    more,
  );
}

/** TCP and UDP ports of the protocols named; other protocols match whatever their ports. */
function portsOf(cursor: Cursor, name: string): Bounded<Transport> {
  const protocols = cursor.value(
    "protocols",
    (sym) =>
      sym.k === "list" && sym.items.every((item) => numberOf(item) !== undefined)
        ? sym.items.map((item) => numberOf(item) ?? 0)
        : undefined,
    { is: [] },
  );
  const { cursors, more } = cursor.each(name);
  const ranges = cursors.map((one) => [one.number("from_port"), one.number("to_port", { is: -1 })] as const);
  if (!("exact" in protocols) || more !== undefined) {
    const because =
      more ?? ("unknown" in protocols ? protocols.unknown : "because" in protocols ? protocols.because : undefined);
    return {
      may: Transport.all,
      must: Transport.none,
      because: because ?? { kind: "expression", at: cursor.path, detail: "" },
    };
  }
  const numbers = protocols.exact.length === 0 ? undefined : protocols.exact;
  const whole =
    numbers === undefined
      ? Transport.all
      : numbers
          .filter((one) => one >= 0 && one <= 255)
          .map((one) => Transport.protocol(one))
          .reduce((a, b) => a.union(b), Transport.none);
  if (ranges.length === 0) return { exact: whole };
  let matched = whole.subtract(Transport.protocol(6)).subtract(Transport.protocol(17));
  for (const [from, to] of ranges) {
    if (!("exact" in from) || !("exact" in to))
      return {
        may: whole,
        must: Transport.none,
        because: { kind: "expression", at: cursor.path, detail: "a port is not known" },
      };
    const last = to.exact === -1 ? from.exact : to.exact;
    for (const protocol of ["tcp", "udp"] as const) {
      if (from.exact >= 0 && last <= 65535 && from.exact <= last)
        matched = matched.union(Transport.ports(protocol, from.exact, last).intersect(whole));
    }
  }
  return { exact: matched };
}

function statelessRule(cursor: Cursor): StatelessRule {
  const definition = cursor.first("rule_definition");
  const match = definition?.first("match_attributes");
  const nowhere: Bounded<AddressSet> = { exact: AddressSet.everything };
  // Of a rule that cannot be read nobody knows what it does.
  const hidden = cursor.each("rule_definition").more ?? definition?.each("match_attributes").more;
  const flags = match?.each("tcp_flag");
  return {
    priority: cursor.number("priority"),
    actions: hidden === undefined ? (definition?.texts("actions") ?? { exact: [] }) : { unknown: hidden },
    sources: match === undefined ? nowhere : definitions(match, "source"),
    destinations: match === undefined ? nowhere : definitions(match, "destination"),
    transport: match === undefined ? { exact: Transport.all } : portsOf(match, "destination_port"),
    sourceTransport: match === undefined ? { exact: Transport.all } : portsOf(match, "source_port"),
    matchesFlags: flags !== undefined && (flags.cursors.length > 0 || flags.more !== undefined),
  };
}

function tuple(cursor: Cursor): StatefulTuple {
  const header = cursor.first("header");
  const field = (name: string) =>
    header?.text(name) ??
    ({ unknown: { kind: "malformed", at: cursor.path, detail: "the rule has no header" } } as const);
  return {
    action: cursor.text("action"),
    keywords: keywordsOf(cursor),
    protocol: field("protocol"),
    source: field("source"),
    sourcePort: field("source_port"),
    destination: field("destination"),
    destinationPort: field("destination_port"),
    direction: field("direction"),
  };
}

function keywordsOf(cursor: Cursor): StatefulTuple["keywords"] {
  const { cursors, more } = cursor.each("rule_option");
  if (more !== undefined) return { unknown: more };
  const found = cursors.map((one) => one.text("keyword"));
  const open = found.find((one) => !("exact" in one));
  if (open !== undefined && "unknown" in open) return open;
  return { exact: found.flatMap((one) => ("exact" in one ? [one.exact] : [])) };
}

const generated: Readonly<Record<string, "allow" | "deny" | "alert">> = {
  ALLOWLIST: "allow",
  DENYLIST: "deny",
  REJECTLIST: "deny",
  ALERTLIST: "alert",
};

function rulesOf(cursor: Cursor): FirewallRules {
  if (cursor.has("rules")) return { kind: "suricata", text: cursor.text("rules") };
  const source = cursor.first("rule_group")?.first("rules_source");
  if (source === undefined)
    return { kind: "unknown", because: { kind: "malformed", at: cursor.path, detail: "the rule group has no rules" } };
  const hidden = ["stateless_rules_and_custom_actions", "rules_source_list"].map((name) => source.each(name).more);
  for (const because of hidden) if (because !== undefined) return { kind: "unknown", because };
  const stateless = source.first("stateless_rules_and_custom_actions");
  if (stateless !== undefined) {
    const { cursors, more } = stateless.each("stateless_rule");
    return { kind: "stateless", rules: cursors.map(statelessRule), ...(more === undefined ? {} : { more }) };
  }
  const domains = source.first("rules_source_list");
  if (domains !== undefined) {
    return {
      kind: "domains",
      action: domains.value("generated_rules_type", (sym) => generated[textOf(sym) ?? ""], "computed"),
      targets: domains.texts("targets"),
      inspects: domains.texts("target_types"),
    };
  }
  if (source.has("rules_string")) return { kind: "suricata", text: source.text("rules_string") };
  const { cursors, more } = source.each("stateful_rule");
  return { kind: "tuples", rules: cursors.map(tuple), ...(more === undefined ? {} : { more }) };
}

const ruleGroup: Reader = {
  types: ["aws_networkfirewall_rule_group"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const body = cursor.first("rule_group");
    reading.add("firewallRuleGroups", {
      ...reading.fact(instance),
      variables: body === undefined ? [] : variablesIn(body, "rule_variables", "ip_sets"),
      rules: rulesOf(cursor),
    });
  },
};

export const firewallReaders: readonly Reader[] = [firewall, policy, ruleGroup];
