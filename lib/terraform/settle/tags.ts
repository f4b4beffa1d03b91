/**
 * The tags of what Terraform makes: its own, those that its provider gives to all, and those that `aws_ec2_tag` adds.
 *
 * Decides: which values a tag can have. Refuses to decide where something that gives tags is not told.
 */
import { textOf } from "../expression/access";
import { unknown, type Sym } from "../expression/sym";
import type { FactId, UnknownReason } from "../facts";
import type { Instance } from "../world/instance";

/** What a tag, or a name, can be. */
export interface Perhaps {
  readonly values: readonly string[];
  /** It may be anything else, or be absent. */
  readonly isOpen: boolean;
  /**
   * How anything else begins.
   *
   * @default - not told
   */
  readonly begins?: string;
}

interface Added {
  /** What it tags; undefined when that is not told. */
  readonly to: FactId | undefined;
  readonly key: string | undefined;
  readonly value: string | undefined;
}

export class Tags {
  private readonly added: readonly Added[];

  public constructor(
    instances: Iterable<Instance>,
    /** What the provider of an instance gives to all that it makes. */
    private readonly byProvider: (instance: Instance) => Sym | undefined,
  ) {
    this.added = [...instances].flatMap((one) =>
      one.type === "aws_ec2_tag" && one.mode === "managed" ? added(one) : [],
    );
  }

  /** The values that a tag of an object can have: none and not open when it has no such tag. */
  public of(managed: Instance, key: string): Perhaps {
    const beside = this.addedTo(managed).filter((one) => one.key === undefined || one.key === key);
    const own = this.own(managed, key);
    return {
      values: [...own.values, ...beside.flatMap(({ value }) => value ?? [])],
      isOpen: own.isOpen || beside.some((one) => one.key === undefined || one.value === undefined),
    };
  }

  /** All keys. */
  public keysOf(managed: Instance): Perhaps {
    const beside = this.addedTo(managed).map(({ key }) => key);
    const dicts = this.dictsOf(managed);
    return {
      values: [
        ...dicts.flatMap((one) => (one.k === "dict" ? [...one.entries.keys()] : [])),
        ...beside.flatMap((key) => key ?? []),
      ],
      isOpen: beside.includes(undefined) || dicts.some((one) => one.k !== "dict" || one.more !== undefined),
    };
  }

  private own(managed: Instance, key: string): Perhaps {
    for (const one of this.dictsOf(managed)) {
      if (one.k !== "dict" || one.more !== undefined) return { values: [], isOpen: true };
      const value = one.entries.get(key);
      if (value === undefined) continue;
      const text = textOf(value);
      return text === undefined ? { values: [], isOpen: true } : { values: [text], isOpen: isLeftAlone(managed) };
    }
    return { values: [], isOpen: isLeftAlone(managed) };
  }

  /** The first that has a key says its value. A plan and a state show them together, where they know them. */
  private dictsOf(managed: Instance): readonly Sym[] {
    const together = isSet(managed.read("tags_all"));
    const isHidden = managed.settled && managed.configures("tags_all") !== undefined;
    const given = together ?? (isHidden ? unknown(hidden) : isSet(this.byProvider(managed)));
    return [isSet(managed.read("tags")), given].flatMap((one) => one ?? []);
  }

  private addedTo({ id }: Instance): readonly Added[] {
    return this.added.filter(({ to }) => to === undefined || to === id);
  }
}

const hidden: UnknownReason = { kind: "after-apply", at: "", detail: "the plan does not tell all tags" };

/** Whether somebody else may have changed them. */
function isLeftAlone({ ignored }: Instance): boolean {
  return ignored === "all" || ignored.some((path) => /^tags(_all)?\b/.test(path));
}

function isSet(sym: Sym | undefined): Sym | undefined {
  return sym?.k === "known" && sym.value === null ? undefined : sym;
}

function added(tag: Instance): Added {
  const told = (name: string): string | undefined => {
    const sym = tag.read(name);
    return sym === undefined ? undefined : textOf(sym);
  };
  const of = tag.read("resource_id");
  const to = of?.k === "ref" && of.path === "id" && of.of.mode === "managed" ? of.of.id : undefined;
  return { to, key: told("key"), value: told("value") };
}
