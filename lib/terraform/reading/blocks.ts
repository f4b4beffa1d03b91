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
    const [only, ...others] = sym.k === "unknown" ? (sym.hints.exhaustive ? sym.hints.from : []) : [sym];
    if (sym.k === "one") {
      return sym.among
        .map((one) => {
          const block = this.of(one, families, "");
          return block === undefined
            ? AddressSet.empty
            : "exact" in block
              ? AddressSet.of([block.exact])
              : block.within;
        })
        .reduce((a, b) => a.union(b), AddressSet.empty);
    }
    if (only === undefined || others.length > 0) return whole;
    if (only.k === "known") {
      const block = Cidr.parse(String(only.value));
      return block.ok ? AddressSet.of([block.value]).intersect(whole) : whole;
    }
    if (only.k !== "ref") return whole;
    return this.around(only.of, only.path, 0)?.intersect(whole) ?? whole;
  }

  /** The block that holds an address attribute of an object: that of its subnet, or of its VPC. */
  private around(of: Instance, path: string, depth: number): AddressSet | undefined {
    if (depth > 4) return undefined;
    const isPrivate = /^(private_ip|private_ips|private_ip_address|primary_private_ip)(\[|$)/.test(path);
    const [parent, attribute] =
      of.type === "aws_subnet" && path === "cidr_block"
        ? ["vpc_id", "cidr_block"]
        : of.type === "aws_subnet" && path === "ipv6_cidr_block"
          ? ["vpc_id", "ipv6_cidr_block"]
          : isPrivate
            ? ["subnet_id", "cidr_block"]
            : [undefined, ""];
    if (parent === undefined) return undefined;
    const link = of.get(parent);
    if (link.k !== "ref" || link.path !== "id") return undefined;
    const value = link.of.get(attribute);
    if (value.k === "known") {
      const parsed = Cidr.parse(String(value.value));
      // A subnet may lie in a secondary block of its VPC, which this does not look for.
      return parsed.ok && parent === "subnet_id" ? AddressSet.of([parsed.value]) : undefined;
    }
    return value.k === "ref" ? this.around(value.of, value.path, depth + 1) : undefined;
  }
}

/** The addresses of blocks together: what is surely in, and what may be. */
export function addressesOf(
  blocks: readonly Block[],
  more?: UnknownReason,
  families: Families = "both",
): Bounded<AddressSet> {
  const exact = AddressSet.of(blocks.flatMap((block) => ("exact" in block ? [block.exact] : [])));
  const open = blocks.find((block) => "within" in block);
  const because = more ?? (open !== undefined && "within" in open ? open.because : undefined);
  if (because === undefined) return { exact };
  const within = blocks.map((block) => ("within" in block ? block.within : AddressSet.empty));
  const may = more === undefined ? within.reduce((a, b) => a.union(b), exact) : everythingOf(families).union(exact);
  // A block with bounds that is written out is surely there itself, stand-ins or not; `within` alone does not say so.
  return { may, must: exact, because };
}
