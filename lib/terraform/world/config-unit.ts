/**
 * A configuration in JSON: `cdk.tf.json`, or any `.tf.json`.
 *
 * Decides: which instances there are and what their attributes are worth, by evaluating the configuration. Refuses to
 * decide: what the provider fills in, and what is inside modules, whose source is not in the file.
 */
import { because, freshBudget, type Budget, type Resolved, type Scope } from "../expression/scope";
import { derived, known, oneOf, unknown, type Sym } from "../expression/sym";
import { numberOf, textOf } from "../expression/access";
import { entriesOf, own, ownText, type Json, type JsonObject } from "../intake/value";
import type { Note, Presence, UnknownReason, Unread } from "../facts";
import { declarationsOf, keyOf, labelled, listOf, type Declaration } from "./config-document";
import { ConfigInstance, shape, type ConfigHome, type Each } from "./config-instance";
import { valueOf, type Parses } from "./config-value";
import { pairsOf } from "../expression/order";
import { isEnabled } from "./config-enabled";
import { forgottenIn } from "./forgotten";
import { importedIn } from "./imported";
import { Variables } from "./config-variables";
import { RemoteState } from "./remote-state";
import { ownPlace, type StatePlace } from "./state-place";
import { indexText, inOrder, type Surroundings, type Unit } from "./unit";

const certain: Presence = { is: "certain" };
const perhaps = (because: UnknownReason): Presence => ({ is: "possible", many: false, because });
/** Instances that one resource may be expanded to. */
const mostInstances = 100_000;

/** How instances of this unit are looked up: a plan of the same stack puts its own in their place. */
export type Lookup = (mode: "managed" | "data", type: string, name: string) => Sym | undefined;

export class ConfigUnit implements Unit, ConfigHome {
  public readonly declared: readonly string[];
  public readonly incomplete: readonly UnknownReason[] = [];
  public readonly notes: Note[] = [];
  /** Replaced when a plan of the same stack is read too. */
  public lookup: Lookup = (mode, type, name) => this.shapeOf(mode, type, name);
  /** What a module gives; replaced when a plan of the same stack is read too. */
  public moduleValue: (names: readonly string[]) => Resolved | undefined = () => undefined;
  private readonly declarations: ReadonlyMap<string, Declaration>;
  private readonly expanded = new Map<string, readonly ConfigInstance[]>();
  private readonly shapes = new Map<string, Sym>();
  private readonly expanding = new Set<string>();
  private localsOf = 0;
  private readonly locals = new Map<string, Sym>();
  private readonly variables: Variables;
  public readonly imported: ReadonlySet<string>;
  public readonly parses: Parses = new Map();
  private readonly budget: Budget = freshBudget();
  private readonly remoteStates = new Map<string, RemoteState>();
  private readonly telling = new Set<string>();
  public readonly statePlace: StatePlace | undefined;

  public constructor(
    public readonly name: string,
    public readonly input: string,
    private readonly document: JsonObject,
    public readonly around: Surroundings,
  ) {
    this.declarations = new Map(
      declarationsOf(document).map((one) => [keyOf(one.mode, one.type, one.name), one] as const),
    );
    this.declared = [...this.declarations.keys()].sort(inOrder);
    this.imported = importedIn(document);
    this.statePlace = ownPlace(document, input);
    this.variables = new Variables(document, input, this.notes);
  }

  public instances(): readonly ConfigInstance[] {
    return this.declared.flatMap((key) => this.expand(key));
  }

  /** The instances of one resource; none while how many there are is being worked out. */
  public instancesOf(key: string): readonly ConfigInstance[] {
    return this.expand(key);
  }

  public get outputs(): readonly string[] {
    return listOf(own(this.document, "output")).flatMap((group) => Object.keys(group));
  }

  public output(name: string): Sym | undefined {
    const [body] = labelled(own(this.document, "output"), name);
    const value = own(body, "value");
    if (value === undefined) return undefined;
    const at = `output.${name}`;
    // Stacks may read each other's states: each shows what was there before.
    if (this.telling.has(name)) return unknown(because("expression", at, "it depends on itself"));
    this.telling.add(name);
    const told = this.evaluate(value, this.scope(at));
    this.telling.delete(name);
    return told;
  }

  public region(provider: string): Sym {
    const value = own(this.provider(provider), "region");
    if (value !== undefined && value !== null) return this.evaluate(value, this.scope(`provider.${provider}.region`));
    return unknown(because("variable", `provider.${provider}.region`, "the Region is not in the configuration"));
  }

  public defaultTags(provider: string): Sym | undefined {
    const block = own(this.provider(provider), "default_tags");
    const tags = typeof block === "string" ? block : own(listOf(block)[0], "tags");
    return tags === undefined ? undefined : this.evaluate(tags, this.scope(`provider.${provider}.default_tags`));
  }

  private provider(provider: string): JsonObject | undefined {
    const [type = "aws", alias] = provider.split(".");
    return labelled(own(this.document, "provider"), type).find((one) => ownText(one, "alias") === alias);
  }

  /** Modules: what is in them is not in the file. And what is no longer in it, and stays. */
  public get unread(): readonly Unread[] {
    const calls = listOf(own(this.document, "module")).flatMap(entriesOf);
    const why = "what is in the module is not in the configuration; the plan has it";
    const modules = calls.map(([name]) => ({ address: `module.${name}`, type: "module", why, touches: [] }));
    return [...modules, ...forgottenIn(this.document)];
  }

  /** The instances of a resource the way an expression sees them; undefined when it is not declared. */
  public shapeOf(mode: "managed" | "data", type: string, name: string): Sym | undefined {
    const key = keyOf(mode, type, name);
    const declaration = this.declarations.get(key);
    if (declaration === undefined) return undefined;
    if (this.expanding.has(key)) return unknown(because("expression", key, "its instances depend on themselves"));
    const done = this.shapes.get(key);
    if (done !== undefined) return done;
    const value = shape(this.expand(key), declaration.body);
    this.shapes.set(key, value);
    return value;
  }

  private expand(key: string): readonly ConfigInstance[] {
    const done = this.expanded.get(key);
    if (done !== undefined) return done;
    const declaration = this.declarations.get(key);
    if (declaration === undefined || this.expanding.has(key)) return [];
    this.expanding.add(key);
    const instances = this.expandNow(key, declaration);
    this.expanding.delete(key);
    this.expanded.set(key, instances);
    return instances;
  }

  private expandNow(key: string, declaration: Declaration): readonly ConfigInstance[] {
    const make = (index: string | number | undefined, each: Each, presence: Presence, suffix = indexText(index)) =>
      new ConfigInstance(this, declaration, `${key}${suffix}`, index, each, presence);
    const enabled = isEnabled(declaration.body, (json) => this.evaluate(json, this.scope(key)));
    if (enabled === false) return [];
    if (enabled !== true) return [make(undefined, {}, perhaps(enabled))];
    const count = own(declaration.body, "count");
    if (count !== undefined) {
      const value = this.evaluate(count, this.scope(`${key}.count`));
      const exact = numberOf(value);
      if (exact !== undefined && exact <= mostInstances)
        return upTo(exact, (at) => make(at, { index: known(at) }, certain));
      const reason = derived([value]).because;
      const sizes = value.k === "one" ? value.among.map(numberOf) : [];
      if (sizes.length > 0 && sizes.every((one) => one !== undefined)) {
        const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
        return upTo(most, (at) => make(at, { index: known(at) }, at < least ? certain : perhaps(reason)));
      }
      return [make(undefined, { index: unknown(reason) }, { is: "possible", many: true, because: reason }, "[*]")];
    }
    const forEach = own(declaration.body, "for_each");
    if (forEach === undefined) return [make(undefined, {}, certain)];
    return this.expandEach(key, this.evaluate(forEach, this.scope(`${key}.for_each`)), make);
  }

  private expandEach(
    key: string,
    over: Sym,
    make: (index: string | undefined, each: Each, presence: Presence, suffix?: string) => ConfigInstance,
  ): readonly ConfigInstance[] {
    const reason = derived([over], undefined).because;
    const found = new Map<string, Sym[]>();
    const choices = over.k === "one" ? over.among : [over];
    let open: UnknownReason | undefined;
    for (const choice of choices) {
      const pairs = pairsOf(choice);
      if (pairs === undefined || pairs.length > mostInstances) {
        if (!(choice.k === "known" && choice.value === null)) open = derived([choice]).because;
        continue;
      }
      if (choice.k === "list" || choice.k === "dict") open ??= choice.more;
      for (const [at, value] of pairs) {
        const name = textOf(choice.k === "list" ? value : at);
        if (name === undefined) open ??= derived([at, value]).because;
        else found.set(name, [...(found.get(name) ?? []), value]);
      }
    }
    const presence = choices.length === 1 ? certain : perhaps(reason);
    // Under one key every choice may have a value of its own.
    const instances = new Map(
      [...found].map(([name, values]) => {
        const value = choices.length === 1 ? (values.at(-1) ?? known(null)) : oneOf(values, reason);
        return [name, make(name, { key: known(name), value }, presence)] as const;
      }),
    );
    const sorted = [...instances.entries()].sort(([a], [b]) => inOrder(a, b)).map(([, instance]) => instance);
    if (open === undefined) return sorted;
    const each = { key: unknown(open), value: unknown(open) };
    return [...sorted, make(undefined, each, { is: "possible", many: true, because: open }, "[*]")];
  }

  public evaluate(json: Json, scope: Scope): Sym {
    return valueOf(json, scope, this.parses);
  }

  /** The same text means the same wherever no `count` or `for_each` is about: it is worked out once. */
  public evaluateShared(text: string, scope: () => Scope): Sym {
    if (this.sharedOf !== this.around.generation) this.shared.clear();
    this.sharedOf = this.around.generation;
    const done = this.shared.get(text);
    if (done !== undefined) return done;
    const value = valueOf(text, scope(), this.parses);
    // A reason names the attribute that it stands at.
    if (value.k === "known" || value.k === "ref") this.shared.set(text, value);
    return value;
  }

  private sharedOf = 0;
  private readonly shared = new Map<string, Sym>();

  public scope(at: string, each: Each = {}): Scope {
    return { at, budget: this.budget, resolve: (root, names) => this.resolve(root, names, at, each) };
  }

  private resolve(root: string, names: readonly string[], at: string, each: Each): Resolved {
    const [first = "", second = ""] = names;
    switch (root) {
      case "count":
        return {
          value: each.index ?? unknown(because("expression", at, "count.index stands outside a count")),
          took: 1,
        };
      case "each": {
        const value = first === "key" ? each.key : each.value;
        return { value: value ?? unknown(because("expression", at, "each stands outside a for_each")), took: 1 };
      }
      case "var":
        return { value: this.variables.value(first), took: 1 };
      case "local":
        return { value: this.local(first), took: 1 };
      case "data": {
        const remote =
          first === "terraform_remote_state" && names[2] === "outputs" ? this.remoteState(second, names[3]) : undefined;
        if (remote !== undefined) return { value: remote, took: names[3] === undefined ? 3 : 4 };
        return { value: this.lookup("data", first, second) ?? undeclared(at, `data.${first}.${second}`), took: 2 };
      }
      case "module": {
        const reason = because("outside", `module.${first}`, "what is in the module is not in the configuration");
        return this.moduleValue(names) ?? { value: unknown(reason), took: names.length };
      }
      case "ephemeral":
      case "path":
      case "terraform":
      case "self":
        return {
          value: unknown(because("expression", at, `${root}.${first} is known to Terraform only`)),
          took: names.length,
        };
      default:
        return { value: this.lookup("managed", root, first) ?? undeclared(at, `${root}.${first}`), took: 1 };
    }
  }

  private local(name: string): Sym {
    if (this.localsOf !== this.around.generation) this.locals.clear();
    this.localsOf = this.around.generation;
    const done = this.locals.get(name);
    if (done !== undefined) return done;
    const at = `local.${name}`;
    const body = listOf(own(this.document, "locals"))
      .map((one) => own(one, name))
      .find((one) => one !== undefined);
    if (body === undefined) return undeclared(at, at);
    this.locals.set(name, unknown(because("expression", at, "it depends on itself")));
    const value = this.evaluate(body, this.scope(at));
    this.locals.set(name, value);
    return value;
  }

  private remoteState(name: string, output: string | undefined): Sym | undefined {
    const body = this.declarations.get(keyOf("data", "terraform_remote_state", name))?.body;
    // One of several is asked for by its key first.
    if (body === undefined || own(body, "count") !== undefined || own(body, "for_each") !== undefined) return undefined;
    const state = this.remoteStates.get(name) ?? new RemoteState(name, body, this);
    this.remoteStates.set(name, state);
    return state.outputs(output);
  }
}

function upTo(size: number, make: (at: number) => ConfigInstance): readonly ConfigInstance[] {
  return Array.from({ length: Math.max(0, Math.min(Math.floor(size), mostInstances)) }, (_, at) => make(at));
}

function undeclared(at: string, name: string): Sym {
  return unknown(because("outside", at, `${name} is not declared in the configuration`));
}
