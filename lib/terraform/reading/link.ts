/**
 * From the value of an attribute to the object that it means.
 *
 * Decides: identity, when the value or the expression leaves exactly one object. Refuses to decide between several: it
 * names them. Safe because an unknown value becomes a link only through an expression that can mean nothing else, and
 * what does not fit the kind that the attribute takes is unknown rather than passed over.
 */
import type { FactId, Link, UnknownReason } from "../facts";
import { reasonOf, type Sym } from "../expression/sym";
import {
  candidatesIn,
  elements,
  fits,
  handedOnTo,
  isMany,
  mayDecide,
  mayLeaveOut,
  onlyOf,
  type Wanted,
} from "./candidates";
import { identify, type Identity } from "./identity";
import type { KnownAs } from "./known-as";

export interface LinkList {
  readonly links: readonly Link[];
  /** @default - `links` is complete */
  readonly more?: UnknownReason;
  /**
   * Why none of them may be there: a choice that has an empty list, or whatever decided is not known.
   *
   * @default - one of them is there at least, unless there is none
   */
  readonly mayBeEmpty?: UnknownReason;
}

/** The link; undefined when the value is null or empty. */
export function linkOf(sym: Sym | undefined, wanted: Wanted, knownAs: KnownAs, depth = 0): Link | undefined {
  if (sym === undefined || depth > 32) return undefined;
  switch (sym.k) {
    case "known":
      return ofText(sym.value, wanted, knownAs);
    case "ref":
      return ofRef(sym, wanted, knownAs, depth);
    case "whole":
      return ofWhole(sym, wanted, knownAs, depth);
    case "one":
      return choice(sym.among, sym.because, wanted, knownAs, depth);
    case "unknown":
      return ofHints(sym, wanted, knownAs, depth);
    case "list":
    case "dict": {
      const items = sym.k === "list" ? sym.items : [...sym.entries.values()];
      if (items.length === 1 && sym.more === undefined) return linkOf(items[0], wanted, knownAs, depth + 1);
      return {
        how: "unknown",
        because: { kind: "malformed", at: wanted.at, detail: "a list stands where one id is needed" },
      };
    }
  }
}

/** All links of a list of ids; null is an empty list. */
export function linksOf(sym: Sym | undefined, wanted: Wanted, knownAs: KnownAs): LinkList {
  if (sym === undefined || (sym.k === "known" && (sym.value === null || sym.value === ""))) return { links: [] };
  if (sym.k === "list" || sym.k === "dict") {
    const items = sym.k === "list" ? sym.items : [...sym.entries.values()];
    const links = items.map((item) => linkOf(item, wanted, knownAs) ?? unknownLink(item, wanted));
    return sym.more === undefined ? { links } : { links, more: at(sym.more, wanted) };
  }
  if (sym.k === "one") {
    const lists = sym.among.map((one) => linksOf(one, wanted, knownAs));
    const maybe = lists.flatMap((one) => one.links).flatMap((link) => asMaybe(link, at(sym.because, wanted)));
    const more = lists.find((one) => one.more !== undefined)?.more;
    const isEmpty = (one: LinkList): boolean => one.links.length === 0 || one.mayBeEmpty !== undefined;
    return {
      links: distinct(maybe),
      ...(more === undefined ? {} : { more }),
      ...(lists.some(isEmpty) ? { mayBeEmpty: at(sym.because, wanted) } : {}),
    };
  }
  if (sym.k === "unknown") {
    const { from, exhaustive } = sym.hints;
    const because = at(sym.because, wanted);
    const handed = handedOnTo(sym, wanted);
    if (handed !== undefined) {
      const links = linksAmong(handed, because, wanted, knownAs);
      return mayLeaveOut(sym)
        ? { links: links.flatMap((one) => asMaybe(one, because)), mayBeEmpty: because }
        : { links };
    }
    const candidates = candidatesIn(from, wanted);
    const only = onlyOf(candidates, from, wanted);
    const found = candidates.flatMap((one) => {
      const link = linkOf(one, wanted, knownAs, 1);
      return link === undefined ? [] : exhaustive && one === only ? [link] : asMaybe(link, because);
    });
    const told = distinct(found.filter(({ how }) => how !== "unknown"));
    const isWhole = exhaustive && found.length > 0 && found.every(({ how }) => how !== "unknown");
    if (!isWhole) return { links: told, more: because };
    // A list that were surely empty would be known, unless something that is not known decides.
    return from.some(mayDecide) ? { links: told, mayBeEmpty: because } : { links: told };
  }
  const only = linkOf(sym, wanted, knownAs);
  // The ids that a data source found, or that AWS fills in, are a list of any length.
  if (sym.k === "ref" && only?.how === "unknown") return { links: [], more: only.because };
  return { links: only === undefined ? [] : [only] };
}

/** The same link, or nothing. */
export function asMaybe(link: Link, because: UnknownReason): readonly Link[] {
  if (link.how === "exact" || link.how === "symbol") return [{ how: "ambiguous", among: [link.to], because }];
  if (link.how === "ambiguous") return [{ how: "ambiguous", among: link.among, because: link.because }];
  return link.how === "outside" ? [{ how: "unknown", because }] : [link];
}

function distinct(links: readonly Link[]): readonly Link[] {
  return [...new Map(links.map((link) => [JSON.stringify(link), link] as const)).values()];
}

function unknownLink(sym: Sym, wanted: Wanted): Link {
  return { how: "unknown", because: at(reasonOf(sym), wanted) };
}

/** The reason, seen from the attribute that suffers from it. */
export function at(reason: UnknownReason, wanted: { readonly at: string }): UnknownReason {
  return reason.at === "" ? { ...reason, at: wanted.at } : reason;
}

function ofText(value: string | number | boolean | null, wanted: Wanted, knownAs: KnownAs): Link | undefined {
  if (value === null || value === "") return undefined;
  if (typeof value !== "string")
    return { how: "unknown", because: { kind: "malformed", at: wanted.at, detail: `${String(value)} is not an id` } };
  // A group of another account is written "account/group".
  const identity = knownAs.find(/^[0-9]{12}\/(.+)$/.exec(value)?.[1] ?? value);
  if (identity !== undefined) return { how: "exact", to: identity.id };
  if (likeAnId.test(value)) return { how: "outside", id: value };
  const detail = `${JSON.stringify(value.slice(0, 80))} is not an id`;
  return { how: "unknown", because: { kind: "malformed", at: wanted.at, detail } };
}

/** `subnet-0a1b`, `amazon-elb/amazon-elb-sg`, an ARN; with the account before it or without. */
const likeAnId = /^(arn:.+|([0-9a-z-]+\/)?[a-z][0-9a-z]*(-[0-9a-z]+)+)$/;

function ofRef(sym: Sym & { readonly k: "ref" }, wanted: Wanted, knownAs: KnownAs, depth: number): Link | undefined {
  const identity = identify(sym.of, sym.path);
  // It may be any object that is described: what is looked up (`data.aws_subnets.a.ids`), and what AWS or the provider fills in
  // (`vpc_security_group_ids` that is not set has the default group).
  if (identity === undefined) {
    const because = at(reasonOf(sym), wanted);
    return { how: "unknown", because: sym.of.mode === "data" ? { ...because, kind: "data-source" } : because };
  }
  if ("passes" in identity) return linkOf(sym.of.get(identity.passes), wanted, knownAs, depth + 1);
  if (!fits(identity, wanted)) return { how: "outside", id: `${sym.of.id}.${sym.path}` };
  return link(sym, identity);
}

/** By symbol when the value is not known; exact when it is. */
function link(sym: Sym & { readonly k: "ref" | "whole" }, identity: Identity): Link {
  const value = sym.of.get(sym.k === "ref" ? sym.path : "id");
  return { how: value.k === "known" ? "exact" : "symbol", to: identity.id };
}

/** A reference without its attribute: its id, or its attribute of the name that is asked for. */
function ofWhole(
  sym: Sym & { readonly k: "whole" },
  wanted: Wanted,
  knownAs: KnownAs,
  depth: number,
): Link | undefined {
  const identity = identify(sym.of, "id");
  if (identity !== undefined && "passes" in identity)
    return linkOf(sym.of.get(identity.passes), wanted, knownAs, depth + 1);
  if (identity !== undefined && fits(identity, wanted)) return link(sym, identity);
  const passed = sym.of.get(wanted.attribute);
  if (passed.k !== "ref") return linkOf(passed, wanted, knownAs, depth + 1);
  return {
    how: "unknown",
    because: { kind: "expression", at: wanted.at, detail: `${sym.of.address} is of another kind` },
  };
}

/** The one that is surely in a list of what is handed on, or those of which some are. */
function linksAmong(ids: readonly Sym[], because: UnknownReason, wanted: Wanted, knownAs: KnownAs): readonly Link[] {
  const links = distinct(ids.flatMap((one) => linkOf(one, wanted, knownAs, 1) ?? []));
  return links.length === 1 ? links : distinct(links.flatMap((one) => asMaybe(one, because)));
}

function ofHints(sym: Sym & { readonly k: "unknown" }, wanted: Wanted, knownAs: KnownAs, depth: number): Link {
  const { from, exhaustive } = sym.hints;
  const handed = handedOnTo(sym, wanted);
  const among = handed === undefined ? undefined : choice(handed, sym.because, wanted, knownAs, depth);
  if (among !== undefined)
    return mayLeaveOut(sym) && wanted.isRequired !== true
      ? (asMaybe(among, at(sym.because, wanted))[0] ?? among)
      : among;
  const [only] = from;
  if (exhaustive && from.length === 1 && only?.k === "ref" && !isMany(only.of)) {
    const identity = identify(only.of, only.path);
    if (identity !== undefined && !("passes" in identity) && fits(identity, wanted)) return link(only, identity);
  }
  const candidates = candidatesIn(from, wanted);
  if (!exhaustive || candidates.length === 0) return { how: "unknown", because: at(sym.because, wanted) };
  const found = choice(candidates, sym.because, wanted, knownAs, depth, from.some(isOpen));
  if (found === undefined) return { how: "unknown", because: at(sym.because, wanted) };
  // One of several instances that are not told apart: what it is said of is perhaps another.
  const many = candidates.some((one) => (one.k === "ref" || one.k === "whole") && isMany(one.of));
  return many || from.some(mayDecide) ? (asMaybe(found, at(sym.because, wanted))[0] ?? found) : found;
}

/** Whether there may be more in it than it tells. */
function isOpen(sym: Sym): boolean {
  if (sym.k === "one") return sym.among.some(isOpen);
  if (sym.k !== "list" && sym.k !== "dict") return false;
  return sym.more !== undefined || [...(sym.k === "list" ? sym.items : sym.entries.values())].some(isOpen);
}

function choice(
  among: readonly Sym[],
  because: UnknownReason,
  wanted: Wanted,
  knownAs: KnownAs,
  depth: number,
  hasMore = among.some(isOpen),
): Link | undefined {
  const each = among.flatMap(elements).map((one) => linkOf(one, wanted, knownAs, depth + 1));
  const links = distinct(each.flatMap((one) => one ?? []));
  const [first] = links;
  const nullable = among.some((one) => one.k === "known" && (one.value === null || one.value === ""));
  if (first === undefined) return undefined;
  if (links.length === 1 && !nullable) return first;
  const targets = new Set<FactId>();
  const isClosed = !hasMore && !each.includes(undefined) && links.every((one) => one.how !== "ambiguous" || one.closed);
  for (const one of links) {
    if (one.how === "exact" || one.how === "symbol") targets.add(one.to);
    else if (one.how === "ambiguous") one.among.forEach((id) => targets.add(id));
    else return { how: "unknown", because: at(because, wanted) };
  }
  const found = { how: "ambiguous", among: [...targets].sort(), because: at(because, wanted) } as const;
  return isClosed ? { ...found, closed: true } : found;
}

/** Used where a link is required and the value is missing. */
export function missingLink(wanted: Wanted, detail: string): Link {
  return { how: "unknown", because: { kind: "outside", at: wanted.at, detail } };
}
