/** How far packets were followed with some facts, for those who have to end in time. Shares nothing with the engine. */
import type { FactBase } from "../../terraform";

const taken = new WeakMap<FactBase, number>();

/** Steps that were taken so far with these facts. */
export function stepsWith(facts: FactBase): number {
  return taken.get(facts) ?? 0;
}

export function took(facts: FactBase, steps: number): void {
  taken.set(facts, stepsWith(facts) + steps);
}
