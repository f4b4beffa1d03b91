/**
 * Expressions that fail, as far as `try` and `can` ask for it. Anywhere else Terraform would refuse the configuration.
 *
 * Decides: what surely fails, an element that is not there and all that is made of it. Everything unknown may fail.
 */
import { because } from "./scope";
import { derived, oneOf, unknown, type Sym } from "./sym";

const detail = "there is no element";

export function missing(at: string, key: string): Sym {
  return unknown(because("malformed", at, `${detail} "${key}"`));
}

function isMissing(sym: Sym): boolean {
  return sym.k === "unknown" && sym.because.kind === "malformed" && sym.because.detail.startsWith(detail);
}

/** Whether it, or anything in it, surely fails. */
export function fails(sym: Sym): boolean {
  switch (sym.k) {
    case "unknown":
      return isMissing(sym);
    case "list":
      return sym.items.some(fails);
    case "dict":
      return [...sym.entries.values()].some(fails);
    case "one":
      return sym.among.every(fails);
    default:
      return false;
  }
}

export function mayFail(sym: Sym): boolean {
  switch (sym.k) {
    case "unknown":
      return true;
    case "one":
      return sym.among.some(mayFail);
    case "list":
      return sym.more !== undefined || sym.items.some(mayFail);
    case "dict":
      return sym.more !== undefined || [...sym.entries.values()].some(mayFail);
    case "ref":
      // A list that only the provider knows may be shorter.
      return /[.[]/.test(sym.path);
    default:
      return false;
  }
}

/** What comes of operands of which each has to succeed. */
export function strictly(tries: true | undefined, operands: readonly Sym[], run: () => Sym): Sym {
  if (tries === undefined) return run();
  const failed = operands.find(fails);
  if (failed !== undefined) return isMissing(failed) ? failed : missing("", "in a part");
  const result = run();
  return operands.some(mayFail) && !mayFail(result) ? orFails(result, operands) : result;
}

/** The result, or a failure. */
export function orFails(result: Sym, because: readonly Sym[]): Sym {
  return oneOf([result, missing("", "in a part")], derived(because).because);
}

/** The first that does not fail; one that may fail leaves room for those after it. */
export function attempt(args: readonly Sym[]): Sym | undefined {
  const candidates: Sym[] = [];
  for (const arg of args) {
    if (fails(arg)) continue;
    candidates.push(arg);
    if (!mayFail(arg)) break;
  }
  const last = candidates.at(-1);
  if (last === undefined) return undefined;
  return oneOf([...candidates.slice(0, -1).map(survivor), last], derived(candidates).because);
}

/** It, if it does not fail. */
export function survivor(sym: Sym): Sym {
  if (sym.k !== "one") return sym;
  const left = sym.among.filter((one) => !fails(one));
  return left.length === 0 ? sym : oneOf(left, sym.because);
}
