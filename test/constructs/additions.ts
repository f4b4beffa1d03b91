/** Compares two syntheses of one stack: what a deployment of the second does to what the first one made. */
import { resourcesOf, type Config, type TerraformJson } from "./synth";

/**
 * Lists that may gain members in place, by type, with the keys that lead to them; everything else of a resource must stay as
 * it is.
 */
const mayGain: Readonly<Record<string, readonly string[]>> = {
  aws_network_acl: ["ingress", "egress", "subnet_ids"],
  aws_vpc_endpoint: ["subnet_ids"],
  aws_ec2_transit_gateway_vpc_attachment: ["subnet_ids"],
  aws_networkfirewall_firewall: ["subnet_mapping"],
  aws_networkfirewall_firewall_policy: ["firewall_policy.stateful_rule_group_reference"],
  aws_networkfirewall_rule_group: ["rule_group.rules_source.rules_source_list.targets"],
  // Of what looks at the network: widgets, lines of what is declared, and names that pass.
  aws_cloudwatch_dashboard: ["dashboard_body"],
  aws_s3_object: ["content"],
  aws_route53_resolver_firewall_domain_list: ["domains"],
};

/** Every way in which `after` does more to the resources of `before` than to add to their lists; empty when it is safe. */
export function disturbances(before: TerraformJson, after: TerraformJson): string[] {
  const later = resourcesOf(after);
  return [...resourcesOf(before)].flatMap(([address, config]) => {
    const next = later.get(address);
    if (next === undefined) return [`${address} is gone`];
    return differences(address, mayGain[address.split(".")[0] ?? ""] ?? [], config, next);
  });
}

function differences(address: string, lists: readonly string[], config: Config, next: Config, at = ""): string[] {
  const keys = [...new Set([...Object.keys(config), ...Object.keys(next)])].sort();
  return keys.flatMap((name) => {
    const [old, now, key] = [config[name], next[name], `${at}${name}`];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    if (lists.some((list) => list.startsWith(`${key}.`)) && isBlock(old) && isBlock(now))
      return differences(address, lists, old, now, `${key}.`);
    const [had, has] = [old, now].map((value) => (lists.includes(key) ? membersOf(value) : undefined));
    if (had === undefined || has === undefined) return [`${address} has another ${key}`];
    const kept = new Set(has.map((item) => JSON.stringify(item)));
    const lost = had.filter((item) => !kept.has(JSON.stringify(item)));
    return lost.map((item) => `${address} loses from ${key}: ${JSON.stringify(item)}`);
  });
}

/** What a list has: a list itself, the widgets of a dashboard's text, or the lines of any other text. */
function membersOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== "string") return undefined;
  if (!value.startsWith('{"widgets":')) return value.split("\n");
  return (JSON.parse(value) as { readonly widgets: readonly unknown[] }).widgets;
}

function isBlock(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
