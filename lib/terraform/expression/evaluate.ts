/**
 * Evaluates an expression as far as it is exact, and says what is left.
 *
 * Decides: values, choices and identities. Refuses to decide: functions and syntax that it does not know, which become
 * unknown values with all that went into them. Safe because an unknown operand never makes a known result, except where
 * the language itself settles it (`false && x`, an index that picks a known element).
 */
import type { BinaryOp, Expr } from "./ast";
import { callFunction } from "./functions";
import { because, deepestEvaluation, heaviest, mostElements, tooMuch, withNames, type Scope } from "./scope";
import { access, elementsOf, numberOf, textOf } from "./access";
import { fails, missing, strictly, survivor } from "./failure";
import { inPlace, mixedAs, pairsOf } from "./order";
import { splat } from "./splat";
import { joined } from "./template";
import { arithmetic } from "./arithmetic";
import { areEndpoints, endpointsOf } from "./firewall-endpoints";
import {
  derived,
  dict,
  isNeverNull,
  isSame,
  known,
  list,
  nothing,
  oneOf,
  unknown,
  weightOf,
  type Known,
  type Ref,
  type Sym,
} from "./sym";

export function evaluate(expr: Expr, scope: Scope, item?: Sym): Sym {
  const { budget } = scope;
  budget.steps -= 1;
  if (budget.steps < 0 || budget.depth > deepestEvaluation) return tooMuch(scope.at);
  budget.depth += 1;
  try {
    const result = step(expr, scope, item);
    const weight = weightOf(result);
    if (weight <= heaviest) return result;
    budget.steps -= heaviest;
    return tooMuch(scope.at);
  } finally {
    budget.depth -= 1;
  }
}

function step(expr: Expr, scope: Scope, item: Sym | undefined): Sym {
  const value = (of: Expr) => evaluate(of, scope, item);
  switch (expr.t) {
    case "literal":
      return known(expr.value);
    case "item":
      return item ?? nothing;
    case "opaque":
      return unknown(because("expression", scope.at, `"${expr.text}" is not read here`));
    case "root":
    case "attribute":
    case "index":
      return traverse(expr, scope, item);
    case "splat":
      return splat(value(expr.of), (element) => evaluate(expr.each, scope, element));
    case "template": {
      const parts = expr.parts.map(value);
      return strictly(scope.tries, parts, () => joined(parts));
    }
    case "call":
      return call(expr, scope, item);
    case "unary": {
      const of = value(expr.of);
      return strictly(scope.tries, [of], () => unary(expr.op, of));
    }
    case "binary": {
      const sides = [value(expr.left), value(expr.right)] as const;
      return strictly(scope.tries, sides, () => binary(expr.op, ...sides));
    }
    case "choice": {
      const test = value(expr.test);
      const branches = [() => value(expr.yes), () => value(expr.no)] as const;
      const isText = [expr.yes, expr.no].some(writesText);
      return strictly(scope.tries, [test], () => {
        const chosen = choice(test, ...branches);
        return isText ? toText(chosen) : chosen;
      });
    }
    case "tuple":
      return list(expr.items.map(value));
    case "object":
      return object(expr.entries.map(([key, of]) => [value(key), value(of)] as const));
    case "for":
      return comprehension(expr, scope, item);
  }
}

/** Follows a whole chain at once, because what its first names mean depends on what comes after them. */
function traverse(expr: Expr, scope: Scope, item: Sym | undefined): Sym {
  const steps: Sym[] = [];
  let at: Expr = expr;
  while (at.t === "attribute" || at.t === "index") {
    steps.unshift(at.t === "attribute" ? known(at.name) : evaluate(at.key, scope, item));
    at = at.of;
  }
  if (at.t !== "root")
    return steps.reduce<Sym>((of, key) => access(of, key, scope.at, scope.tries), evaluate(at, scope, item));
  const names: string[] = [];
  for (const step of steps) {
    if (step.k !== "known" || typeof step.value !== "string") break;
    names.push(step.value);
  }
  const { value, took } = scope.resolve(at.name, names);
  return steps.slice(took).reduce<Sym>((of, key) => access(of, key, scope.at, scope.tries), value);
}

function call(expr: Expr & { readonly t: "call" }, scope: Scope, item: Sym | undefined): Sym {
  const tries = /^(core::)?(try|can)$/.test(expr.name);
  const inner: Scope = tries ? { ...scope, tries: true } : scope;
  const args = expr.args.map((arg) => evaluate(arg, inner, item));
  const rest = expr.spread ? inPlace(args.at(-1)) : [];
  if (rest === undefined) return derived(args);
  const all = expr.spread ? [...args.slice(0, -1), ...rest] : args;
  if (!tries) return strictly(scope.tries, all, () => callFunction(expr.name, all, scope.at));
  const result = callFunction(expr.name, all, scope.at);
  return scope.tries === true ? result : survivor(result);
}

function unary(op: "!" | "-", of: Sym): Sym {
  if (of.k === "one")
    return oneOf(
      of.among.map((one) => unary(op, one)),
      of.because,
    );
  if (of.k !== "known") return derived([of]);
  const value = op === "!" ? truth(of) : numberOf(of);
  if (value === undefined) return unfit(of);
  return known(typeof value === "number" ? -value : !value);
}

/** What the language takes for true or false. */
export function truth(of: Known): boolean | undefined {
  if (of.value === true || of.value === "true") return true;
  if (of.value === false || of.value === "false") return false;
  return undefined;
}

function writesText(expr: Expr): boolean {
  return expr.t === "template" || (expr.t === "literal" && typeof expr.value === "string");
}

/** Both sides of a choice have one type: beside a text a number is one. */
function toText(of: Sym): Sym {
  if (of.k === "one") return oneOf(of.among.map(toText), of.because);
  const text = textOf(of);
  return text === undefined ? of : known(text);
}

function choice(test: Sym, yes: () => Sym, no: () => Sym): Sym {
  const known = test.k === "known" ? truth(test) : undefined;
  if (known === true) return yes();
  if (known === false) return no();
  return oneOf([yes(), no()], derived([test]).because);
}

function binary(op: BinaryOp, left: Sym, right: Sym): Sym {
  if (op === "&&" || op === "||") {
    for (const side of [left, right]) if (side.k === "known" && truth(side) === undefined) return unfit(side);
    const settles = op === "||";
    for (const side of [left, right]) if (side.k === "known" && truth(side) === settles) return known(settles);
    if (left.k === "known" && right.k === "known") return known(!settles);
    return derived([left, right]);
  }
  for (const [side, other, first] of [
    [left, right, true],
    [right, left, false],
  ] as const) {
    if (side.k === "one" && (other.k === "known" || other.k === "one")) {
      return oneOf(
        side.among.map((one) => (first ? binary(op, one, other) : binary(op, other, one))),
        side.because,
      );
    }
  }
  if (op === "==" || op === "!=") return equality(op, left, right);
  if (left.k !== "known" || right.k !== "known") return derived([left, right]);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === undefined || b === undefined) return unfit(a === undefined ? left : right);
  const result = arithmetic(op, a, b);
  return typeof result === "boolean" || Number.isFinite(result) ? known(result) : unfit(right);
}

/** An operand of a type that the operator does not take. */
function unfit(of: Known): Sym {
  return missing("", String(of.value));
}

function equality(op: "==" | "!=", left: Sym, right: Sym): Sym {
  const isNull = (sym: Sym) => sym.k === "known" && sym.value === null;
  if ((isNull(left) && isNeverNull(right)) || (isNull(right) && isNeverNull(left))) return known(op === "!=");
  if (left.k === "known" && right.k === "known") {
    const same = isSame(left, right);
    const detail = "whether the provider makes them one type is not known";
    return same === undefined ? unknown(because("expression", "", detail)) : known(same === (op === "=="));
  }
  if (left.k === "ref" && right.k === "ref" && left.of === right.of && left.path === right.path)
    return known(op === "==");
  if (areSubnetsApart(left, right)) return known(op === "!=");
  const sizes = [left, right].map((sym) => elementsOf(sym)?.length);
  if (sizes[0] !== undefined && sizes[1] !== undefined && sizes[0] !== sizes[1]) return known(op === "!=");
  return derived([left, right]);
}

/** Ids of two subnets that Terraform makes. */
function areSubnetsApart(left: Sym, right: Sym): boolean {
  const isOwn = (sym: Sym): sym is Ref =>
    sym.k === "ref" &&
    sym.path === "id" &&
    sym.of.type === "aws_subnet" &&
    sym.of.mode === "managed" &&
    sym.of.imported !== true &&
    sym.of.presence.is === "certain";
  return isOwn(left) && isOwn(right) && left.of.id !== right.of.id;
}

function object(entries: readonly (readonly [Sym, Sym])[]): Sym {
  const found = new Map<string, Sym>();
  for (const [key, value] of entries) {
    const name = textOf(key);
    if (name === undefined) return derived(entries.flat());
    found.set(name, value);
  }
  return dict(found);
}

function comprehension(expr: Expr & { readonly t: "for" }, scope: Scope, item: Sym | undefined): Sym {
  const over = evaluate(expr.over, scope, item);
  return strictly(scope.tries, [over], () => looped(expr, scope, over, item));
}

function looped(expr: Expr & { readonly t: "for" }, scope: Scope, over: Sym, item: Sym | undefined): Sym {
  if (over.k === "one") {
    return oneOf(
      over.among.map((one) => loop(expr, scope, one, item)),
      over.because,
    );
  }
  const endpoints = areEndpoints(over) ? endpointsOf(over) : undefined;
  if (endpoints === undefined) return loop(expr, scope, over, item);
  const picked = loop(expr, scope, list(endpoints), item);
  const isTold = picked.k === "dict" ? picked.more === undefined : elementsOf(picked)?.length === 1;
  return isTold ? picked : derived([over]);
}

function loop(expr: Expr & { readonly t: "for" }, scope: Scope, over: Sym, item: Sym | undefined): Sym {
  const pairs = pairsOf(over);
  if (pairs === undefined || pairs.length > mostElements) return derived([over]);
  const more = over.k === "list" || over.k === "dict" ? over.more : undefined;
  const items: Sym[] = [];
  const entries = new Map<string, Sym>();
  const groups = new Map<string, Sym[]>();
  let uncertain = more;
  for (const [key, value] of pairs) {
    const names = new Map([[expr.value, value]]);
    if (expr.key !== undefined) names.set(expr.key, key);
    const inner = withNames(scope, names);
    const kept = expr.when === undefined ? known(true) : evaluate(expr.when, inner, item);
    const keeps = kept.k === "known" ? truth(kept) : undefined;
    if (scope.tries === true && fails(kept)) return kept;
    if (keeps === false) continue;
    const to = evaluate(expr.to, inner, item);
    if (keeps === undefined) {
      // The element may be there or not: a list that may hold it, and nothing more can be said.
      uncertain = derived([kept]).because;
      continue;
    }
    if (expr.toKey === undefined) {
      items.push(to);
      continue;
    }
    const called = evaluate(expr.toKey, inner, item);
    const name = textOf(called);
    if (name === undefined) uncertain = derived([called]).because;
    else if (expr.grouped) groups.set(name, [...(groups.get(name) ?? []), to]);
    else if (scope.tries === true && entries.has(name)) return missing(scope.at, name);
    else entries.set(name, to);
  }
  const mixed = uncertain !== more ? "number" : over.k === "list" ? mixedAs(over) : undefined;
  // What is not known of the whole may be in any group.
  for (const [name, group] of groups)
    entries.set(name, list(group, uncertain, uncertain === undefined ? mixed : "number"));
  return expr.toKey === undefined ? list(items, uncertain, mixed) : dict(entries, uncertain);
}
