/**
 * What is kept of a plan while it is read: a plan says everything about a resource three times, and most of it is for people.
 *
 * Decides only what nothing asks for: marks of sensitivity, the past of what does not change, values that are planned and shown
 * as a change too, constants of the configuration (they are among the planned values). Safe because readers ask for what is left
 * by its name: a part that is dropped by mistake is one that is missing, never one that is different.
 */
import { isArray, isObject, own, ownText, setOwn, type Json, type JsonObject } from "./value";

/** Keys that a resource is known by, wherever it stands. */
const identity = ["address", "mode", "type", "name", "index", "module_address", "deposed", "deposed_key"] as const;
/** What is said of a resource in the configuration. */
const written = [...identity, "provider_config_key", "count_expression", "for_each_expression"] as const;
const pastMatters: ReadonlySet<Json> = new Set(["update", "delete", "forget"]);

/** Remembers what one plan has said so far. */
export class PlanKeeping {
  private readonly planned = new Map<string, { values: Json }>();
  private readonly texts = new Map<string, string>();
  private readonly references = new Map<string, JsonObject>();

  /** What to keep of the elements of the list that these keys lead to. */
  public readonly of = (path: readonly string[]): ((element: Json) => Json) | undefined => {
    const [part, ...rest] = path;
    const last = rest.at(-1);
    switch (part) {
      case "resource_changes":
        return rest.length === 0 ? this.ofChange : undefined;
      case "relevant_attributes":
      case "resource_drift":
        return rest.length === 0 ? nothing : undefined;
      case "planned_values":
        if (rest[0] !== "root_module" || !rest.slice(1, -1).every((step) => step === "child_modules")) return undefined;
        return last === "resources" ? this.ofPlanned : last === "child_modules" ? this.ofModule : undefined;
      case "configuration":
        return isModulePath(rest.slice(0, -1)) && last === "resources" ? this.ofConfiguration : undefined;
      default:
        return undefined;
    }
  };

  private readonly ofModule = (element: Json): Json => {
    if (!isObject(element)) return element;
    const [resources, below] = [own(element, "resources"), own(element, "child_modules")];
    return {
      ...element,
      ...(isArray(resources) ? { resources: resources.map(this.ofPlanned) } : {}),
      ...(isArray(below) ? { child_modules: below.map(this.ofModule) } : {}),
    };
  };

  private readonly ofPlanned = (element: Json): Json => {
    if (!isObject(element)) return element;
    const kept = this.identityOf(element, identity);
    const values = own(element, "values");
    const address = ownText(kept, "address");
    if (values === undefined) return kept;
    const known = Object.assign(kept, { values });
    if (address !== undefined) this.planned.set(address, known);
    return known;
  };

  private readonly ofChange = (element: Json): Json => {
    const change = own(element, "change");
    if (!isObject(element) || !isObject(change)) return element;
    const kept = this.identityOf(element, identity);
    const [actions, after] = [own(change, "actions"), own(change, "after")];
    const planned = this.planned.get(ownText(element, "address") ?? "");
    const inner: Record<string, Json> = {};
    if (actions !== undefined) inner["actions"] = actions;
    // The same values once: what is planned is what is there after the change.
    if (after !== undefined)
      inner["after"] = planned !== undefined && same(after, planned.values) ? planned.values : after;
    if (isArray(actions) && actions.some((one) => pastMatters.has(one)))
      inner["before"] = own(change, "before") ?? null;
    const unknown = own(change, "after_unknown");
    if (unknown !== undefined) inner["after_unknown"] = unknown;
    kept["change"] = inner;
    // A resource with a change is read from there alone.
    if (planned !== undefined) planned.values = null;
    return kept;
  };

  private readonly ofConfiguration = (element: Json): Json => {
    if (!isObject(element)) return element;
    const kept = this.identityOf(element, written);
    const expressions = own(element, "expressions");
    if (expressions !== undefined) kept["expressions"] = this.expressionsIn(expressions);
    return kept;
  };

  /** What an expression refers to; of a constant only that it is there. */
  private expressionsIn(expression: Json): Json {
    if (isArray(expression)) return expression.map((one) => this.expressionsIn(one));
    if (!isObject(expression)) return expression;
    const references = own(expression, "references");
    if (isArray(references)) return this.referring(references);
    if (own(expression, "constant_value") !== undefined) return constant;
    const kept: Record<string, Json> = {};
    for (const key of Object.keys(expression)) setOwn(kept, key, this.expressionsIn(expression[key] as Json));
    return kept;
  }

  private referring(references: readonly Json[]): JsonObject {
    const key = JSON.stringify(references);
    const known = this.references.get(key);
    if (known !== undefined) return known;
    const expression = { references };
    this.references.set(key, expression);
    return expression;
  }

  private identityOf(element: JsonObject, keys: readonly string[]): Record<string, Json> {
    const kept: Record<string, Json> = {};
    for (const key of keys) {
      const value = own(element, key);
      if (value !== undefined) kept[key] = typeof value === "string" ? this.once(value) : value;
    }
    return kept;
  }

  /** The same text in one place of memory. */
  private once(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, text);
    return text;
  }
}

const constant: JsonObject = Object.freeze({ constant_value: null });

function nothing(): Json {
  return null;
}

/** `root_module`, and then any number of `module_calls`, a name and `module`. */
function isModulePath([root, ...steps]: readonly string[]): boolean {
  if (root !== "root_module" || steps.length % 3 !== 0) return false;
  return steps.every((step, at) => (at % 3 === 1 ? true : step === (at % 3 === 0 ? "module_calls" : "module")));
}

function same(a: Json, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return false;
  if (isArray(a) !== isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same((a as JsonObject)[key] as Json, (b as JsonObject)[key]));
}
