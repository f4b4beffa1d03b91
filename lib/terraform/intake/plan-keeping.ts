/**
 * What is kept of a plan while it is read: a plan says everything about a resource three times, and most of it is for people.
 *
 * Decides only what nothing asks for: marks of sensitivity, once what they hide is called unknown, the past of what does not
 * change, values that are planned and shown as a change too, constants of the configuration (they are among the planned values).
 * Safe because readers ask for what is left by its name: a part that is dropped by mistake is one that is missing, never one that
 * is different.
 */
import type { Keeping } from "./pieces";
import { Planned } from "./planned";
import { openedRedacted } from "./redacted";
import { notNull, textIn } from "./plan-text";
import { isArray, isObject, objectsIn, own, type Json, type JsonObject } from "./value";

const pastMatters: ReadonlySet<Json> = new Set(["update", "delete", "forget"]);

/** What was parsed a moment ago and nobody else has seen: it is changed in place, since there is so much of it. */
type Fresh = Record<string, Json | undefined>;

/** Remembers what one plan has said so far. */
export class PlanKeeping implements Keeping {
  private readonly planned = new Planned();
  private readonly changes = new Listed();
  /** The one before: resources are listed by type. */
  private last: Fresh = {};
  private readonly references = new Map<Json | undefined, readonly { readonly references: readonly Json[] }[]>();

  /** What to keep of the elements of the list that these keys lead to. */
  public readonly of: Keeping["of"] = (path) => {
    const [part, ...rest] = path;
    const last = rest.at(-1);
    switch (part) {
      case "resource_changes":
        return rest.length === 0 ? this.ofChange : undefined;
      case "resource_drift":
        return rest.length === 0 ? nothing : undefined;
      case "planned_values":
        if (rest[0] !== "root_module" || !rest.slice(1, -1).every((step) => step === "child_modules")) return undefined;
        return last === "resources" ? this.planned : last === "child_modules" ? this.ofModule : undefined;
      case "configuration":
        return isModulePath(rest.slice(0, -1)) && last === "resources" ? this.ofConfiguration : undefined;
      default:
        return undefined;
    }
  };

  public finish(): void {
    this.planned.finish();
  }

  private readonly ofModule = (element: Json): Json => {
    for (const one of objectsIn(own(element, "resources"))) {
      forget(one, "sensitive_values");
      this.planned.add(one);
    }
    for (const one of objectsIn(own(element, "child_modules"))) this.ofModule(one);
    return element;
  };

  private readonly ofChange = (element: Json): Json => {
    const change = own(element, "change");
    if (!isObject(element) || !isObject(change)) return element;
    const resource = element as Fresh;
    this.sayOnce(resource, this.last);
    this.changes.add(resource);
    // What is deposed is another object than the one that is planned at its address.
    if (resource["deposed"] === undefined) this.planned.isChanged(resource["address"]);
    shorten(change);
    return element;
  };

  private readonly ofConfiguration = (element: Json): Json => {
    if (!isObject(element)) return element;
    const resource = element as Fresh;
    const expressions = resource["expressions"];
    this.sayOnce(resource, this.changes.findNext(resource["address"]) ?? this.last);
    if (expressions !== undefined) resource["expressions"] = this.shortened(expressions);
    return element;
  };

  /** What an expression refers to, and its text where that tells more; of a constant only that it is there. */
  private shortened(expression: Json): Json {
    if (isArray(expression)) return expression.map((one) => this.shortened(one));
    if (!isObject(expression)) return expression;
    const references = own(expression, "references");
    if (isArray(references)) {
      const text = textIn(expression);
      return text === undefined ? this.referring(references) : { references, constant_value: text };
    }
    if (Object.hasOwn(expression, "constant_value"))
      return own(expression, "constant_value") === null ? none : constant;
    const fresh = expression as Record<string, Json>;
    for (const key of Object.keys(fresh)) fresh[key] = this.shortened(fresh[key] as Json);
    return expression;
  }

  /** The expression that refers to the same was there before, as a rule: many rules are of one group. */
  private referring(references: readonly Json[]): JsonObject {
    const [first] = references;
    const known = this.references.get(first) ?? [];
    const found = known.find((one) => isSameList(one.references, references));
    if (found !== undefined) return found;
    const expression = { references };
    this.references.set(first, [...known, expression]);
    return expression;
  }

  /** A text that another resource has too becomes that one's, so that it is in memory once. */
  private sayOnce(resource: Fresh, other: Fresh): void {
    const { address, mode, type, name, provider_name: provider, provider_config_key: configured } = other;
    // One by one: by a list of the names it takes several times as long.
    if (address !== undefined && resource["address"] === address) resource["address"] = address;
    if (mode !== undefined && resource["mode"] === mode) resource["mode"] = mode;
    if (type !== undefined && resource["type"] === type) resource["type"] = type;
    if (name !== undefined && resource["name"] === name) resource["name"] = name;
    if (provider !== undefined && resource["provider_name"] === provider) resource["provider_name"] = provider;
    if (configured !== undefined && resource["provider_config_key"] === configured)
      resource["provider_config_key"] = configured;
    this.last = resource;
  }
}

/** Resources by address. They are looked for in the order in which they were added, as a rule: Terraform sorts all its lists. */
class Listed {
  private readonly list: Fresh[] = [];
  private next = 0;

  public add(resource: Fresh): void {
    this.list.push(resource);
  }

  /** The one after the last that was found, or the first of all, if it has that address. */
  public findNext(address: Json | undefined): Fresh | undefined {
    for (const place of [this.next, 0]) {
      const one = this.list[place];
      if (one === undefined || one["address"] !== address) continue;
      this.next = place + 1;
      return one;
    }
    return undefined;
  }
}

function shorten(change: Fresh): void {
  const actions = change["actions"];
  if (!isArray(actions) || !actions.some((one) => pastMatters.has(one))) forget(change, "before");
  const open = openedRedacted(change["after"], change["after_unknown"], change["after_sensitive"]);
  if (open !== undefined) change["after_unknown"] = open;
  forget(change, "before_sensitive");
  forget(change, "after_sensitive");
}

function forget(of: Fresh, key: string): void {
  if (of[key] !== undefined) of[key] = null;
}

/** Not the text of it, but that it is not null. */
const constant: JsonObject = Object.freeze({ constant_value: null, [notNull]: true });
const none: JsonObject = Object.freeze({ constant_value: null });

function nothing(): Json {
  return null;
}

/** `root_module`, and then any number of `module_calls`, a name and `module`. */
function isModulePath([root, ...steps]: readonly string[]): boolean {
  if (root !== "root_module" || steps.length % 3 !== 0) return false;
  return steps.every((step, at) => (at % 3 === 1 ? true : step === (at % 3 === 0 ? "module_calls" : "module")));
}

function isSameList(a: readonly Json[], b: readonly Json[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
