/** Facts as short lines, so that a test can compare a complete list. */
import { AddressSet, Cidr, publicV4, Transport } from "../../lib/model";
import type { FactBase, FactLists, Link } from "../../lib/terraform";

/** `=id` exact, `~id` by symbol, `?a|b` ambiguous, `?` unknown, `>id` outside. */
function link(one: Link): string {
  switch (one.how) {
    case "exact":
      return `=${one.to}`;
    case "symbol":
      return `~${one.to}`;
    case "outside":
      return `>${one.id}`;
    case "ambiguous":
      return `?${one.among.join("|")}`;
    case "unknown":
      return `?(${one.because.kind})`;
  }
}

function set(addresses: AddressSet): string {
  if (addresses.equals(AddressSet.everything)) return "everything";
  return addresses.equals(publicV4) ? "public IPv4" : addresses.toString();
}

function text(value: unknown): string {
  if (value instanceof AddressSet) return set(value);
  if (value instanceof Transport || value instanceof Cidr) return value.toString();
  if (Array.isArray(value)) return `[${value.map(text).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if ("how" in value) return link(value as Link);
  if ("exact" in value) return text(value.exact);
  if ("oneOf" in value) return `oneOf${text(value.oneOf)}`;
  if ("may" in value && "must" in value) return `may(${text(value.may)}) must(${text(value.must)}) ${because(value)}`;
  if ("within" in value && "because" in value) return `within(${text(value.within)}) ${because(value)}`;
  if ("unknown" in value) return `?(${(value.unknown as { kind: string }).kind})`;
  if ("kind" in value && "detail" in value) return `(${String(value.kind)})`;
  const entries = Object.entries(value).filter(
    ([key]) => key !== "kind" || !("addresses" in value || "group" in value || "list" in value),
  );
  return `{${entries.map(([key, item]) => `${key}=${text(item)}`).join(" ")}}`;
}

function because(value: object): string {
  return "because" in value ? `(${(value.because as { kind: string }).kind})` : "";
}

const left = new Set(["id", "type", "source", "presence", "name", "awsId", "tags"]);

/** One line a fact: its id, whether it is only possible, and everything else it says. */
export function shown(base: FactBase, name: keyof FactLists): string[] {
  return base[name].map((fact) => {
    const rest = Object.entries(fact).filter(([key]) => !left.has(key));
    const maybe = fact.presence.is === "certain" ? "" : fact.presence.many ? " many?" : " maybe?";
    return `${fact.id}${maybe} ${rest.map(([key, value]) => `${key}=${text(value)}`).join(" ")}`;
  });
}

/** Every fact, by list; lists without one are left out. */
export function everything(base: FactBase): Record<string, string[]> {
  const names = Object.keys(base).filter(
    (key): key is keyof FactLists =>
      !["inputs", "links", "unread", "notes", "placeholders", "complete", "incomplete"].includes(key),
  );
  return Object.fromEntries(
    names.map((name) => [name, shown(base, name)] as const).filter(([, lines]) => lines.length > 0),
  );
}
