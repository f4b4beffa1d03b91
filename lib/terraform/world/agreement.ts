/**
 * Whether a plan and a configuration can be of one making.
 *
 * Decides: that two values are not the same, and that only one of the two inputs writes something. What one side does not know, it
 * does not contradict; nor is it a contradiction that the provider fills in what neither writes. What a plan's own configuration
 * writes it tells by the expressions that it shows.
 */
import { identity, isWhollyKnown, type Sym } from "../expression/sym";
import { notNull } from "../intake/plan-text";
import { isArray, isObject, own, type Json } from "../intake/value";

/** What a plan shows to be written of a value: all that is in it, some blocks with their expressions, or nothing at all. */
export type Shown = "whole" | "hidden" | readonly Json[];

/**
 * Of a dynamic block, which a plan does not show as written, what no provider fills in: the other ends of rules, and where
 * interfaces are.
 */
const ends: ReadonlySet<string> = new Set([
  "cidr",
  "cidr_block",
  "cidr_blocks",
  "ipv6_cidr_block",
  "ipv6_cidr_blocks",
  "prefix_list_ids",
  "security_groups",
  "self",
  "subnet_id",
  "subnet_ids",
  "subnets",
  "assign_public_ip",
  "associate_public_ip_address",
]);

/** Whether an expression gives a value. */
export function isWritten(expression: Json | undefined): boolean {
  if (isArray(expression)) return expression.length > 0;
  if (!isObject(expression)) return false;
  const [constant, references] = [own(expression, "constant_value"), own(expression, "references")];
  if (constant === undefined && references === undefined) return Object.keys(expression).length > 0;
  if (own(expression, notNull) === true) return true;
  return (constant !== undefined && constant !== null) || (isArray(references) && references.length > 0);
}

export function shownAs(expression: Json | undefined): Shown {
  if (isArray(expression)) return expression;
  if (!isObject(expression)) return "hidden";
  return ["constant_value", "references"].some((name) => own(expression, name) !== undefined) ? "whole" : [expression];
}

/** What is shown of one attribute of the blocks; undefined where none of them writes it. */
function inside(shown: Shown, key: string): Shown | undefined {
  if (shown === "whole") return shown;
  if (shown === "hidden") return ends.has(key) ? shown : undefined;
  const all = shown.map((block) => own(block, key)).filter(isWritten);
  if (all.length === 0) return undefined;
  const each = all.map(shownAs);
  return each.includes("whole") ? "whole" : each.flatMap((one) => (typeof one === "string" ? [] : one));
}

/** What a resource has where nothing is said of it. */
export function isBlank(sym: Sym): boolean {
  return (
    (sym.k === "known" && (sym.value === null || sym.value === "" || sym.value === false)) ||
    (sym.k === "list" && sym.items.length === 0 && sym.more === undefined) ||
    (sym.k === "dict" && sym.entries.size === 0)
  );
}

/** Whether the two can be the same value. */
export function agrees(planned: Sym, configured: Sym, shown: Shown | undefined): boolean {
  if (planned.k === "unknown" || planned.k === "ref" || planned.k === "one") return true;
  if (configured.k === "unknown" || configured.k === "ref" || configured.k === "whole") return true;
  if (configured.k === "one") return configured.among.some((one) => agrees(planned, one, shown));
  if (isBlank(planned) && isBlank(configured)) return true;
  // The provider fills in what the configuration leaves out.
  if (configured.k === "known" && configured.value === null) return true;
  if (planned.k === "known") {
    return configured.k === "known" && String(planned.value).toLowerCase() === String(configured.value).toLowerCase();
  }
  if (planned.k === "list") {
    const items = configured.k === "list" ? configured.items : [configured];
    if (configured.k === "list" && configured.more !== undefined)
      return items.every((item) => planned.items.some((other) => agrees(other, item, shown)));
    const unique = new Set(items.map(identity)).size;
    if (planned.items.length !== items.length && planned.items.length !== unique) return false;
    return (
      items.every((item) => planned.items.some((other) => agrees(other, item, shown))) &&
      planned.items.every((other) => items.some((item) => agrees(other, item, shown)))
    );
  }
  if (planned.k !== "dict" || configured.k !== "dict") return false;
  const isSaid = ([key, value]: readonly [string, Sym]): boolean => {
    const other = planned.entries.get(key);
    if (other === undefined) return isBlank(value) || !isWhollyKnown(value);
    const within = shown === undefined ? undefined : inside(shown, key);
    // In a block an expression may come to null, and the provider fills that in.
    if (isNull(value)) return isArray(shown) || isFilledIn(other, within);
    return agrees(other, value, within);
  };
  // What only the plan says.
  const rest = [...planned.entries].filter(([key]) => !configured.entries.has(key));
  const isTold = configured.more !== undefined || shown === undefined;
  return (
    [...configured.entries].every(isSaid) &&
    (isTold || rest.every(([key, value]) => isFilledIn(value, inside(shown, key))))
  );
}

function isNull(sym: Sym): boolean {
  return sym.k === "known" && sym.value === null;
}

/** Whether the plan can have the value without anyone having written it. Ports and types of ICMP that are left out are zero. */
function isFilledIn(planned: Sym, shown: Shown | undefined): boolean {
  return shown === undefined || isBlank(planned) || (planned.k === "known" && planned.value === 0);
}
