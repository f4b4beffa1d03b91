/** One configuration with its state or plan: what Terraform calls a root module, and cdktf a stack. */
import type { Note, UnknownReason, Unread } from "../facts";
import type { Sym, Unknown } from "../expression/sym";
import type { Instance } from "./instance";
import type { StatePlace } from "./state-place";

export interface Unit {
  /** Stack name, or the name of the input. */
  readonly name: string;
  /** All instances, once expanded. */
  instances(): readonly Instance[];
  /** Addresses without indices of everything declared, known before anything is expanded. */
  readonly declared: readonly string[];
  /** An output value; undefined when there is none of that name. */
  output(name: string): Sym | undefined;
  /** Names of all outputs. */
  readonly outputs: readonly string[];
  /**
   * Where its state is kept.
   *
   * @default - the input does not tell
   */
  readonly statePlace?: StatePlace | undefined;
  /** Region of a provider configuration. */
  region(provider: string): Sym;
  /**
   * Tags that a provider configuration gives to all that it makes.
   *
   * @default - what there is has its tags all told
   */
  defaultTags?(provider: string): Sym | undefined;
  readonly incomplete: readonly UnknownReason[];
  readonly notes: readonly Note[];
  /**
   * What resources are before the change: a state shows it on their owners still.
   *
   * @default - nothing changes
   */
  readonly before?: readonly Instance[];
  /**
   * Instance groups, with what they launch from, as they were when the machines that run now were launched.
   *
   * @default - nothing of them changes
   */
  readonly launched?: readonly Instance[];
  /** What is declared and cannot be looked into: modules. */
  readonly unread: readonly Unread[];
}

/** What others can see of a unit's state. */
export type Kept = Pick<Unit, "output" | "outputs">;

/** What a unit may ask of the others. */
export interface Surroundings {
  /** The id of an instance of this unit: its address, with the stack before it where two stacks share it. */
  idOf(unit: string, address: string): string;
  /** Whose state is kept at a place: the outputs that a `terraform_remote_state` gives. */
  keptAt(place: StatePlace): readonly Kept[];
  /** Grows when values that were worked out must be worked out again. */
  readonly generation: number;
  /** The stand-in for an attribute that only AWS will know. */
  placeholder(instance: Instance, attribute: string): Sym | undefined;
  /**
   * The stand-in for a subnet's block within that of its VPC, where a plan shows only that it was made from that one.
   * AWS lets no two subnets overlap, so that each has one of its own. `value` when there is none.
   */
  subnetPlaceholder(instance: Instance, attribute: string, value: Unknown): Sym;
}

/** Compares as bytes would: the same on every machine. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `["a"]` or `[0]`; nothing for an instance that is not one of several. */
export function indexText(index: string | number | undefined): string {
  if (index === undefined) return "";
  return typeof index === "number" ? `[${String(index)}]` : `[${JSON.stringify(index)}]`;
}
