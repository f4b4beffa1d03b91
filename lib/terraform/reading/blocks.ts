/**
 * From the value of an attribute to the addresses that it means.
 *
 * Decides: blocks that are written out, and the smallest block known to hold one that is not. Refuses to guess: without
 * such a block it is any address of the family.
 */
import { AddressSet, Cidr } from "../../model";
import type { Block, Bounded, UnknownReason } from "../facts";
import { reasonOf, type Sym } from "../expression/sym";
import type { Instance } from "../world/instance";
import { at } from "./link";

export type Families = 4 | 6 | "both";

/** Blocks that stand in for ones that only AWS will know; see {@link reserve}. */
export interface Reserved {
  readonly all: AddressSet;
}

/** RFC 9637's documentation block: never assigned, so that no network has an address in it. */
export const reserve = Cidr.of("3fff::/20");
/** What AWS assigns Amazon-provided blocks from is somewhere in here. */
const globalUnicast = AddressSet.of([Cidr.of("2000::/3")]);
const documentation = AddressSet.of([Cidr.of("2001:db8::/32")]);
const assignable = globalUnicast.subtract(documentation);

export function everythingOf(families: Families): AddressSet {
  return families === 4 ? AddressSet.everythingV4 : families === 6 ? AddressSet.everythingV6 : AddressSet.everything;
}

export class Blocks {
  private readonly done = new Map<string, Block>();

  public constructor(private readonly reserved: () => AddressSet) {}

  /** The block; undefined when the value is null or empty. */
  public of(sym: Sym | undefined, families: Families, where: string): Block | undefined {
    if (sym === undefined || (sym.k === "known" && (sym.value === null || sym.value === ""))) return undefined;
    if (sym.k === "known") return this.ofText(String(sym.value), families, where);
    return { within: this.enclosing(sym, families), because: at(reasonOf(sym), { at: where }) };
  }

  private ofText(text: string, families: Families, where: string): Block {
    const found = this.done.get(text);
    if (found !== undefined) return found;
    const parsed = Cidr.parse(text);
    if (!parsed.ok) {
      const because: UnknownReason = {
        kind: "malformed",
        at: where,
        detail: `${JSON.stringify(text.slice(0, 80))} is not an address block`,
      };
      return { within: everythingOf(families), because };
    }
    const block = this.besideReserved(parsed.value, where);
    this.done.set(text, block);
    return block;
  }

  /** A block in space that AWS assigns from may hold the real block behind a stand-in. */
  private besideReserved(cidr: Cidr, where: string): Block {
    const set = AddressSet.of([cidr]);
    const reserved = this.reserved();
    if (
      cidr.family === 4 ||
      reserved.isEmpty() ||
      reserve.contains(cidr) ||
      set.contains(assignable) ||
      !set.overlaps(assignable)
    ) {
      return { exact: cidr };
    }
    const detail = "it may hold an Amazon-provided block that is not known yet";
    return { within: set.union(reserved), because: { kind: "after-apply", at: where, detail } };
  }

  /** Addresses that an unknown block is surely within. */
  private enclosing(sym: Sym, families: Families): AddressSet {
    const whole = everythingOf(families);
    if (sym.k === "unknown" && !sym.hints.exhaustive) return whole;
    const from = sym.k === "unknown" ? sym.hints.from : sym.k === "one" ? sym.among : [sym];
    const sets = from.flatMap((one) => this.possible(one, families) ?? []);
    if (sets.length === 0 || sets.includes("anything")) return whole;
    return sets.reduce<AddressSet>((all, one) => (one === "anything" ? all : all.union(one)), AddressSet.empty);
  }

  /** What a block made from this may be within; undefined when it can have had no part in its addresses. */
  private possible(sym: Sym, families: Families): AddressSet | "anything" | undefined {
    if (sym.k === "known") {
      const text = String(sym.value);
      const parsed = text.includes("/") ? Cidr.parse(text) : Cidr.parseAddress(text);
      // A length other than a host's makes a wider block of an address: `${aws_instance.a.private_ip}/16`.
      if (!parsed.ok) return /\/(?!(?:32|128)(?![0-9]))/.test(text) ? "anything" : undefined;
      return families === "both" || families === parsed.value.family ? AddressSet.of([parsed.value]) : undefined;
    }
    if (sym.k !== "ref") return "anything";
    // The id of something is no address.
    if (/^(id|arn)$|_id$|_ids$/.test(sym.path)) return undefined;
    return this.around(sym.of, sym.path)?.intersect(everythingOf(families)) ?? "anything";
  }

  /** The block that holds an address of an object: that of its subnet. */
  private around(of: Instance, path: string): AddressSet | undefined {
    if (!/^(private_ip|private_ips|private_ip_address|primary_private_ip)(\[|$)/.test(path)) return undefined;
    const subnet = onlyIn(of.get("subnet_id"));
    const block = subnet === undefined ? undefined : subnet.get("cidr_block");
    const parsed = block?.k === "known" ? Cidr.parse(String(block.value)) : undefined;
    return parsed?.ok === true ? AddressSet.of([parsed.value]) : undefined;
  }
}

/** The one object whose id the value is. */
function onlyIn(sym: Sym): Instance | undefined {
  if (sym.k === "whole" || (sym.k === "ref" && sym.path === "id")) return sym.of;
  if (sym.k !== "unknown" || !sym.hints.exhaustive || sym.hints.from.length !== 1) return undefined;
  const [only] = sym.hints.from;
  return only === undefined ? undefined : onlyIn(only);
}

/** The addresses of blocks together: what is surely in, and what may be. */
export function addressesOf(
  blocks: readonly Block[],
  more?: UnknownReason,
  families: Families = "both",
): Bounded<AddressSet> {
  const [only] = blocks;
  if (only !== undefined && blocks.length === 1 && more === undefined) {
    const done = alone.get(only);
    if (done !== undefined) return done;
    const bounded = together(blocks, more, families);
    alone.set(only, bounded);
    return bounded;
  }
  return together(blocks, more, families);
}

/** One block on its own, which many rules say. */
const alone = new WeakMap<Block, Bounded<AddressSet>>();

function together(blocks: readonly Block[], more: UnknownReason | undefined, families: Families): Bounded<AddressSet> {
  const exact = AddressSet.of(blocks.flatMap((block) => ("exact" in block ? [block.exact] : [])));
  const open = blocks.find((block) => "within" in block);
  const because = more ?? (open !== undefined && "within" in open ? open.because : undefined);
  if (because === undefined) return { exact };
  const within = blocks.map((block) => ("within" in block ? block.within : AddressSet.empty));
  const may = more === undefined ? within.reduce((a, b) => a.union(b), exact) : everythingOf(families).union(exact);
  // A block with bounds that is written out is surely there itself, stand-ins or not; `within` alone does not say so.
  return { may, must: exact, because };
}
