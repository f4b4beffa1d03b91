/**
 * Which configuration of a provider a resource of a plan uses.
 *
 * Decides by the key that the plan gives. Terraform before 1.1 gives a resource of a module a key of that module (`m:aws`) also
 * where the provider is handed down, and does not say which one that is: it is told where there is one alone.
 */
import { entriesOf, own, ownAt, ownText, type Json, type JsonObject } from "../intake/value";

export function providerConfig(plan: JsonObject, key: string): Json | undefined {
  const configs = ownAt(plan, "configuration", "provider_config");
  const found = own(configs, key);
  if (!key.includes(":") || ownAt(found, "expressions", "region") !== undefined) return found;
  if (found !== undefined && !handsDownByModule(plan)) return found;
  const name = key.slice(key.lastIndexOf(":") + 1).split(".", 1)[0];
  const all = entriesOf(configs).filter(
    ([other, config]) =>
      (ownText(config, "name") ?? other) === name && ownAt(config, "expressions", "region") !== undefined,
  );
  return all.length === 1 ? all[0]?.[1] : undefined;
}

function handsDownByModule(plan: JsonObject): boolean {
  const [major = 0, minor = 0] = (ownText(plan, "terraform_version") ?? "").split(".").map(Number);
  return major < 1 || (major === 1 && minor < 1);
}
