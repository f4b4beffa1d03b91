/**
 * An attribute the way an expression gets it from a resource, when the provider's schema is not at hand.
 *
 * Decides: a block that is written as an object is a list of one, and what a block leaves out the provider may fill in.
 * Refuses to decide: whether several values are a list or a set.
 */
import type { UnknownReason } from "../facts";
import { toNumber } from "./number";
import { dict, known, type Instance, type Known, type Sym } from "./sym";

/** Attributes that are maps, and no blocks. */
const maps = /^(tags|tags_all|.+_tags|variables|.+_variables|parameters|labels|options|metadata)$/;

export function provided(of: Instance, attribute: string): Sym {
  const value = of.get(attribute);
  return value.k === "ref" || value.k === "unknown" ? value : shaped(value, of, attribute, attribute);
}

/** A text that a schema may make a number or a truth of, or the other way round. */
function loose(value: Known, of: Instance, name: string): Sym {
  if (of.settled || value.value === null) return value;
  if (typeof value.value === "string") {
    const number = toNumber(value.value);
    if (number === undefined && value.value !== "true" && value.value !== "false") return value;
    if (number !== undefined && /(^|_)port$/.test(name)) return known(number);
  }
  return { ...value, loose: true };
}

function shaped(value: Sym, of: Instance, path: string, name: string): Sym {
  if (value.k === "known") return loose(value, of, name);
  if (value.k === "one") return { ...value, among: value.among.map((one) => shaped(one, of, path, name)) };
  if (value.k === "list") {
    const items = value.items.map((item, at) =>
      item.k === "dict" ? block(item, of, `${path}[${String(at)}]`) : shaped(item, of, path, name),
    );
    const open = value.more === undefined ? {} : ({ mixed: "number" } as const);
    return { ...value, items, set: value.set ?? "perhaps", ...open };
  }
  if (value.k !== "dict" || maps.test(name) || of.settled || !of.type.startsWith("aws_")) return value;
  return { k: "list", items: [block(value, of, `${path}[0]`)], set: "perhaps" };
}

function block(value: Sym & { readonly k: "dict" }, of: Instance, path: string): Sym {
  const entries = [...value.entries].map(([key, one]) => [key, shaped(one, of, `${path}.${key}`, key)] as const);
  const filledIn: UnknownReason = {
    kind: "after-apply",
    at: `${of.address}.${path}`,
    detail: "what the block leaves out the provider may fill in",
  };
  return dict(new Map(entries), value.more ?? filledIn);
}
