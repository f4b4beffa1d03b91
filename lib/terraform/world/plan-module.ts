/** One module of a plan's configuration, in one place of the module tree: what names mean inside it. */
import { because, freshBudget, type Budget, type Resolved, type Scope } from "../expression/scope";
import { dict, known, list, unknown, type Hints, type Sym } from "../expression/sym";
import { evaluate } from "../expression/evaluate";
import { parseTemplate } from "../expression/parse";
import { textIn } from "../intake/plan-text";
import { entriesOf, isArray, isObject, own, ownAt, type Json, type JsonObject } from "../intake/value";
import type { UnknownReason } from "../facts";
import { valueOf, type Parses } from "./config-value";
import { keyOfModule } from "./plan-address";
import { declaredIn } from "./plan-declared";
import { hintsFrom, plainHintsFrom } from "./references";
import type { Instance } from "./instance";
import { PlanLocals } from "./plan-locals";
import { constantOf, isIndexed, plainSym, referencesIn } from "./plan-expression";
import type { Surroundings } from "./unit";

/** What a module asks of the plan that it is in. */
export interface PlanContext {
  /** All instances of a resource in one module instance. */
  instancesOf(module: string, mode: "managed" | "data", type: string, name: string): readonly Instance[];
  /** Addresses of the instances of a module call: `module.a[0]`. */
  moduleInstances(address: string): readonly string[];
  readonly variables: Json | undefined;
  readonly around: Surroundings;
  assume(at: string, text: string): void;
  /** A value was told by what its expression refers to. */
  tellReferences(): void;
  /** What is made of attributes of resources in a module and those in it, as the plan lists them; undefined when it does not. */
  relevantIn(module: string): readonly Sym[] | undefined;
}

/** Whose expression it is. */
export interface At {
  readonly where: string;
  readonly index: string | number | undefined;
  readonly forEach: Json | undefined;
}

export const nowhere: At = { where: "", index: undefined, forEach: undefined };

const picked = "a plan does not show which instance is meant; the configuration in JSON, such as cdk.tf.json, shows it";

export class PlanModule {
  private readonly budget: Budget = freshBudget();
  private readonly children = new Map<string, PlanModule>();
  private readonly working = new Set<string>();
  private readonly parses: Parses = new Map();
  private byName: ReturnType<typeof declaredIn> | undefined;
  private readonly locals: PlanLocals;

  public constructor(
    /** `""` for the root, `module.a["b"].module.c` below. */
    public readonly address: string,
    private readonly configuration: JsonObject,
    private readonly parent: PlanModule | undefined,
    private readonly call: JsonObject | undefined,
    private readonly context: PlanContext,
  ) {
    this.locals = new PlanLocals(address, context, () => this.given());
  }

  /** The root module is given what stands among the variables of the plan. */
  private given(): readonly Sym[] {
    const told = [ownAt(this.call, "expressions") ?? this.context.variables, own(this.configuration, "variables")];
    return [...new Set(told.flatMap(entriesOf).map(([name]) => name))].map((name) => this.variable(name));
  }

  /** The configuration of a resource of this module. */
  public resource(mode: string, type: string, name: string): JsonObject | undefined {
    this.byName ??= declaredIn(this.configuration);
    return this.byName.get(mode)?.get(type)?.get(name);
  }

  public child(name: string, instance: string): PlanModule | undefined {
    const found = this.children.get(instance);
    if (found !== undefined) return found;
    const call = ownAt(this.configuration, "module_calls", name);
    const body = own(call, "module");
    if (!isObject(call) || !isObject(body)) return undefined;
    const child = new PlanModule(instance, body, this, call, this.context);
    this.children.set(instance, child);
    return child;
  }

  /** What an unknown value can have been made from, by the expression that the configuration shows for it. */
  public unknownFrom(expression: Json | undefined, at: At, reason: UnknownReason): Sym {
    const references = referencesIn(expression).filter((reference) => !this.isOfNone(reference));
    if (references.length === 0) return unknown(reason);
    const written = this.written(expression, at);
    if (written !== undefined) return written;
    this.context.tellReferences();
    const hints = hintsFrom(references, {
      resolve: (reference) => this.resolveReference(reference, at),
      because: reason,
    });
    const isOne = hints.from.length === 1 && hints.from.every(({ k }) => k === "ref" || k === "whole");
    const isPick = !isOne && hints.from.length > 0 && references.some(isIndexed);
    return unknown(isPick ? because("ambiguous-instance", reason.at, picked) : reason, hints);
  }

  /**
   * Whether it is to a resource that is declared to have any number of instances, and has none: no value can have come from there.
   * Terraform would refuse to reach into it, and `try` and conditions then take something else.
   */
  private isOfNone(reference: string): boolean {
    const [first = "", second = "", third = ""] = reference.split(/[.[]/, 3);
    const [mode, type, name] =
      first === "data" ? (["data", second, third] as const) : (["managed", first, second] as const);
    const declared = this.resource(mode, type, name);
    const counts = ["count_expression", "for_each_expression"].some((each) => own(declared, each) !== undefined);
    return counts && this.context.instancesOf(this.address, mode, type, name).length === 0;
  }

  /** The value of an expression whose text the plan shows; undefined where its references tell as much. */
  private written(expression: Json | undefined, at: At): Sym | undefined {
    const text = textIn(expression);
    if (text === undefined) return undefined;
    const value = valueOf(text, this.scope(at), this.parses);
    return value.k === "unknown" ? undefined : value;
  }

  /** The value of an expression of the configuration: exact when it is constant. */
  public value(expression: Json | undefined, at: At): Sym {
    const constant = constantOf(expression);
    if (constant !== undefined) return plainSym(constant);
    if (referencesIn(expression).length > 0) {
      return this.unknownFrom(
        expression,
        at,
        because("expression", at.where, "the plan shows only what the expression refers to"),
      );
    }
    return unknown(because("expression", at.where, "the plan does not show the expression"));
  }

  /** What an expression was made from, when that is one attribute of one object wherever it stands in the module. */
  public plainHints(expression: Json | undefined): Hints | undefined {
    if (!isObject(expression)) return undefined;
    this.forgetOld();
    const done = this.plain.get(expression);
    if (done !== undefined) return done === "none" ? undefined : done;
    const references = referencesIn(expression);
    const shared = references.length > 0 && references.every((one) => !isIndexed(one));
    const hints = shared
      ? plainHintsFrom(references, (reference) => this.resolveReference(reference, nowhere))
      : undefined;
    if (!shared || hints !== undefined) this.plain.set(expression, hints ?? "none");
    return hints;
  }

  public resolveReference(reference: string, at: At): Sym {
    // What names no index means the same everywhere in the module.
    const shared = !isIndexed(reference);
    this.forgetOld();
    const done = shared ? this.shared.get(reference) : undefined;
    if (done !== undefined) return done;
    const value = this.resolveNow(reference, at);
    if (shared && (value.k === "known" || value.k === "ref" || value.k === "whole")) this.shared.set(reference, value);
    return value;
  }

  /** Values worked out before the stand-ins are numbered do not hold after. */
  private forgetOld(): void {
    const { generation } = this.context.around;
    if (this.sharedOf === generation) return;
    this.shared.clear();
    this.plain = new WeakMap();
    this.sharedOf = generation;
  }

  private sharedOf = 0;
  private readonly shared = new Map<string, Sym>();
  private plain = new WeakMap<JsonObject, Hints | "none">();

  private resolveNow(reference: string, at: At): Sym {
    const key = `${reference} ${at.where}`;
    if (this.working.has(key)) return unknown(because("expression", at.where, "it depends on itself"));
    this.working.add(key);
    try {
      return evaluate(parseTemplate("${" + reference + "}"), this.scope(at));
    } finally {
      this.working.delete(key);
    }
  }

  public output(name: string): Sym | undefined {
    const expression = ownAt(this.configuration, "outputs", name, "expression");
    if (expression === undefined) return undefined;
    return this.value(expression, {
      ...nowhere,
      where: this.address === "" ? `output.${name}` : `${this.address}.${name}`,
    });
  }

  private scope(at: At): Scope {
    return { at: at.where, budget: this.budget, resolve: (root, names) => this.resolve(root, names, at) };
  }

  private resolve(root: string, names: readonly string[], at: At): Resolved {
    const [first = "", second = ""] = names;
    switch (root) {
      case "var":
        return { value: this.variable(first), took: 1 };
      case "local":
        return { value: this.locals.value(first), took: names.length };
      case "count":
        return { value: known(typeof at.index === "number" ? at.index : null), took: 1 };
      case "each":
        if (first === "key") return { value: known(at.index === undefined ? null : String(at.index)), took: 1 };
        return { value: this.eachValue(at), took: 1 };
      case "module":
        return this.moduleValue(first, names, at);
      case "data":
        return { value: this.resourceValue("data", first, second, at), took: 2 };
      case "path":
      case "terraform":
      case "self":
        return { value: known(""), took: names.length };
      default:
        return { value: this.resourceValue("managed", root, first, at), took: 1 };
    }
  }

  /**
   * The value was made from any of what `for_each` refers to: a plan does not show which keys that has, nor what a `for` expression
   * gives them.
   */
  private eachValue(at: At): Sym {
    const constant = constantOf(at.forEach);
    if (constant !== undefined && at.index !== undefined) {
      const value = isArray(constant) ? known(String(at.index)) : plainSym(own(constant, String(at.index)) ?? null);
      return value;
    }
    const reason = because("expression", at.where, "the plan does not show what for_each gives");
    const over = this.unknownFrom(at.forEach, { ...at, index: undefined }, reason);
    return over.k === "unknown" && over.hints.exhaustive ? unknown(reason, over.hints) : unknown(reason);
  }

  private variable(name: string): Sym {
    if (this.parent === undefined || this.call === undefined) {
      const value =
        ownAt(this.context.variables, name, "value") ?? ownAt(this.configuration, "variables", name, "default");
      if (value !== undefined) return plainSym(value);
      return unknown(because("variable", `var.${name}`, "the plan does not show its value"));
    }
    const passed = ownAt(this.call, "expressions", name);
    if (passed === undefined) {
      const fallback = ownAt(this.configuration, "variables", name, "default");
      return fallback === undefined ? known(null) : plainSym(fallback);
    }
    const key = keyOfModule(this.address);
    const forEach = own(this.call, "for_each_expression");
    return this.parent.value(passed, { where: `${this.address}.var.${name}`, index: key, forEach });
  }

  private moduleValue(name: string, names: readonly string[], at: At): Resolved {
    const base = this.address === "" ? `module.${name}` : `${this.address}.module.${name}`;
    const instances = this.context.moduleInstances(base);
    const outputs = (instance: string): Sym => {
      const child = this.child(name, instance);
      const entries = entriesOf(ownAt(this.configuration, "module_calls", name, "module", "outputs"));
      return dict(
        new Map(
          entries.map(
            ([key]) => [key, child?.output(key) ?? unknown(because("expression", at.where, "no such output"))] as const,
          ),
        ),
      );
    };
    const [only] = instances;
    if (instances.length === 0 || (instances.length === 1 && only === base)) {
      const output = names[1];
      const value = output === undefined ? outputs(base) : this.child(name, base)?.output(output);
      return {
        value: value ?? unknown(because("outside", at.where, `module.${name} has no such output in the plan`)),
        took: Math.min(names.length, 2),
      };
    }
    const keyed = instances.map((one) => [keyOfModule(one), outputs(one)] as const);
    if (keyed.every(([key]) => typeof key === "number"))
      return { value: list(keyed.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value)), took: 1 };
    return { value: dict(new Map(keyed.map(([key, value]) => [String(key), value] as const))), took: 1 };
  }

  private resourceValue(mode: "managed" | "data", type: string, name: string, at: At): Sym {
    const instances = this.context.instancesOf(this.address, mode, type, name);
    const [first] = instances;
    if (first === undefined) {
      // Declared, with no instance at all.
      if (this.resource(mode, type, name) !== undefined) return list([]);
      return unknown(because("outside", at.where, `${type}.${name} is not in the plan`));
    }
    if (instances.length === 1 && first.index === undefined) return { k: "whole", of: first };
    const wholes = instances.map((of) => [of.index, { k: "whole", of } as const] as const);
    if (wholes.every(([index]) => typeof index === "number"))
      return list(wholes.sort(([a], [b]) => Number(a) - Number(b)).map(([, whole]) => whole));
    return dict(new Map(wholes.map(([index, whole]) => [String(index), whole] as const)));
  }
}
