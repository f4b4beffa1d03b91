/** `of[*]`: the same of every element, and of what is no list as of a list of one. */
import { mixedAs } from "./order";
import { derived, list, oneOf, type Sym } from "./sym";

export function splat(of: Sym, each: (element: Sym) => Sym): Sym {
  if (of.k === "known" && of.value === null) return list([]);
  if (of.k === "list") return list(of.items.map(each), of.more, mixedAs(of));
  if (of.k === "one")
    return oneOf(
      of.among.map((one) => splat(one, each)),
      of.because,
    );
  if (of.k === "unknown" || of.k === "ref") return derived([of]);
  return list([each(of)]);
}
