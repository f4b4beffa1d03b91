/** Reads the attributes of one instance, or of one block in it, as facts need them. */
import { AddressSet } from "../../model";
import type { Block, Bounded, Link, UnknownReason, Value } from "../facts";
import { truth } from "../expression/evaluate";
import { numberOf, textOf } from "../expression/access";
import { derived, isWhollyKnown, list, nothing, reasonOf, unknown, type Dict, type Sym } from "../expression/sym";
import type { Instance } from "../world/instance";
import { addressesOf, type Blocks, type Families } from "./blocks";
import type { Kind } from "./identity";
import type { KnownAs } from "./known-as";
import type { Wanted } from "./candidates";
import { at as seenFrom, linkOf, linksOf, missingLink, type LinkList } from "./link";

/** What cursors share. */
export interface Tools {
  readonly knownAs: KnownAs;
  readonly blocks: Blocks;
  /** Every link made, for the count. */
  readonly count: (link: Link) => void;
}

export interface BlockList {
  readonly blocks: readonly Block[];
  /** @default - the list is complete */
  readonly more?: UnknownReason;
}

export interface CursorList {
  readonly cursors: readonly Cursor[];
  /** @default - the list is complete */
  readonly more?: UnknownReason;
}

/** Whether an attribute that is left out has no value, or one that the provider picks. */
export type WhenAbsent<T> = { readonly is: T } | "computed";

export class Cursor {
  private constructor(
    private readonly from: (name: string) => Sym | undefined,
    /** `aws_subnet.a` or `aws_network_acl.a.ingress[0]`. */
    public readonly path: string,
    private readonly tools: Tools,
  ) {}

  public static of(instance: Instance, tools: Tools): Cursor {
    return new Cursor((name) => instance.read(name), instance.address, tools);
  }

  public at(name: string): string {
    return `${this.path}.${name}`;
  }

  public sym(name: string): Sym | undefined {
    const found = this.from(name);
    return found?.k === "known" && found.value === null ? undefined : found;
  }

  /** Whether the attribute has, or may have, a value that is not empty. */
  public has(name: string): boolean {
    const found = this.sym(name);
    if (found === undefined) return false;
    if (found.k === "known") return found.value !== "";
    return !(found.k === "list" && found.items.length === 0 && found.more === undefined);
  }

  /** Whether nothing is said of the attribute, not even that it is null. */
  public lacks(name: string): boolean {
    return this.from(name) === undefined;
  }

  public link(name: string, ...kinds: readonly Kind[]): Link | undefined {
    const link = linkOf(this.sym(name), this.wanted(name, kinds), this.tools.knownAs);
    if (link !== undefined) this.tools.count(link);
    return link;
  }

  /** A link that the resource cannot be without. */
  public required(name: string, ...kinds: readonly Kind[]): Link {
    const found = linkOf(this.sym(name), { ...this.wanted(name, kinds), isRequired: true }, this.tools.knownAs);
    if (found !== undefined) {
      this.tools.count(found);
      return found;
    }
    const missing = missingLink(this.wanted(name, kinds), "the attribute is not set");
    this.tools.count(missing);
    return missing;
  }

  public links(name: string, ...kinds: readonly Kind[]): LinkList {
    const found = linksOf(this.sym(name), this.wanted(name, kinds), this.tools.knownAs);
    found.links.forEach(this.tools.count);
    if (found.more !== undefined) this.tools.count({ how: "unknown", because: found.more });
    return found;
  }

  /** What AWS made along with another object, by its own id or by that object. */
  public born(name: string, kind: Kind): Link | undefined {
    const text = textOf(this.sym(name) ?? nothing);
    const known = text === undefined ? undefined : this.tools.knownAs.findBorn(text);
    return known === undefined ? this.link(name, kind) : { how: "exact", to: known.id };
  }

  public text(name: string, absent: WhenAbsent<string> = "computed"): Value<string> {
    return this.value(name, textOf, absent);
  }

  public number(name: string, absent: WhenAbsent<number> = "computed"): Value<number> {
    return this.value(name, numberOf, absent);
  }

  public flag(name: string, absent: WhenAbsent<boolean>): Value<boolean> {
    return this.value(name, (sym) => (sym.k === "known" ? truth(sym) : undefined), absent);
  }

  /** `enable` or `disable`, as transit gateways write flags. */
  public enabled(name: string, absent: WhenAbsent<boolean>): Value<boolean> {
    return this.value(
      name,
      (sym) => ({ enable: true, disable: false, enabled: true, disabled: false })[textOf(sym) ?? ""],
      absent,
    );
  }

  public texts(name: string): Value<readonly string[]> {
    const read = (sym: Sym): readonly string[] | undefined => {
      if (sym.k !== "list" || !isWhollyKnown(sym)) return undefined;
      return sym.items.flatMap((item) => textOf(item) ?? []);
    };
    return this.value(name, read, { is: [] });
  }

  public value<T>(name: string, read: (sym: Sym) => T | undefined, absent: WhenAbsent<T>): Value<T> {
    const sym = this.sym(name);
    if (sym === undefined) {
      if (absent !== "computed") return { exact: absent.is };
      return { unknown: { kind: "after-apply", at: this.at(name), detail: "is known after apply only" } };
    }
    const exact = read(sym);
    if (exact !== undefined) return { exact };
    if (sym.k === "one") {
      const all = sym.among.map((one) =>
        one.k === "known" && one.value === null && absent !== "computed" ? absent.is : read(one),
      );
      if (all.every((one) => one !== undefined)) return { oneOf: all, because: this.because(sym) };
    }
    if (sym.k === "known")
      return { unknown: { kind: "malformed", at: this.at(name), detail: `${JSON.stringify(sym.value)} does not fit` } };
    return { unknown: this.because(sym) };
  }

  public block(name: string, families: Families): Block | undefined {
    return this.tools.blocks.of(this.sym(name), families, this.at(name));
  }

  public blocks(name: string, families: Families): BlockList {
    const sym = this.sym(name);
    if (sym === undefined) return { blocks: [] };
    if (sym.k === "known") {
      const block = this.tools.blocks.of(sym, families, this.at(name));
      return { blocks: block === undefined ? [] : [block] };
    }
    if (sym.k === "list") {
      const blocks = sym.items.map(
        (item) => this.tools.blocks.of(item, families, this.at(name)) ?? this.nowhere(item, name, families),
      );
      return sym.more === undefined ? { blocks } : { blocks, more: seenFrom(sym.more, { at: this.at(name) }) };
    }
    if (sym.k === "one") {
      const lists = sym.among.map((one) => (one.k === "list" ? one.items : [one]));
      const within = lists.flat().map((item) => this.tools.blocks.of(item, families, this.at(name)));
      const set = within.reduce(
        (all, one) => (one === undefined ? all : all.union("exact" in one ? AddressSet.of([one.exact]) : one.within)),
        AddressSet.empty,
      );
      const isOpen = sym.among.some((one) => (one.k === "list" || one.k === "dict") && one.more !== undefined);
      const blocks = [{ within: set, because: this.because(sym) }];
      return isOpen ? { blocks, more: this.because(sym) } : { blocks };
    }
    const one =
      sym.k === "unknown" && sym.hints.from.length > 0 ? this.tools.blocks.of(sym, families, this.at(name)) : undefined;
    if (one !== undefined && "within" in one) return { blocks: [one] };
    return { blocks: [], more: this.because(sym) };
  }

  /** The addresses of several attributes that hold one block or a list of blocks. */
  public addresses(names: readonly (readonly [name: string, families: Families])[]): Bounded<AddressSet> {
    const lists = names.map(([name, families]) => ({ families, ...this.blocks(name, families) }));
    const open = lists.filter((one) => one.more !== undefined);
    const families = open.length === 1 ? (open[0]?.families ?? "both") : "both";
    return addressesOf(
      lists.flatMap((one) => one.blocks),
      open[0]?.more,
      families,
    );
  }

  /** Nested blocks: a list of objects, or one object. */
  public each(name: string): CursorList {
    const sym = this.sym(name);
    if (sym === undefined) return { cursors: [] };
    if (sym.k === "dict") return { cursors: [this.inside(name, list([sym]).items[0], 0)] };
    if (sym.k === "list") {
      const cursors = sym.items.map((item, index) => this.inside(name, item, index));
      return sym.more === undefined ? { cursors } : { cursors, more: seenFrom(sym.more, { at: this.at(name) }) };
    }
    return { cursors: [], more: this.because(sym) };
  }

  /** The first nested block of a name. */
  public first(name: string): Cursor | undefined {
    return this.each(name).cursors[0];
  }

  public because(sym: Sym): UnknownReason {
    return seenFrom(reasonOf(sym), { at: this.path });
  }

  private inside(name: string, item: Sym | undefined, index: number): Cursor {
    const path = `${this.path}.${name}[${String(index)}]`;
    const entries = item?.k === "dict" ? item : undefined;
    return new Cursor(
      (key) => (entries === undefined ? unreadable(item, key, path) : fromDict(entries, key)),
      path,
      this.tools,
    );
  }

  private nowhere(item: Sym, name: string, families: Families): Block {
    return { within: addressesEverywhere(families), because: seenFrom(reasonOf(item), { at: this.at(name) }) };
  }

  private wanted(name: string, kinds: readonly Kind[]): Wanted {
    return { kinds, attribute: name, at: this.at(name) };
  }
}

function addressesEverywhere(families: Families): AddressSet {
  return families === 4 ? AddressSet.everythingV4 : families === 6 ? AddressSet.everythingV6 : AddressSet.everything;
}

function fromDict(of: Dict, key: string): Sym | undefined {
  const found = of.entries.get(key);
  if (found !== undefined) return found;
  return of.more === undefined ? undefined : derived([of], of.more);
}

/** An attribute of a block that is itself unknown, or no block, is unknown and not absent. */
function unreadable(item: Sym | undefined, key: string, at: string): Sym | undefined {
  if (item === undefined || (item.k === "known" && item.value === null)) return undefined;
  if (item.k === "whole") return item.of.get(key);
  return item.k === "known" || item.k === "list"
    ? unknown({ kind: "malformed", at, detail: "something else stands where a block is needed" })
    : derived([item]);
}
