/**
 * What a plan changes, attribute by attribute. PURE.
 *
 * Reads `terraform show -json`. It reports every difference and judges none: `drift.ts` compares with what the emulator
 * cannot do. A value known only after apply counts as a difference.
 */

export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    readonly after_unknown?: unknown;
    /**
     * Arguments that cannot change in place, as paths.
     *
     * @default - nothing is replaced, or it is not said why
     */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** One attribute that differs, or a whole resource that comes or goes. */
export interface Difference {
  readonly address: string;
  readonly type: string;
  readonly action: "create" | "update" | "replace" | "delete" | "output";
  /** `ingress[rule_no=120].icmp_type`; empty for a whole resource or output. */
  readonly path: string;
  /** The path without what is in brackets. */
  readonly attribute: string;
  readonly before: unknown;
  /** For an output: what happens to it. */
  readonly after: unknown;
  /**
   * Of a replacement: every argument that differs, whether it forces it or not.
   *
   * @default - it is no replacement
   */
  readonly differing?: readonly string[];
}

/** Every difference that applying the plan would make, in the plan's order. */
export function differencesOf(plan: Plan): readonly Difference[] {
  const resources = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed").flatMap(changesOf);
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, { actions }]) => actionOf(actions) !== "nothing")
    .map(([name, { actions }]) => ({
      ...whole({ address: `output.${name}`, type: "output" }, "output"),
      after: actionOf(actions),
    }));
  return [...resources, ...outputs];
}

function changesOf(resource: ResourceChange): readonly Difference[] {
  const action = actionOf(resource.change.actions);
  switch (action) {
    case "nothing":
      return [];
    case "create":
    case "delete":
      return [whole(resource, action)];
    case "replace":
      return [{ ...whole(resource, action), differing: differingIn(resource) }];
    case "update": {
      const { before, after, after_unknown: unknown } = resource.change;
      const found = [...leaves(known(before, unknown), known(after, unknown), ""), ...unknownLeaves(unknown, "")];
      const named = found.map((leaf) => ({ ...leaf, address: resource.address, type: resource.type, action }));
      return named.length > 0 ? named : [whole(resource, action)];
    }
  }
}

/** What forces a replacement, and whatever else would differ; what AWS gives anew is unknown and is not among it. */
function differingIn({ change }: ResourceChange): readonly string[] {
  const { before, after, after_unknown: unknown, replace_paths: forcing = [] } = change;
  const found = leaves(known(before, unknown), known(after, unknown), "")
    .filter((leaf) => !(isNothing(leaf.before) && isNothing(leaf.after)))
    .map(({ attribute }) => attribute);
  return [
    ...new Set([...forcing.map((path) => path.filter((step) => typeof step === "string").join(".")), ...found]),
  ].sort();
}

/** What is read back where nothing was written. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || ['""', "{}", "[]"].includes(JSON.stringify(value));
}

function whole(resource: Pick<ResourceChange, "address" | "type">, action: Difference["action"]): Difference {
  return { address: resource.address, type: resource.type, action, path: "", attribute: "", before: null, after: null };
}

/** What Terraform calls a list of actions; a list that is not known counts as a replacement. */
export function actionOf(actions: readonly string[]): "nothing" | "create" | "update" | "delete" | "replace" {
  const [only] = actions;
  if (actions.length !== 1) return "replace";
  if (only === "no-op" || only === "read") return "nothing";
  return only === "create" || only === "update" || only === "delete" ? only : "replace";
}

type Leaf = Pick<Difference, "path" | "attribute" | "before" | "after">;

function leaves(before: unknown, after: unknown, path: string): readonly Leaf[] {
  if (same(before, after, path)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return pairs(before, after, path);
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => leaves(before[key], after[key], path === "" ? key : `${path}.${key}`));
  }
  return [leaf(path, before, after)];
}

/** Inside a list of blocks Terraform writes what is left out as null and reads it back as nought. */
function same(before: unknown, after: unknown, path: string): boolean {
  const settled = (value: unknown): unknown =>
    path.includes("[") && (value === "" || value === 0 || value === undefined) ? null : (value ?? null);
  return JSON.stringify(settled(before)) === JSON.stringify(settled(after));
}

/** Entries of a network ACL are a set: paired by their number. Other lists are compared entry by entry, order aside. */
function pairs(before: readonly unknown[], after: readonly unknown[], path: string): readonly Leaf[] {
  const numbers = [...before, ...after].map(ruleNumber);
  if (numbers.every((number) => number !== undefined)) {
    const find = (list: readonly unknown[], number: number): unknown =>
      list.find((entry) => ruleNumber(entry) === number);
    return [...new Set(numbers)]
      .sort((a, b) => a - b)
      .flatMap((number) => leaves(find(before, number), find(after, number), `${path}[rule_no=${String(number)}]`));
  }
  const texts = (list: readonly unknown[]): Set<string> => new Set(list.map((entry) => JSON.stringify(entry)));
  const [had, has] = [texts(before), texts(after)];
  const gone = before.filter((entry) => !has.has(JSON.stringify(entry)));
  const come = after.filter((entry) => !had.has(JSON.stringify(entry)));
  return gone.length + come.length === 0 ? [] : [leaf(path, gone, come)];
}

/** Without the attributes that are wholly unknown: what was there says nothing about what will be. */
function known(value: unknown, unknown: unknown): unknown {
  if (!isObject(value) || !isObject(unknown)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => unknown[key] !== true));
}

function unknownLeaves(unknown: unknown, path: string): readonly Leaf[] {
  if (unknown === true) return [leaf(path, null, "(known after apply)")];
  if (Array.isArray(unknown)) {
    return unknown.flatMap((entry, index) => unknownLeaves(entry, `${path}[${String(index)}]`));
  }
  if (!isObject(unknown)) return [];
  return Object.entries(unknown).flatMap(([key, value]) => unknownLeaves(value, path === "" ? key : `${path}.${key}`));
}

function leaf(path: string, before: unknown, after: unknown): Leaf {
  return { path, attribute: path.replaceAll(/\[[^\]]*\]/g, ""), before, after };
}

function ruleNumber(entry: unknown): number | undefined {
  const number = isObject(entry) ? entry["rule_no"] : undefined;
  return typeof number === "number" ? number : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
