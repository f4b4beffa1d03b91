/** Ways to damage a document. All are decided by numbers, so that a fault can be made again. */
import fc from "fast-check";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The path of a value in a document. */
export type Path = readonly string[];

export type Damage =
  /** Values changed, dropped, doubled, swapped. */
  | { readonly kind: "structure"; readonly steps: readonly Step[] }
  | { readonly kind: "bytes"; readonly cuts: readonly Cut[] }
  /** One value made one of which nobody knows what it is. */
  | { readonly kind: "unreadable"; readonly place: number; readonly by: number };

interface Step {
  readonly how: "replace" | "drop" | "double" | "swap" | "rename" | "wrap";
  readonly place: number;
  readonly other: number;
}

interface Cut {
  readonly how: "flip" | "drop" | "insert" | "repeat" | "truncate";
  readonly at: number;
  readonly length: number;
  readonly byte: number;
}

const nat = fc.nat({ max: 0x7fffffff });

export const damages: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("structure" as const),
      steps: fc.array(
        fc.record({
          how: fc.constantFrom("replace" as const, "replace", "drop", "double", "swap", "rename", "wrap"),
          place: nat,
          other: nat,
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("bytes" as const),
      cuts: fc.array(
        fc.record({
          how: fc.constantFrom("flip" as const, "flip", "drop", "insert", "repeat", "truncate"),
          at: nat,
          length: fc.integer({ min: 1, max: 40 }),
          byte: fc.nat({ max: 255 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("unreadable" as const), place: nat, by: nat }) },
);

const strange: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  65_536,
  "",
  "x",
  "-1",
  "all",
  "tcp",
  "0.0.0.0/0",
  "::/0",
  "10.0.0.0/99",
  "10.40.0.5/24",
  "255.255.255.255/32",
  "${",
  "${var.unset}",
  "${aws_vpc.none.id}",
  "${aws_subnet[0]}",
  '${cidrsubnet("10.0.0.0/8", 99, 1)}',
  "${[for s in aws_subnet : s.id]}",
  "%{ if true }",
  "${each.value}${count.index}${self.id}",
  "__proto__",
  "\u0000",
  "\ud800",
  [],
  {},
  [null],
  [[]],
  [{}],
  { "": "" },
  { constructor: {} },
];

/** What no attribute can be: neither absent nor of any type that one has. The first would be a body that says nothing. */
const unreadable: readonly Json[] = [{ not: "a value" }, [["not a value"]], [{ not: "a value" }, 7.5]];
const unreadableBodies = unreadable.slice(1);

/** Every place in a document below its top. */
function places(json: Json, path: string[] = [], found: Path[] = []): readonly Path[] {
  if (typeof json !== "object" || json === null) return found;
  for (const key of Object.keys(json)) {
    const at = [...path, key];
    found.push(at);
    places((json as Record<string, Json>)[key]!, at, found);
  }
  return found;
}

function parentOf(json: Json, path: Path): Record<string, Json> | undefined {
  let at: Json = json;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string, Json>)[key] ?? null;
  }
  return typeof at === "object" && at !== null ? (at as Record<string, Json>) : undefined;
}

function isBody(parent: Record<string, Json>, key: string): boolean {
  const value = parent[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Array.isArray(parent);
}

const known = new WeakMap<object, readonly Path[]>();
const parsed = new Map<string, Json>();

/** The document and its places, once for many damages of it. */
function documentOf(text: string): { readonly json: Json; readonly all: readonly Path[] } {
  const json = parsed.get(text) ?? (JSON.parse(text) as Json);
  parsed.set(text, json);
  const all = known.get(json as object) ?? places(json);
  known.set(json as object, all);
  return { json, all };
}

/** @returns the damaged text, and the place of the one value that was made unreadable */
export function damaged(text: string, damage: Damage): { readonly text: string; readonly at?: Path } {
  switch (damage.kind) {
    case "bytes":
      return { text: damage.cuts.reduce(cut, Buffer.from(text)).toString("utf8") };
    case "unreadable": {
      const { json, all } = documentOf(text);
      const path = all[damage.place % all.length]!;
      const copy = structuredClone(json);
      const parent = parentOf(copy, path)!;
      const key = path.at(-1)!;
      const values = isBody(parent, key) ? unreadableBodies : unreadable;
      parent[key] = values[damage.by % values.length]!;
      return { text: JSON.stringify(copy), at: path };
    }
    case "structure": {
      const { json, all } = documentOf(text);
      const copy = structuredClone(json);
      for (const step of damage.steps) take(copy, all, step);
      return { text: JSON.stringify(copy) };
    }
  }
}

function take(json: Json, all: readonly Path[], { how, place, other }: Step): void {
  const path = all[place % all.length]!;
  const parent = parentOf(json, path);
  const key = path.at(-1)!;
  // The place may have gone with an earlier step.
  if (parent === undefined || !Object.hasOwn(parent, key)) return;
  switch (how) {
    case "replace":
      parent[key] = structuredClone(strange[other % strange.length]!);
      return;
    case "drop":
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
      return;
    case "double":
      if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)] as Json));
      else parent[`${key}_2`] = structuredClone(parent[key]!);
      return;
    case "swap": {
      const to = all[other % all.length]!;
      const target = parentOf(json, to);
      if (target === undefined || !Object.hasOwn(target, to.at(-1)!)) return;
      [parent[key], target[to.at(-1)!]] = [structuredClone(target[to.at(-1)!]!), structuredClone(parent[key]!)];
      return;
    }
    case "rename":
      if (Array.isArray(parent)) return;
      parent[["__proto__x", "type", key.toUpperCase(), `${key}s`][other % 4]!] = parent[key]!;
      Reflect.deleteProperty(parent, key);
      return;
    case "wrap":
      parent[key] = other % 2 === 0 ? [parent[key]!] : { [key]: parent[key]! };
  }
}

function cut(bytes: Buffer, { how, at, length, byte }: Cut): Buffer {
  const start = at % Math.max(1, bytes.length);
  const [before, middle, after] = [
    bytes.subarray(0, start),
    bytes.subarray(start, start + length),
    bytes.subarray(start + length),
  ];
  switch (how) {
    case "flip":
      return Buffer.concat([before, Buffer.from([byte]), bytes.subarray(start + 1)]);
    case "drop":
      return Buffer.concat([before, after]);
    case "insert":
      return Buffer.concat([before, Buffer.alloc(length, byte), middle, after]);
    case "repeat":
      return Buffer.concat([before, middle, middle, after]);
    case "truncate":
      return before;
  }
}
