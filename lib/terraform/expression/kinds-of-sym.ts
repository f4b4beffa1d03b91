/** The kinds of what an expression is worth; see `sym.ts` for what each stands for. */
import type { Presence, Source, UnknownReason } from "../facts";

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
   * It is there before Terraform takes it over, and the input tells it as it is, but not what belongs to it.
   *
   * @default - Terraform made it, or the input does not tell
   */
  readonly importing?: boolean;
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
   * Where `from` is not all: whatever an id can have come from that is handed on. Most of it went into something else.
   *
   * @default - an id may have come from anywhere
   */
  readonly handedOn?: readonly Sym[];
  /**
   * A plan tells what it refers to: text beside that is not shown.
   *
   * @default - all of its text is seen
   */
  readonly isHidden?: true;
}

export type Sym = Known | List | Dict | Ref | Whole | OneOf | Unknown;
