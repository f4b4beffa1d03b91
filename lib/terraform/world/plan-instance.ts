/** One planned instance: its value, with what is unknown in it told apart. */
import { because } from "../expression/scope";
import { known, unknown, type Sym } from "../expression/sym";
import type { Presence, Source, UnknownReason } from "../facts";
import { entriesOf, isArray, isObject, own, ownAt, ownText, type Json, type JsonObject } from "../intake/value";
import { isDynamic } from "./dynamic-blocks";
import type { Instance } from "./instance";
import { writtenAs, writtenEach, type Written } from "./plan-blocks";
import { plainSym, referencesIn } from "./plan-expression";
import type { PlanModule } from "./plan-module";
import type { Surroundings } from "./unit";

const certain: Presence = { is: "certain" };

export interface PlannedResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly module: string;
  /** @default - it is not one of several */
  readonly index?: string | number | undefined;
  readonly after: Json | undefined;
  /** @default - nothing is unknown */
  readonly unknown: Json | undefined;
  /** @default - it is surely there, as it is told */
  readonly doubt?: UnknownReason;
  /**
   * Something else has its address, so that no reference means it.
   *
   * @default - it is what its address means
   */
  readonly isBeside?: true;
  /**
   * It stays although no configuration has it any more.
   *
   * @default - the configuration has it
   */
  readonly isForgotten?: true;
  /** @default - Terraform made it, or will */
  readonly importing?: true;
}

/** What an instance asks of the plan that it is in. */
export interface PlanHome {
  readonly name: string;
  readonly input: string;
  readonly around: Surroundings;
  moduleAt(address: string): PlanModule | undefined;
  instancesOf(module: string, mode: "managed" | "data", type: string, name: string): readonly Instance[];
}

export class PlanInstance implements Instance {
  public readonly address: string;
  public readonly unit: string;
  public readonly mode: "managed" | "data";
  public readonly type: string;
  public readonly name: string;
  public readonly module: string;
  /** @default - it is not one of several */
  public readonly index?: string | number;
  public readonly presence: Presence;
  public readonly source: Source;
  public readonly settled = true;
  public readonly ignored = [];
  /** @default - the configuration has it */
  public readonly isForgotten?: true;
  /** @default - Terraform made it, or will */
  public readonly importing?: true;
  private values: Map<string, Sym | undefined> | undefined;
  private generation = 0;

  public constructor(
    private readonly of: PlanHome,
    private readonly planned: PlannedResource,
  ) {
    this.address = planned.address;
    this.unit = of.name;
    this.mode = planned.mode;
    this.type = planned.type;
    this.name = planned.name;
    this.module = planned.module;
    if (planned.index !== undefined) this.index = planned.index;
    if (planned.isForgotten === true) this.isForgotten = true;
    if (planned.importing === true) this.importing = true;
    this.source = { input: of.input, address: planned.address };
    this.presence = planned.doubt === undefined ? certain : { is: "possible", many: false, because: planned.doubt };
  }

  /** Asked for when all inputs are there: two of them may have the same address. */
  public get id(): string {
    this.named ??= this.of.around.idOf(this.unit, this.address);
    return this.named;
  }

  private named: string | undefined;

  private get configuration(): JsonObject | undefined {
    this.found ??= this.home()?.resource(this.mode, this.type, this.name) ?? "none";
    return this.found === "none" ? undefined : this.found;
  }

  private found: JsonObject | "none" | undefined;

  public get provider(): string {
    return ownText(this.configuration, "provider_config_key") ?? this.type.split("_", 1)[0] ?? "";
  }

  public get(attribute: string): Sym {
    const set = this.read(attribute);
    if (set !== undefined && !(set.k === "unknown" && !this.isConfigured(attribute)))
      return this.standIn(attribute, set);
    return this.of.around.placeholder(this, attribute) ?? { k: "ref", of: this, path: attribute };
  }

  /** A block that AWS picks is stood in for wherever its expression does not lead to one. */
  private standIn(attribute: string, set: Sym): Sym {
    if (set.k !== "unknown" && !(set.k === "known" && set.value === null)) return set;
    return (
      this.of.around.placeholder(this, attribute) ??
      (set.k === "unknown" ? this.of.around.subnetPlaceholder(this, attribute, set) : set)
    );
  }

  public read(attribute: string): Sym | undefined {
    const after = own(this.planned.after, attribute);
    const open = own(this.planned.unknown, attribute);
    if (open === undefined || open === false) {
      if (after === undefined) return undefined;
      if (after === null || typeof after !== "object") return known(after);
    }
    if (open === true) {
      const { configuration } = this;
      const expression = ownAt(configuration, "expressions", attribute);
      if (expression === undefined && configuration !== undefined && this.isHidden(attribute) === false)
        return undefined;
      // By far the most: one attribute of one object. It depends on nothing, so that nothing need be remembered.
      const hints = this.home()?.plainHints(expression);
      if (hints !== undefined) return unknown(this.afterApply(`${this.address}.${attribute}`), hints);
    }
    if (this.generation !== this.of.around.generation) {
      this.generation = this.of.around.generation;
      this.values = undefined;
    }
    this.values ??= new Map<string, Sym | undefined>();
    const { values } = this;
    if (values.has(attribute)) return values.get(attribute);
    values.set(attribute, unknown(because("expression", `${this.address}.${attribute}`, "it depends on itself")));
    const value = this.evaluated(attribute);
    values.set(attribute, value);
    return value;
  }

  private evaluated(attribute: string): Sym | undefined {
    const after = own(this.planned.after, attribute);
    const open = own(this.planned.unknown, attribute);
    if (after === undefined && open === undefined) return undefined;
    return this.merge(
      after,
      open,
      [ownAt(this.configuration, "expressions", attribute)],
      `${this.address}.${attribute}`,
      attribute,
    );
  }

  /** The planned value with its unknown parts told apart: an unknown list element is null in place. */
  private merge(after: Json | undefined, open: Json | undefined, written: Written, at: string, path: string): Sym {
    if (open === true) return this.leaf(written, at, path);
    if (after !== undefined && isKnown(after, open)) return plainSym(after);
    if (isArray(after) || isArray(open)) {
      const values = isArray(after) ? after : [];
      const opens = isArray(open) ? open : [];
      const items = writtenEach(written, values, opens).map((one, index) =>
        this.merge(values[index], opens[index], one, `${at}[${String(index)}]`, path),
      );
      return { k: "list", items };
    }
    if (isObject(after) || isObject(open)) {
      const keys = new Set([...entriesOf(after), ...entriesOf(open)].map(([key]) => key));
      const entries = [...keys].map((key) => {
        const inner = writtenAs(written, key);
        return [key, this.merge(own(after, key), own(open, key), inner, `${at}.${key}`, `${path}.${key}`)] as const;
      });
      return { k: "dict", entries: new Map(entries) };
    }
    return known(after ?? null);
  }

  private leaf(written: Written, at: string, path: string): Sym {
    const reason = this.afterApply(at);
    const module = this.home();
    const expression = expressionOf(written);
    if (module === undefined || referencesIn(expression).length === 0) {
      return path.includes(".") || this.configures(path) !== false ? unknown(reason) : { k: "ref", of: this, path };
    }
    const forEach = own(this.configuration, "for_each_expression");
    return module.unknownFrom(expression, { where: this.address, index: this.index, forEach }, reason);
  }

  private afterApply(at: string): UnknownReason {
    return because("after-apply", at, "is known after apply only");
  }

  /** What the plan shows of how it is written. */
  public expression(attribute: string): Json | undefined {
    return ownAt(this.configuration, "expressions", attribute);
  }

  private home(): PlanModule | undefined {
    return this.of.moduleAt(this.module);
  }

  private isConfigured(attribute: string): boolean {
    return this.configures(attribute) !== false;
  }

  public configures(attribute: string): boolean | undefined {
    const { configuration } = this;
    if (configuration === undefined) return undefined;
    return ownAt(configuration, "expressions", attribute) !== undefined || this.isHidden(attribute);
  }

  /** Whether a block is written though the plan does not show how. */
  private isHidden(attribute: string): boolean | undefined {
    return own(this.planned.unknown, attribute) === true && isDynamic(this.mode, this.type, attribute);
  }

  public get attributes(): readonly string[] {
    const names = [...entriesOf(this.planned.after), ...entriesOf(this.planned.unknown)].map(([name]) => name);
    return [...new Set(names)].sort();
  }
}

/** Whether nothing is unknown: of a known value Terraform repeats the shape, down to blocks in which nothing is named. */
function isKnown(after: Json, open: Json | undefined): boolean {
  if (isArray(open))
    return isArray(after) && open.length <= after.length && open.every((one, at) => isKnown(after[at] as Json, one));
  return open === undefined || (isObject(open) && isObject(after) && Object.keys(open).length === 0);
}

/** All that it may have been written as; nothing where something is not shown. */
function expressionOf(written: Written): Json | undefined {
  if (written.length < 2) return written[0];
  return written.includes(undefined) ? undefined : (written as readonly Json[]);
}
