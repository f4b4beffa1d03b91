/**
 * A plan and the configuration that it was made of, together: links from the configuration, values from the plan.
 *
 * Decides: for every attribute, the plan's value where it is known and the configuration's expression where it is not.
 * Where both are known and differ, or one alone writes it, it is noted, and the value is one of the two: neither input is
 * believed over the other.
 */
import { dict, isWhollyKnown, list, nothing, oneOf, type Sym } from "../expression/sym";
import type { Note, Presence, Source, UnknownReason, Unread } from "../facts";
import { agrees, isBlank, isWritten, shownAs } from "./agreement";
import type { ConfigInstance } from "./config-instance";
import type { ConfigUnit } from "./config-unit";
import type { Instance } from "./instance";
import { OnlyConfigured } from "./only-configured";
import { baseOf } from "./plan-address";
import type { PlanInstance } from "./plan-instance";
import type { PlanUnit } from "./plan-unit";
import type { StatePlace } from "./state-place";
import type { Unit } from "./unit";

export class MergedUnit implements Unit {
  public readonly name: string;
  public readonly declared: readonly string[];
  private readonly own: Note[] = [];
  private merged: readonly Instance[] | undefined;
  private readonly byBase = new Map<string, MergedInstance[]>();

  public constructor(
    private readonly config: ConfigUnit,
    private readonly plan: PlanUnit,
  ) {
    this.name = config.name;
    this.declared = [...new Set([...config.declared, ...plan.declared])].sort();
    for (const instance of plan.instances()) this.enter(new MergedInstance(this, instance));
    config.lookup = (mode, type, name) => this.shapeOf(mode, type, name);
    config.moduleValue = (names) => {
      const at = { where: `module.${names.join(".")}`, index: undefined, forEach: undefined };
      const value = plan.root.resolveReference(`module.${names.join(".")}`, at);
      return { value, took: names.length };
    };
  }

  private enter(instance: MergedInstance): void {
    const base = baseOf(instance.address);
    this.byBase.set(base, [...(this.byBase.get(base) ?? []), instance]);
  }

  public instances(): readonly Instance[] {
    this.merged ??= this.join();
    return this.merged;
  }

  private join(): readonly Instance[] {
    const planned = [...this.byBase.values()].flat();
    const addresses = new Set(planned.map((one) => one.address));
    const configured = this.config.instances();
    const known = new Set(configured.map((one) => one.address));
    for (const one of planned) {
      if (one.mode !== "managed" || one.address.startsWith("module.") || known.has(one.address)) continue;
      // How many the configuration has may not be known there, and the plan knows it.
      if (known.has(many(one.address)) || one.isForgotten) continue;
      this.disagree(one.source, undefined, "The plan has the resource and the configuration has not.");
      one.doubt(this.onlyOne("the configuration does not have the resource"));
    }
    const isTold = (one: ConfigInstance): boolean => this.plan.isWhole && one.address.endsWith("[*]");
    const missing = configured.filter((one) => !addresses.has(one.address) && one.mode === "managed" && !isTold(one));
    for (const one of missing)
      this.disagree(one.source, undefined, "The configuration has the resource and the plan has not.");
    const because = this.onlyOne("the plan does not have the resource");
    const rest = missing.map((one): Instance => new OnlyConfigured(one, { is: "possible", many: false, because }));
    const data = configured.filter((one) => one.mode === "data" && !addresses.has(one.address));
    return [...planned, ...rest, ...data];
  }

  private onlyOne(detail: string): UnknownReason {
    return { kind: "disagreement", at: this.plan.input, detail };
  }

  /** Instances the way expressions of the configuration see them. */
  private shapeOf(mode: "managed" | "data", type: string, name: string): Sym | undefined {
    const base = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
    const instances = this.byBase.get(base);
    const [first] = instances ?? [];
    if (instances === undefined || first === undefined) return this.config.shapeOf(mode, type, name);
    const wholes = instances.map((of) => [of.index, { k: "whole", of } as const] as const);
    if (instances.length === 1 && first.index === undefined) return { k: "whole", of: first };
    if (wholes.every(([index]) => typeof index === "number"))
      return list(wholes.sort(([a], [b]) => Number(a) - Number(b)).map(([, whole]) => whole));
    return dict(new Map(wholes.map(([index, whole]) => [String(index), whole] as const)));
  }

  /** The configuration's side of a planned instance. */
  public configuredAs(planned: PlanInstance): ConfigInstance | undefined {
    if (planned.module !== "") return undefined;
    const own = this.configuredOf(baseOf(planned.address));
    const found = own.get(planned.address);
    const all = found ?? own.get(many(planned.address));
    if (found !== undefined || all === undefined || planned.index === undefined) return found;
    const one = all.one(planned.address, planned.index);
    own.set(planned.address, one);
    return one;
  }

  /** Only what is asked for: the instances of another resource may be what this one's depend on. */
  private configuredOf(base: string): Map<string, ConfigInstance> {
    const done = this.configured.get(base);
    if (done !== undefined) return done;
    const found = new Map(this.config.instancesOf(base).map((one) => [one.address, one] as const));
    if (found.size > 0) this.configured.set(base, found);
    return found;
  }

  private readonly configured = new Map<string, Map<string, ConfigInstance>>();

  public get generation(): number {
    return this.config.around.generation;
  }

  public placeholder(instance: Instance, attribute: string): Sym | undefined {
    return this.config.around.placeholder(instance, attribute);
  }

  public disagree(at: Source, attribute: string | undefined, text: string): void {
    this.own.push({ kind: "disagreement", at: attribute === undefined ? at : { ...at, attribute }, text });
  }

  public output(name: string): Sym | undefined {
    const planned = this.plan.output(name);
    return planned !== undefined && isWhollyKnown(planned) ? planned : (this.config.output(name) ?? planned);
  }

  public get outputs(): readonly string[] {
    return [...new Set([...this.config.outputs, ...this.plan.outputs])];
  }

  public get statePlace(): StatePlace | undefined {
    return this.config.statePlace;
  }

  public region(provider: string): Sym {
    const planned = this.plan.region(provider);
    return planned.k === "known" ? planned : this.config.region(provider);
  }

  public defaultTags(provider: string): Sym | undefined {
    return this.config.defaultTags(provider);
  }

  public get incomplete(): readonly UnknownReason[] {
    return this.plan.incomplete;
  }

  public get before(): readonly Instance[] {
    return this.plan.before;
  }

  public get launched(): readonly Instance[] {
    return this.plan.launched;
  }

  public get notes(): readonly Note[] {
    // What the plan alone would have to assume, the configuration says; variables have the plan's values.
    return this.own;
  }

  /** The plan has what is inside modules. */
  public readonly unread: readonly Unread[] = [];
}

/** What stands for all instances of a resource where it is not known how many there are. */
function many(address: string): string {
  return `${baseOf(address)}[*]`;
}

class MergedInstance implements Instance {
  public readonly address: string;
  public readonly unit: string;
  public readonly mode: "managed" | "data";
  public readonly type: string;
  /** @default - it is not one of several */
  public readonly index?: string | number;
  public presence: Presence;
  public readonly source: Source;
  public readonly settled: boolean;
  public readonly ignored: readonly string[] = [];
  private values = new Map<string, Sym | undefined>();
  private generation = 0;

  public constructor(
    private readonly of: MergedUnit,
    private readonly planned: PlanInstance,
  ) {
    this.address = planned.address;
    this.unit = planned.unit;
    this.mode = planned.mode;
    this.type = planned.type;
    if (planned.index !== undefined) this.index = planned.index;
    this.presence = planned.presence;
    this.source = planned.source;
    this.settled = planned.settled;
  }

  public get id(): string {
    return this.planned.id;
  }

  /** Whether it stays although no configuration has it. */
  public get isForgotten(): boolean {
    return this.planned.isForgotten === true;
  }

  /** A block that imports stays in the configuration when it has been done. */
  public get importing(): boolean {
    return this.planned.importing === true || this.of.configuredAs(this.planned)?.imported === true;
  }

  public doubt(because: UnknownReason): void {
    this.presence = { is: "possible", many: false, because };
  }

  public get provider(): string {
    return this.planned.provider;
  }

  public get(attribute: string): Sym {
    const set = this.read(attribute);
    if (set !== undefined && set.k !== "unknown") {
      return set.k === "known" && set.value === null ? (this.of.placeholder(this, attribute) ?? set) : set;
    }
    const standIn = this.of.placeholder(this, attribute);
    if (standIn !== undefined) return standIn;
    return set ?? { k: "ref", of: this, path: attribute };
  }

  public read(attribute: string): Sym | undefined {
    if (this.generation !== this.of.generation) {
      this.generation = this.of.generation;
      this.values = new Map();
    }
    if (this.values.has(attribute)) return this.values.get(attribute);
    this.values.set(attribute, { k: "ref", of: this, path: attribute });
    const value = this.joined(attribute);
    this.values.set(attribute, value);
    return value;
  }

  private joined(attribute: string): Sym | undefined {
    const planned = this.planned.read(attribute);
    const side = this.of.configuredAs(this.planned);
    if (side === undefined) return planned;
    const configured = side.written(attribute);
    // Terraform leaves such an attribute as it is, whatever the configuration says.
    const kept = side.ignored === "all" || side.ignored.includes(attribute);
    if (kept && planned !== undefined && isWhollyKnown(planned)) return planned;
    const expression = this.planned.expression(attribute);
    if (configured === undefined) {
      const isFilledIn = planned === undefined || isBlank(planned) || !isWritten(expression);
      return isFilledIn ? planned : this.either(attribute, planned, nothing);
    }
    if (planned === undefined) {
      const isLeftOut = this.planned.configures(attribute) === false && side.isPlain(attribute);
      return isLeftOut && !isBlank(configured) ? this.either(attribute, nothing, configured) : configured;
    }
    if (agrees(planned, configured, shownAs(expression))) return isWhollyKnown(planned) ? planned : configured;
    return this.either(attribute, planned, configured);
  }

  private either(attribute: string, planned: Sym, configured: Sym): Sym {
    this.of.disagree(this.source, attribute, "The plan and the configuration say different things.");
    const because: UnknownReason = {
      kind: "disagreement",
      at: `${this.address}.${attribute}`,
      detail: "the plan and the configuration say different things",
    };
    return oneOf([planned, configured], because);
  }

  /** Whether either of them does. */
  public configures(attribute: string): boolean | undefined {
    const configured = this.of.configuredAs(this.planned);
    if (configured === undefined) return this.planned.configures(attribute);
    return configured.configures(attribute) || isWritten(this.planned.expression(attribute));
  }

  public get attributes(): readonly string[] {
    return this.planned.attributes;
  }
}
