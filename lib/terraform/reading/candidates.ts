/** What an id that is not known yet can have come from. */
import { dedupe, type Sym } from "../expression/sym";
import type { Instance } from "../world/instance";
import { idsAmong, isIdLike } from "./handed-on";
import { identify, type Identity, type Kind } from "./identity";

export interface Wanted {
  readonly kinds: readonly Kind[];
  /** The attribute asked for, which an object of another kind may have too: the `vpc_id` of a subnet. */
  readonly attribute: string;
  /** Where it is asked: `aws_subnet.a.vpc_id`. */
  readonly at: string;
  /**
   * Nothing is made without it.
   *
   * @default - it may be left out
   */
  readonly isRequired?: true;
}

export function fits(identity: Identity, wanted: Wanted): boolean {
  return wanted.kinds.includes(identity.kind) || (identity.kind === "other" && wanted.kinds.includes("other"));
}

/** What an id that is handed on can have come from, where that is closed and something. */
export function handedOnTo({ hints }: Sym & { readonly k: "unknown" }, { kinds }: Wanted): readonly Sym[] | undefined {
  if (hints.exhaustive || hints.handedOn === undefined) return undefined;
  const ids = idsAmong(hints.handedOn, kinds);
  const found = ids === undefined ? [] : dedupe(ids);
  return found.length === 0 ? undefined : found;
}

/** Whether something that is not known yet may have decided that nothing is handed on. */
export function mayLeaveOut({ hints }: Sym & { readonly k: "unknown" }): boolean {
  return hints.handedOn?.some((one) => one.k === "whole" || mayDecide(one)) === true;
}

/**
 * The one thing that is surely in an unknown list: without it the list would be known. Of two, the list has both, or something
 * has left one out: a plan shows no difference.
 */
export function onlyOf(candidates: readonly Sym[], from: readonly Sym[], wanted: Wanted): Sym | undefined {
  const [only, ...others] = candidates.filter(({ k }) => k !== "known");
  if (others.length > 0 || from.some(mayDecide)) return undefined;
  if (only?.k !== "ref" && !(only?.k === "whole" && isOfKind(only, wanted))) return undefined;
  return isMany(only.of) ? undefined : only;
}

/** Whether the object itself is what is asked for, so that a list made of its instances has its id. */
function isOfKind({ of }: Sym & { readonly k: "whole" }, wanted: Wanted): boolean {
  const identity = identify(of, "id");
  return identity !== undefined && !("passes" in identity) && fits(identity, wanted);
}

/** Whether a choice may have been made by it: by an address or a name that nobody knows yet. An id is handed on as it is. */
export function mayDecide(sym: Sym): boolean {
  return sym.k === "ref" && identify(sym.of, sym.path) === undefined;
}

export function isMany({ presence }: Instance): boolean {
  return presence.is === "possible" && presence.many;
}

/** Attributes that hold no id of anything. */
const neverAnId =
  /^(cidr_block|ipv6_cidr_block|availability_zone|private_ip|public_ip|name|description|tags|owner_id|region)\b/;

/**
 * The syms that an id of the wanted kind can have come from. Known values that do not look like ids are what a choice was
 * made by; an id of another kind of object does not fit the attribute, and AWS would refuse it.
 */
export function candidatesIn(from: readonly Sym[], wanted: Wanted): readonly Sym[] {
  return dedupe(from.flatMap(elements)).filter((one) => {
    if (one.k === "known") return isIdLike(one);
    if (one.k !== "ref") return true;
    const identity = identify(one.of, one.path);
    if (identity === undefined) return !neverAnId.test(one.path);
    return "passes" in identity || identity.kind === "other" || fits(identity, wanted);
  });
}

export function elements(sym: Sym): readonly Sym[] {
  if (sym.k === "list") return sym.items.flatMap(elements);
  if (sym.k === "dict") return [...sym.entries.values()].flatMap(elements);
  return sym.k === "one" ? sym.among.flatMap(elements) : [sym];
}
