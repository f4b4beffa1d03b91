/** What the names in an expression mean, and how much work may be spent on finding out. */
import type { UnknownReason } from "../facts";
import { unknown, type Sym } from "./sym";

export interface Scope {
  /** What `var`, `local`, `aws_subnet`, `each`, … mean, one step in: `var.x` asks for `("var", ["x"])`. */
  resolve(root: string, names: readonly string[]): Resolved;
  /** Where the expression stands: `aws_subnet.a.cidr_block`. */
  readonly at: string;
  readonly budget: Budget;
  /**
   * It stands in a `try` or a `can`, which ask whether it fails.
   *
   * @default - Terraform refuses what fails
   */
  readonly tries?: true;
}

/** The value of the root and how many of the names it took up. */
export interface Resolved {
  readonly value: Sym;
  readonly took: number;
}

/** Shared by all expressions of one reading, so that no input can ask for endless work. */
export interface Budget {
  steps: number;
  depth: number;
}

/** Steps of evaluation. A configuration of 50,000 resources takes about five million. */
export const mostSteps = 20_000_000;
export const deepestEvaluation = 400;
/** Elements that one function or one `for` may make. */
export const mostElements = 100_000;

/** Values that one value may hold, all told. */
export const heaviest = 400_000;

export function freshBudget(): Budget {
  return { steps: mostSteps, depth: 0 };
}

export function because(kind: UnknownReason["kind"], at: string, detail: string): UnknownReason {
  return { kind, at, detail };
}

export function tooMuch(at: string): Sym {
  return unknown(because("expression", at, "the expression takes too much work to evaluate"));
}

/** The scope with names of its own before those of `outer`: the variables of a `for` or a dynamic block. */
export function withNames(outer: Scope, names: ReadonlyMap<string, Sym>): Scope {
  return {
    ...outer,
    resolve: (root, path) => {
      const value = names.get(root);
      return value === undefined ? outer.resolve(root, path) : { value, took: 0 };
    },
  };
}
