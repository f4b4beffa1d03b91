/** Things that are alike, together. */

export type Group<T> = readonly [T, ...(readonly T[])];

/** Those with the same key together, in the order of the first of each. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
