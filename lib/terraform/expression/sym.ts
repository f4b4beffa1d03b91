/**
 * What an expression is worth: a value, or exactly what is known about one.
 *
 * An id that Terraform learns at apply is a `ref`: its identity is known although its value is not. A choice between known
 * things is `one`. Everything else is `unknown`, with the things it was made from as hints for a bound.
 */
import type { Presence, Source, UnknownReason } from "../facts";
import { dedupe, identity } from "./sameness";

export { dedupe, identity };
export { isSame } from "./sameness";

/** One resource or data source instance, whatever it was read from. */
export interface Instance {
  /** Unique among all inputs: the address, with the stack before it when two stacks share the address. */
  readonly id: string;
  readonly address: string;
  /** Which input it belongs to. */
  readonly unit: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** @default - it is not one of several */
  readonly index?: string | number;
  readonly presence: Presence;
  readonly source: Source;
  /** Which provider configuration it uses: `aws`, `aws.west`. */
  readonly provider: string;
  /** What an expression that names the attribute gets; what only the provider knows is a `ref`. */
  get(attribute: string): Sym;
  /** What the configuration, plan or state sets; undefined when it sets nothing. */
  read(attribute: string): Sym | undefined;
  /** Whether what `read` leaves undefined is known to be unset (a plan or a state), rather than left to the provider. */
  readonly settled: boolean;
  /** Whether the input's configuration sets the attribute; undefined when the input has no configuration. */
  configures(attribute: string): boolean | undefined;
  /** Attributes that Terraform does not keep as configured (`ignore_changes`); `all` for every one. */
  readonly ignored: readonly string[] | "all";
  /**
   * It is there before Terraform takes it over, and keeps what is not set.
   *
   * @default - Terraform makes it, or the input tells it as it is
   */
  readonly imported?: true;
  /**
   * Terraform may have read it before it last changed what stands beside it, of which its lists tell, too.
   *
   * @default - its lists are as they will be, or as they are
   */
  readonly mayLag?: true;
  /** Names of the attributes that are set. */
  readonly attributes: readonly string[];
}

export type Scalar = string | number | boolean | null;

export interface Known {
  readonly k: "known";
  readonly value: Scalar;
  /**
   * Its schema, which is not known, may make another type of it: a number of `"22"`.
   *
   * @default - it is of the type that it has
   */
  readonly loose?: true;
}

/** A list, tuple or set. With `more`, it may hold elements beyond `items`. */
export interface List {
  readonly k: "list";
  readonly items: readonly Sym[];
  /** @default - nothing beyond it */
  readonly more?: UnknownReason;
  /**
   * A set: its elements are their own keys. `perhaps` is an attribute of which only the provider knows whether it is one.
   *
   * @default - a list
   */
  readonly set?: true | "perhaps";
  /**
   * The elements stand in an order that is not known, as those of a set do whose values are not known yet. With `number`, some
   * may also turn out to be one and the same, or `more` may stand before them.
   *
   * @default - each stands in its place
   */
  readonly mixed?: Mixed;
}

export type Mixed = "order" | "number";

/** A map or object. With `more`, it may hold keys beyond `entries`. */
export interface Dict {
  readonly k: "dict";
  readonly entries: ReadonlyMap<string, Sym>;
  /** @default - nothing beyond it */
  readonly more?: UnknownReason;
}

/** The value of one attribute of one object, which is not known yet. */
export interface Ref {
  readonly k: "ref";
  readonly of: Instance;
  /** `id`, `default_security_group_id`, `firewall_status`. */
  readonly path: string;
}

/** One object as a whole. */
export interface Whole {
  readonly k: "whole";
  readonly of: Instance;
}

/** Exactly one of these. */
export interface OneOf {
  readonly k: "one";
  readonly among: readonly Sym[];
  readonly because: UnknownReason;
}

export interface Unknown {
  readonly k: "unknown";
  readonly because: UnknownReason;
  readonly hints: Hints;
}

/** What an unknown value was made from. */
export interface Hints {
  readonly from: readonly Sym[];
  /** Nothing else went into it. */
  readonly exhaustive: boolean;
  /**
   * A plan tells what it refers to: text beside that is not shown.
   *
   * @default - all of its text is seen
   */
  readonly isHidden?: true;
}

export type Sym = Known | List | Dict | Ref | Whole | OneOf | Unknown;

export const nothing: Known = { k: "known", value: null };
export const noHints: Hints = { from: [], exhaustive: false };

export function known(value: Scalar): Known {
  return { k: "known", value };
}

export function list(items: readonly Sym[], more?: UnknownReason, mixed?: Mixed): List {
  return { k: "list", items, ...(more === undefined ? {} : { more }), ...(mixed === undefined ? {} : { mixed }) };
}

export function dict(entries: ReadonlyMap<string, Sym>, more?: UnknownReason): Dict {
  return more === undefined ? { k: "dict", entries } : { k: "dict", entries, more };
}

export function unknown(because: UnknownReason, hints: Hints = noHints): Unknown {
  return { k: "unknown", because, hints };
}

const weights = new WeakMap<Sym, number>();

/** How many values are in it, counted once for every place that they stand in. */
export function weightOf(sym: Sym): number {
  const inside =
    sym.k === "list"
      ? sym.items
      : sym.k === "dict"
        ? [...sym.entries.values()]
        : sym.k === "one"
          ? sym.among
          : sym.k === "unknown"
            ? sym.hints.from
            : undefined;
  if (inside === undefined) return sym.k === "known" && typeof sym.value === "string" ? 1 + sym.value.length / 64 : 1;
  const done = weights.get(sym);
  if (done !== undefined) return done;
  const weight = inside.reduce((sum, one) => sum + weightOf(one), 1);
  weights.set(sym, weight);
  return weight;
}

/** Things that one value may turn out to be. */
const mostChoices = 256;

/** One of `among`; the thing itself when there is only one. Choices within are laid flat. */
export function oneOf(among: readonly Sym[], because: UnknownReason): Sym {
  const flat = new Map<string, Sym>();
  for (const sym of among.flatMap((one) => (one.k === "one" ? one.among : [one]))) flat.set(identity(sym), sym);
  const [first] = flat.values();
  if (flat.size > mostChoices) return unknown(because);
  return flat.size === 1 && first !== undefined ? first : { k: "one", among: [...flat.values()], because };
}

/** What every object has once it is made; an attribute that is not set may be null. */
const neverNull = /^(id|arn|default_(security_group|network_acl|route_table)_id|main_route_table_id)$/;

/** Whether a value that is not known yet is surely one. */
export function isNeverNull(sym: Sym): boolean {
  return sym.k === "whole" || (sym.k === "ref" && neverNull.test(sym.path));
}

/** Whether nothing in it is unknown. */
export function isWhollyKnown(sym: Sym): boolean {
  switch (sym.k) {
    case "known":
      return true;
    case "list":
      return sym.more === undefined && sym.items.every(isWhollyKnown);
    case "dict":
      return sym.more === undefined && [...sym.entries.values()].every(isWhollyKnown);
    default:
      return false;
  }
}

/** Text that an address, a block or an id may be made of; other text leaves no trace in what is made from it. */
const telling = /^[a-z]+-[0-9a-f]{8,}$|^arn:|\/|^[0-9]+\.[0-9.]+$|:.*:/;

/** The things that an unknown sym was made from. */
export function originsOf(sym: Sym): readonly Sym[] {
  switch (sym.k) {
    case "known":
      return typeof sym.value === "string" && telling.test(sym.value) ? [sym] : [];
    case "ref":
    case "whole":
      return [sym];
    case "list":
      return sym.items.flatMap(originsOf);
    case "dict":
      return [...sym.entries.values()].flatMap(originsOf);
    case "one":
      return sym.among.flatMap(originsOf);
    case "unknown":
      return sym.hints.from;
  }
}

function isExhaustive(sym: Sym): boolean {
  switch (sym.k) {
    case "known":
    case "ref":
    case "whole":
      return true;
    case "list":
      return sym.more === undefined && sym.items.every(isExhaustive);
    case "dict":
      return sym.more === undefined && [...sym.entries.values()].every(isExhaustive);
    case "one":
      return sym.among.every(isExhaustive);
    case "unknown":
      return sym.hints.exhaustive;
  }
}

function isHidden(sym: Sym): boolean {
  switch (sym.k) {
    case "known":
    case "ref":
    case "whole":
      return false;
    case "list":
      return sym.items.some(isHidden);
    case "dict":
      return [...sym.entries.values()].some(isHidden);
    case "one":
      return sym.among.some(isHidden);
    case "unknown":
      return sym.hints.isHidden === true;
  }
}

/** Why a sym is not known. */
export function reasonOf(sym: Sym): UnknownReason {
  switch (sym.k) {
    case "unknown":
    case "one":
      return sym.because;
    case "ref":
      return { kind: "after-apply", at: `${sym.of.address}.${sym.path}`, detail: "is known after apply only" };
    case "list":
      return sym.more ?? reasonOf(sym.items.find((item) => !isWhollyKnown(item)) ?? nothing);
    case "dict":
      return sym.more ?? reasonOf([...sym.entries.values()].find((item) => !isWhollyKnown(item)) ?? nothing);
    case "whole":
      return { kind: "expression", at: sym.of.address, detail: "a whole object stands where a value is needed" };
    case "known":
      return { kind: "malformed", at: "", detail: `${JSON.stringify(sym.value)} does not fit here` };
  }
}

/** The unknown result of something applied to `args`. */
export function derived(args: readonly Sym[], because?: UnknownReason): Unknown {
  const first = args.find((arg) => !isWhollyKnown(arg));
  return unknown(because ?? reasonOf(first ?? nothing), {
    from: dedupe(args.flatMap(originsOf)),
    exhaustive: args.every(isExhaustive),
    ...(args.some(isHidden) ? { isHidden: true } : {}),
  });
}
