/**
 * What can be told from the references of an expression when its text is not there: a plan lists only those.
 *
 * Decides: which objects an unknown value can have come from. Refuses to decide what was done with them. An index is lost
 * in that list: `aws_subnet.a[count.index].id` shows as `aws_subnet.a` and `count.index`, and so does
 * `element(aws_subnet.a[*].id, count.index + 1)`. Any of the instances may be meant, whatever their keys.
 */
import type { UnknownReason } from "../facts";
import { dedupe, handedOnBy, oneOf, type Hints, type Sym } from "../expression/sym";
import { baseOf } from "./plan-address";

/** The references written in the expression: each is followed by its own shortened forms. */
export function writtenReferences(listed: readonly string[]): readonly string[] {
  const written: string[] = [];
  let last: string | undefined;
  for (const reference of listed) {
    if (last !== undefined && reference === shortened(last)) {
      last = reference;
      continue;
    }
    written.push(reference);
    last = reference;
  }
  return [...new Set(written)];
}

/** `aws_subnet.a[0].id` → `aws_subnet.a[0]` → `aws_subnet.a`. */
export function shortened(reference: string): string {
  if (reference.endsWith("]")) return baseOf(reference);
  const at = reference.lastIndexOf(".");
  return at <= 0 ? "" : reference.slice(0, at);
}

const indexRoots = new Set(["count.index", "each.key"]);

export interface Asker {
  readonly resolve: (reference: string) => Sym;
  readonly because: UnknownReason;
}

/** Hints for a value that was made from one attribute of one object; undefined when it was made from anything else. */
export function plainHintsFrom(listed: readonly string[], resolve: Asker["resolve"]): Hints | undefined {
  const [single, ...others] = writtenReferences(listed);
  if (single === undefined || others.length > 0 || indexRoots.has(single)) return undefined;
  const found = resolve(single);
  return found.k === "ref" ? { from: [found], exhaustive: true, isHidden: true } : undefined;
}

/** Hints for a value that was made from these references. */
export function hintsFrom(listed: readonly string[], asker: Asker): Hints {
  const plainly = plainHintsFrom(listed, asker.resolve);
  if (plainly !== undefined) return plainly;
  const written = writtenReferences(listed);
  const indexed = written.some((one) => indexRoots.has(one));
  const rest = written.filter((one) => !indexRoots.has(one));
  let exhaustive = rest.length > 0;
  const from: Sym[] = [];
  const all = rest.map(asker.resolve);
  for (const found of all) {
    const wide = instancesOf(found);
    if (wide !== undefined) {
      from.push(indexed ? oneOf(wide, asker.because) : found);
    } else if (found.k === "unknown") {
      exhaustive = exhaustive && found.hints.exhaustive;
      from.push(...found.hints.from);
    } else {
      from.push(found);
    }
  }
  const handedOn = exhaustive || rest.length === 0 ? undefined : handedOnBy(all);
  return {
    from: dedupe(from.flatMap(flat)),
    exhaustive,
    isHidden: true,
    ...(handedOn === undefined ? {} : { handedOn }),
  };
}

function flat(sym: Sym): readonly Sym[] {
  if (sym.k === "list") return sym.items.flatMap(flat);
  return sym.k === "dict" ? [...sym.entries.values()].flatMap(flat) : [sym];
}

/** The instances, when the sym is a whole resource with several. */
function instancesOf(sym: Sym): readonly Sym[] | undefined {
  const items = sym.k === "list" ? sym.items : sym.k === "dict" ? [...sym.entries.values()] : undefined;
  return items !== undefined && items.length > 0 && items.every((item) => item.k === "whole") ? items : undefined;
}
