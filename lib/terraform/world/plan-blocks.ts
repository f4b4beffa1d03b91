/**
 * Which of the written blocks a planned block is.
 *
 * Decides by what is known of both. The blocks of a set are planned in another order than they are written, and dynamic ones
 * are not shown as written at all: where the numbers differ, nobody knows what any of them was written as.
 */
import { isArray, isObject, own, type Json } from "../intake/value";
import { constantOf, referencesOnly } from "./plan-expression";

/** What a value may have been written as; undefined stands for something that the plan does not show. */
export type Written = readonly (Json | undefined)[];

/** One attribute of a block. An attribute that is written as blocks shows one list of references for all of it. */
export function writtenAs(written: Written, key: string): Written {
  return written.map((one) => (own(one, "references") !== undefined ? referencesOnly(one) : own(one, key)));
}

/** Each of the blocks of a name, or of the elements of a list. */
export function writtenEach(written: Written, values: readonly Json[], opens: readonly Json[]): readonly Written[] {
  const size = Math.max(values.length, opens.length);
  const whole = written.filter((one) => !isArray(one)).map(referencesOnly);
  const blocks = written.filter(isArray).map((one) => pair(one, values, opens, size));
  return Array.from({ length: size }, (_, index) => [
    ...whole,
    ...blocks.flatMap((each) => each[index] ?? [undefined]),
  ]);
}

/** The blocks that each planned one may be. */
function pair(
  blocks: readonly Json[],
  values: readonly Json[],
  opens: readonly Json[],
  size: number,
): readonly Written[] {
  if (blocks.length !== size) return [];
  if (size === 1) return [blocks];
  const keys = constantKeys(blocks);
  const planned = grouped([...values.keys()], (index) => markOf(keys.map((key) => own(values[index], key))));
  const marked = grouped(blocks, (block) => markOf(keys.map((key) => constantOf(own(block, key)))));
  const found: Written[] = [];
  for (const [mark, indices] of planned) {
    const among = marked.get(mark) ?? [];
    // The provider may write a constant in its own way: then none is told from another.
    if (among.length !== indices.length) return Array.from({ length: size }, () => blocks);
    const alike = new Set(indices.map((index) => JSON.stringify([values[index], opens[index] ?? null]))).size === 1;
    indices.forEach((index, at) => (found[index] = alike ? [among[at]] : among));
  }
  return found.length === size ? found : Array.from({ length: size }, () => blocks);
}

/** Attributes that are constant in every block, and plain. */
function constantKeys(blocks: readonly Json[]): readonly string[] {
  const [first] = blocks;
  const plain = (block: Json, key: string): boolean => {
    const constant = constantOf(own(block, key));
    return constant !== undefined && (constant === null || typeof constant !== "object");
  };
  if (first === undefined || !isObject(first)) return [];
  return Object.keys(first).filter((key) => blocks.every((block) => plain(block, key)));
}

function grouped<T>(all: readonly T[], by: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = by(one);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}

function markOf(values: readonly (Json | undefined)[]): string {
  return JSON.stringify(values.map((value) => (typeof value === "object" ? value : String(value))));
}
