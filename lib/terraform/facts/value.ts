/**
 * How a fact says what it knows, and how much of it.
 *
 * Decides: the few shapes in which something unknown is carried: a bound for a set, a choice for a scalar, a link for an
 * identity. Refuses to decide: what an unknown value is worth in a question; that is the engine's. Safe because nothing
 * unknown can be read as known by mistake: every shape must be taken apart before its value is in reach.
 */
import type { AddressSet, Cidr } from "../../model";

/** What a fact is known by: a Terraform address, an expression that names an implicit object, or an AWS id in a snapshot. */
export type FactId = string;

/** Where a fact was read. */
export interface Source {
  /** The name of the input, as the caller gave it. */
  readonly input: string;
  /** Terraform address of the resource that says it; an AWS id in a snapshot. */
  readonly address: string;
  /**
   * The attribute that says it: `ingress[0]`.
   *
   * @default - the whole resource says it
   */
  readonly attribute?: string;
}

export type UnknownKind =
  /** The provider fills it in at apply. */
  | "after-apply"
  /** An input variable without a value. */
  | "variable"
  /** A data source that was not read, or that tells less than is needed. */
  | "data-source"
  /** State of a stack that is not among the inputs. */
  | "remote-state"
  /** An expression that is not evaluated here. */
  | "expression"
  /** One of several instances, and which one is not said. */
  | "ambiguous-instance"
  /** An object that is not among the inputs. */
  | "outside"
  /** Terraform marked it sensitive and left the value out. */
  | "sensitive"
  /** The value is not of the form that its attribute needs. */
  | "malformed"
  /** Two inputs say different things. */
  | "disagreement"
  /** The plan says of itself that it is not complete. */
  | "deferred"
  /** A behaviour of AWS or Terraform that is not modelled. */
  | "not-modelled";

/** Why something is not known. */
export interface UnknownReason {
  readonly kind: UnknownKind;
  /** The attribute that caused it: `aws_subnet.a.cidr_block`. */
  readonly at: string;
  /** One sentence without a full stop. */
  readonly detail: string;
}

/** A set, or two sets that hold it between them: `must` ⊆ the real one ⊆ `may`. */
export type Bounded<S> = { readonly exact: S } | { readonly may: S; readonly must: S; readonly because: UnknownReason };

/** A scalar: known, one of a few, or not known. */
export type Value<T> =
  | { readonly exact: T }
  | { readonly oneOf: readonly T[]; readonly because: UnknownReason }
  | { readonly unknown: UnknownReason };

/** One address block: known, or some block (or none) inside `within`. */
export type Block = { readonly exact: Cidr } | { readonly within: AddressSet; readonly because: UnknownReason };

/**
 * Which object an attribute means.
 *
 * - `exact`: the id is known and is that of a fact.
 * - `symbol`: the id is not known yet, but the expression can only mean this fact.
 * - `outside`: the id is known, and no input describes the object.
 * - `ambiguous`: one of these, or none; where it is `closed`, and means anything, one of these.
 * - `unknown`: any object of the right type, described or not, or none.
 */
export type Link =
  | { readonly how: "exact"; readonly to: FactId }
  | { readonly how: "symbol"; readonly to: FactId }
  | { readonly how: "outside"; readonly id: string }
  | {
      readonly how: "ambiguous";
      readonly among: readonly FactId[];
      readonly because: UnknownReason;
      /** @default - it may be none of these */
      readonly closed?: true;
    }
  | { readonly how: "unknown"; readonly because: UnknownReason };

/** Whether the object exists once the configuration is applied. */
export type Presence =
  | { readonly is: "certain" }
  /** It may not exist; with `many`, it stands for any number of instances that are not told apart. */
  | { readonly is: "possible"; readonly many: boolean; readonly because: UnknownReason };

/** What every fact carries. */
export interface Fact {
  readonly id: FactId;
  /** Terraform resource type (`aws_subnet`), `data.aws_subnet`, or `implicit` for what AWS makes by itself. */
  readonly type: string;
  readonly source: Source;
  readonly presence: Presence;
  /**
   * The AWS id, such as `subnet-0123`.
   *
   * @default - not known before the apply
   */
  readonly awsId?: string;
  /**
   * The `Name` tag.
   *
   * @default - none, or not known
   */
  readonly name?: string;
  /**
   * Its other tags that Cordon wrote: those whose keys start with `cordon:`.
   *
   * @default - none, or none that is known
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Why it may be the same object as another fact: a data source looks it up, and its id is not known.
   *
   * @default - it is an object of its own
   */
  readonly maybeSameAs?: UnknownReason;
}

/**
 * A fact that owns a list whose members are facts of their own.
 */
export interface ListOwner extends Fact {
  /**
   * Why the object may hold more than the facts list: an unknown list, or one that someone else keeps.
   *
   * @default - the facts list everything it holds
   */
  readonly more?: UnknownReason;
}

/** The families that an endpoint carries. */
export type Carried = "ipv4" | "ipv6" | "dualstack";
