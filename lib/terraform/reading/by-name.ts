/**
 * What a name means: subnet groups, launch templates and launch configurations go by names, and each Region of each account
 * has its own of every kind.
 *
 * Decides only where one that surely exists is surely of the place of what names it: there no other has its name. Refuses to
 * decide between others: the name then means nothing that the inputs tell. Safe because what is not told is bounded by name.
 */
import { textOf } from "../expression/access";
import { identity, type Known } from "../expression/sym";
import type { Value } from "../facts";
import type { Instance } from "../world/instance";

/** Kinds of what goes by names: those of one family share them, as all subnet groups of RDS do (RDS API, CreateDBSubnetGroup). */
const families: ReadonlyMap<string, string> = new Map([
  ["aws_db_subnet_group", "rds"],
  ["aws_docdb_subnet_group", "rds"],
  ["aws_neptune_subnet_group", "rds"],
  ["aws_redshift_subnet_group", "redshift"],
  ["aws_elasticache_subnet_group", "elasticache"],
  ["aws_memorydb_subnet_group", "memorydb"],
  ["aws_dax_subnet_group", "dax"],
  ["aws_dms_replication_subnet_group", "dms"],
  ["aws_launch_template", "launch-template"],
  ["aws_launch_configuration", "launch-configuration"],
]);

export class ByName {
  private readonly named = new Map<string, Instance[]>();

  public constructor(private readonly regionOf: (instance: Instance) => Value<string>) {}

  /** Takes in what goes by a name; anything else is passed over. */
  public enter(instance: Instance): void {
    const family = families.get(instance.type);
    if (family === undefined) return;
    const keys = ["name", "id"].flatMap((attribute) => {
      const sym = instance.get(attribute);
      return sym.k === "known" ? [keyOf(family, sym)] : [];
    });
    for (const key of new Set(keys)) this.named.set(key, [...(this.named.get(key) ?? []), instance]);
  }

  /**
   * What `by` means with a name.
   *
   * @param type of a resource of the family that is meant
   */
  public find(name: Known, type: string, by: Instance): Instance | undefined {
    const all = this.named.get(keyOf(families.get(type) ?? type, name)) ?? [];
    const beside = all.filter((one) => this.isBeside(one, by));
    // What a data source looks up may be the managed one once more.
    const managed = beside.filter(({ mode }) => mode === "managed");
    const [only, ...others] = managed.length > 0 ? managed : beside.slice(0, 1);
    return others.length === 0 && only?.presence.is === "certain" ? only : undefined;
  }

  /** What an id means, which no two have anywhere. */
  public findById(id: Known, type: string): Instance | undefined {
    const all = this.named.get(keyOf(families.get(type) ?? type, id)) ?? [];
    const found = all.filter((one) => isSameText(one.get("id"), id));
    return found.find(({ mode }) => mode === "managed") ?? found[0];
  }

  /** Whether two are surely in one Region of one account. */
  private isBeside(one: Instance, other: Instance): boolean {
    const [here, there] = [placeInArn(one), placeInArn(other)];
    if (here !== undefined && there !== undefined) return here === there;
    if (one.unit !== other.unit || one.provider !== other.provider) return false;
    const [region, otherRegion] = [this.regionOf(one), this.regionOf(other)];
    if ("exact" in region && "exact" in otherRegion) return region.exact === otherRegion.exact;
    // One provider has one Region, whichever that is; a state tells no providers.
    return !("exact" in region || "exact" in otherRegion) && ![one, other].some(isOfItsOwn) && !isOneOfSeveral(region);
  }
}

function keyOf(family: string, name: Known): string {
  return `${family} ${identity(name)}`;
}

function isSameText(sym: ReturnType<Instance["get"]>, other: Known): boolean {
  return sym.k === "known" && identity(sym) === identity(other);
}

/** The Region and the account that the ARN of an object tells. */
function placeInArn(instance: Instance): string | undefined {
  const arn = instance.read("arn");
  const text = arn === undefined ? undefined : textOf(arn);
  return text === undefined ? undefined : /^arn:[^:]*:[^:]*:([^:]+:[^:]+):/.exec(text)?.[1];
}

/** Whether it names a Region itself, beside its provider. */
function isOfItsOwn(instance: Instance): boolean {
  const own = instance.read("region");
  return own !== undefined && !(own.k === "known" && own.value === null);
}

function isOneOfSeveral(region: Value<string>): boolean {
  return "unknown" in region && region.unknown.kind === "ambiguous-instance";
}
