/**
 * Which of many things an id can have come from, where a plan does not show what a value was made of.
 *
 * Decides by what there is to hand on: an object's own id, the ids of what AWS makes along with it, and nothing that its
 * configuration makes of others, since that came from those. Refuses to decide where one of them may hold such an id under a name
 * that nobody here knows: then it may be any.
 */
import type { Instance } from "../world/instance";
import { isWhollyKnown, originsOf, type Sym } from "../expression/sym";
import { identify, type Kind } from "./identity";

/** Parts of the names of attributes that hold ids of each kind, in the schema of the AWS provider. */
const named: ReadonlyMap<Kind, RegExp> = new Map([
  ["vpc", /vpc_|vpcs/],
  ["subnet", /subnet/],
  ["security-group", /group/],
  ["route-table", /table/],
  ["network-acl", /acl/],
  ["gateway", /gateway/],
  ["nat-gateway", /gateway/],
  ["transit-gateway", /gateway/],
  ["interface", /interface|instance|eni/],
]);

/** What holds whatever someone put there. */
const holdsAnything =
  /^aws_(cloudformation|cloudcontrolapi|ssm_parameter|secretsmanager|servicecatalog|lambda_invocation|s3_|appconfig|dynamodb)/;

/** @returns undefined when it may have come from something else as well */
export function idsAmong(handedOn: readonly Sym[], kinds: readonly Kind[]): readonly Sym[] | undefined {
  const patterns = kinds.map((kind) => named.get(kind));
  if (patterns.includes(undefined)) return undefined;
  const mayHold = (name: string): boolean => patterns.some((pattern) => pattern?.test(name));
  const found: Sym[] = [];
  for (const sym of handedOn) {
    const ids = idsOf(sym, kinds, mayHold);
    if (ids === undefined) return undefined;
    for (const id of ids) found.push(id);
  }
  return found;
}

function idsOf(sym: Sym, kinds: readonly Kind[], mayHold: (name: string) => boolean): readonly Sym[] | undefined {
  if (sym.k === "known") return isIdLike(sym) ? [sym] : [];
  if (sym.k !== "ref" && sym.k !== "whole") return undefined;
  const { of } = sym;
  if (!of.type.startsWith("aws_") || holdsAnything.test(of.type)) return undefined;
  if (of.mode === "data") return sym.k === "ref" && !mayHold(sym.path) && !/(^|_)ids?$/.test(sym.path) ? [] : undefined;
  if (sym.k === "ref") return idsAt(of, sym.path, kinds, mayHold);
  const all = ["id", ...of.attributes.filter((name) => name !== "id")].map((name) => idsAt(of, name, kinds, mayHold));
  return all.includes(undefined) ? undefined : all.flatMap((ids) => ids ?? []);
}

/** Other text is what a choice was made by, or went into something else. */
export function isIdLike(sym: Sym): boolean {
  return sym.k === "known" && typeof sym.value === "string" && /^([a-z]+-[0-9a-f]{8,}|arn:.+)$/.test(sym.value);
}

function idsAt(
  of: Instance,
  path: string,
  kinds: readonly Kind[],
  mayHold: (name: string) => boolean,
): readonly Sym[] | undefined {
  const identity = identify(of, path);
  const ref: Sym = { k: "ref", of, path };
  if (identity !== undefined) {
    if ("passes" in identity) return [ref];
    return kinds.includes(identity.kind) ? [ref] : [];
  }
  const [first = path] = path.split(/[.[]/, 1);
  const value = of.get(first);
  if (isWhollyKnown(value)) return originsOf(value).filter(isIdLike);
  // AWS fills in what a block leaves out, whatever its name.
  if (hasBlocks(value)) return undefined;
  if (!mayHold(path)) return [];
  // What its configuration makes of others came from those.
  return first === path && value.k !== "ref" && of.configures(first) === true ? [] : undefined;
}

function hasBlocks(value: Sym): boolean {
  if (value.k === "list") return value.items.some(hasBlocks);
  return value.k === "dict" || (value.k === "one" && value.among.some(hasBlocks));
}
