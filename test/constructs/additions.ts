/** Compares two syntheses of one stack: what a deployment of the second does to what the first one made. */
import { resourcesOf, type Config, type TerraformJson } from "./synth";

/** Lists that may gain members in place, by type; everything else of a resource must stay as it is. */
const mayGain: Readonly<Record<string, readonly string[]>> = {
  aws_network_acl: ["ingress", "egress", "subnet_ids"],
  aws_vpc_endpoint: ["subnet_ids"],
};

/** Every way in which `after` does more to the resources of `before` than to add to their lists; empty when it is safe. */
export function disturbances(before: TerraformJson, after: TerraformJson): string[] {
  const later = resourcesOf(after);
  return [...resourcesOf(before)].flatMap(([address, config]) => {
    const next = later.get(address);
    return next === undefined ? [`${address} is gone`] : differences(address, config, next);
  });
}

function differences(address: string, config: Config, next: Config): string[] {
  const lists = mayGain[address.split(".")[0] ?? ""] ?? [];
  const keys = [...new Set([...Object.keys(config), ...Object.keys(next)])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [config[key], next[key]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    if (!lists.includes(key) || !Array.isArray(old) || !Array.isArray(now)) return [`${address} has another ${key}`];
    const kept = new Set(now.map((item) => JSON.stringify(item)));
    const lost = old.filter((item) => !kept.has(JSON.stringify(item)));
    return lost.map((item) => `${address} loses from ${key}: ${JSON.stringify(item)}`);
  });
}
