/**
 * What a data source asks by, and whether an object answers to that.
 *
 * Decides: that an object surely does not, by its name, tags, block, zone, VPC or id. A value may have wildcards, as AWS takes
 * them: `*`, `?` and `\` before one that is meant as it is. A filter holds where one of its values does.
 */
import { textOf } from "../expression/access";
import type { Sym } from "../expression/sym";
import type { ListName } from "../reading/lists";
import type { Instance } from "../world/instance";
import type { Perhaps, Tags } from "./tags";
import { matches } from "./wildcards";

interface Criterion {
  /** An attribute, `tag-key` or `tag:…`; undefined when it is none that is compared. */
  readonly by: string | undefined;
  /** Any of these; undefined for one that is not told. */
  readonly values: readonly (string | undefined)[];
}

const attributes = ["name", "cidr_block", "availability_zone", "vpc_id", "id", "default"];

/** What filters call the same. */
const filters: ReadonlyMap<string, string> = new Map([
  ["group-name", "name"],
  ["prefix-list-name", "name"],
  ["cidr", "cidr_block"],
  ["cidr-block", "cidr_block"],
  ["cidrBlock", "cidr_block"],
  ["availability-zone", "availability_zone"],
  ["availabilityZone", "availability_zone"],
  ["vpc-id", "vpc_id"],
  ["is-default", "default"],
  ["isDefault", "default"],
  ["tag-key", "tag-key"],
]);

/** No list of one's own may begin like this (EC2 API reference, `CreateManagedPrefixList`). */
const listsOfAws = "com.amazonaws.";

/** The block of every default VPC (VPC user guide, "Default VPC components"). */
const blockOfDefault = "172.31.0.0/16";

export class Asked {
  /** Whether it asks for anything in particular. */
  public readonly isAnything: boolean;
  private readonly criteria: readonly Criterion[];

  public constructor(private readonly data: Instance) {
    const told = attributes.flatMap((by): readonly Criterion[] => {
      const value = this.said(by);
      return value === undefined ? [] : [{ by, values: [textOf(value)] }];
    });
    this.criteria = [...told, ...tagsIn(this.said("tags")), ...filtersIn(this.said("filter"))];
    this.isAnything = data.attributes.some((name) => name !== "region" && this.said(name) !== undefined);
  }

  /** Whether it surely means another object. `managed` is undefined of what AWS makes with a VPC. */
  public isAnother(managed: Instance | undefined, list: ListName, tags: Tags): boolean {
    return this.criteria.some(({ by, values }) => {
      if (by === undefined || values.length === 0) return false;
      if (by === "name" && list === "prefixLists" && values.every((value) => value?.startsWith(listsOfAws)))
        return true;
      const own = managed === undefined ? born(by, list) : this.ownOf(managed, by, list, tags);
      return values.every((value) => value !== undefined && !mayAnswer(value, own));
    });
  }

  /** What is set; an empty list says nothing. What a plan fills in is not asked by. */
  private said(name: string): Sym | undefined {
    const sym = this.data.read(name);
    if (sym === undefined || isUnset(sym)) return undefined;
    if (sym.k === "list" && sym.items.length === 0 && sym.more === undefined) return undefined;
    return this.data.configures(name) === false ? undefined : sym;
  }

  private ownOf(managed: Instance, by: string, list: ListName, tags: Tags): Perhaps {
    if (by === "tag-key") return tags.keysOf(managed);
    if (by.startsWith("tag:")) return tags.of(managed, by.slice("tag:".length));
    const sym = managed.read(by);
    const text = sym === undefined ? undefined : textOf(sym);
    if (by === "default") return list === "vpcs" ? isDefault(managed) : anything;
    if (by === "name") return nameOf(managed, text);
    if (text !== undefined) return { values: [text], isOpen: false };
    // An id that is written out is hardly one that its own stack makes.
    const isMade = by === "id" || (by === "vpc_id" && sym?.k === "ref" && sym.of.mode === "managed");
    return isMade && managed.unit === this.data.unit ? nothing : anything;
  }
}

const anything: Perhaps = { values: [], isOpen: true };
const nothing: Perhaps = { values: [], isOpen: false };

function born(by: string, list: ListName): Perhaps {
  return by === "name" && list === "securityGroups" ? { values: ["default"], isOpen: false } : anything;
}

/** An object that is taken over may be the default one all the same. */
function isDefault(managed: Instance): Perhaps {
  if (managed.type === "aws_default_vpc") return { values: ["true"], isOpen: false };
  const block = managed.read("cidr_block");
  const text = block === undefined ? undefined : textOf(block);
  return text === undefined || text === blockOfDefault ? anything : { values: ["false"], isOpen: false };
}

/** The provider gives a group without a name one that begins as it is told, or with its own word. */
function nameOf(managed: Instance, name: string | undefined): Perhaps {
  if (managed.type === "aws_default_security_group") return { values: ["default"], isOpen: false };
  if (name !== undefined) return { values: [name], isOpen: false };
  const isGiven = managed.type === "aws_security_group" && managed.imported !== true;
  if (!isGiven || (managed.read("name") !== undefined && managed.configures("name") !== false)) return anything;
  const prefix = managed.read("name_prefix");
  const begins = prefix === undefined || isUnset(prefix) ? "terraform-" : textOf(prefix);
  return begins === undefined ? anything : { values: [], isOpen: true, begins };
}

function isUnset(sym: Sym): boolean {
  return sym.k === "known" && (sym.value === null || sym.value === "");
}

function mayAnswer(pattern: string, { values, isOpen, begins = "" }: Perhaps): boolean {
  if (values.some((one) => matches(pattern, one))) return true;
  const [head = ""] = pattern.split(/[*?\\]/, 1);
  const isWhole = head === pattern;
  return isOpen && (head.startsWith(begins) || (!isWhole && begins.startsWith(head)));
}

function tagsIn(tags: Sym | undefined): readonly Criterion[] {
  if (tags?.k !== "dict") return [];
  return [...tags.entries].map(([key, value]) => ({ by: `tag:${key}`, values: [textOf(value)] }));
}

function filtersIn(blocks: Sym | undefined): readonly Criterion[] {
  const all = blocks?.k === "list" ? blocks.items : blocks === undefined ? [] : [blocks];
  return all.map((one): Criterion => {
    const [name, values] = one.k === "dict" ? [one.entries.get("name"), one.entries.get("values")] : [];
    const text = name === undefined ? undefined : textOf(name);
    const by = text === undefined || !/^tag:[^*?\\]+$/.test(text) ? filters.get(text ?? "") : text;
    if (values?.k !== "list" || values.more !== undefined) return { by, values: [undefined] };
    return { by, values: values.items.map(textOf) };
  });
}
