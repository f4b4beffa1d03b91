/**
 * Groups that an option of a database uses beside the database's own (RDS API, OptionConfiguration, "VPC security groups used for
 * this option"). How RDS attaches them it does not say: the database is in them perhaps.
 */
import type { Interface, UnknownReason } from "../facts";
import { textOf } from "../expression/access";
import type { Sym } from "../expression/sym";
import { asMaybe } from "../reading/link";
import type { OptionGroup, Reader, Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { linksAt } from "./nested-links";

/** What says which option group a database has. */
interface Named {
  /** Option groups of the inputs that it may be. */
  readonly among: readonly OptionGroup[];
  /** It may be one that no input describes. */
  readonly isOther: boolean;
}

export const optionGroup: Reader = {
  types: ["aws_db_option_group"],
  read: (instance, reading) => {
    const groups = linksAt(reading.cursor(instance), "option.vpc_security_group_memberships", "security-group");
    reading.optionGroups.push({ instance, groups });
  },
};

/** Adds the groups of its options to an interface of a database. */
export function withOptions(one: Interface, database: Instance, reading: Reading): Interface {
  if (one.groups === "unfiltered") return one;
  const at = `${database.address}.option_group_name`;
  const because: UnknownReason = { kind: "not-modelled", at, detail: "an option of it may use further groups" };
  const { among, isOther } = namedBy(database, reading);
  if (among.length === 0 && !isOther) return one;
  const lists = among.map(({ groups }) => groups);
  const links = lists.flatMap((list) => list.links).flatMap((link) => asMaybe(link, because));
  const outside: UnknownReason = { kind: "outside", at, detail: "no input describes its option group" };
  const more = one.moreGroups ?? lists.find((list) => list.more !== undefined)?.more ?? (isOther ? outside : undefined);
  return { ...one, groups: [...one.groups, ...links], ...(more === undefined ? {} : { moreGroups: more }) };
}

const none: Named = { among: [], isOther: false };

/** A copy that says nothing of it has what its source has (RDS API, CreateDBInstanceReadReplica); others then have one without options. */
const copied = ["replicate_source_db", "snapshot_identifier", "restore_to_point_in_time"];

function namedBy(database: Instance, reading: Reading): Named {
  const cursor = reading.cursor(database);
  const sym = cursor.sym("option_group_name");
  const isLeftOut = sym === undefined || (sym.k !== "known" && database.configures("option_group_name") === false);
  if (!isLeftOut) return meant(sym, reading.optionGroups);
  return copied.some((name) => cursor.has(name)) ? { among: reading.optionGroups, isOther: false } : none;
}

function meant(sym: Sym, all: readonly OptionGroup[]): Named {
  const text = textOf(sym);
  // AWS's own have no options.
  if (text === "" || text?.startsWith("default:") === true) return none;
  if (text !== undefined) {
    const named = all.map((each) => ({ each, name: textOf(each.instance.get("name")) }));
    const among = named.filter(({ name }) => name === undefined || name === text);
    return { among: among.map(({ each }) => each), isOther: !among.some(({ name }) => name === text) };
  }
  if (sym.k === "ref" || sym.k === "whole") {
    const among = all.filter(({ instance }) => instance.id === sym.of.id);
    return among.length > 0 ? { among, isOther: false } : { among: all, isOther: true };
  }
  const parts = sym.k === "one" ? sym.among : sym.k === "unknown" && sym.hints.exhaustive ? sym.hints.from : [];
  if (parts.length === 0) return { among: all, isOther: true };
  const each = parts.map((part) => meant(part, all));
  return { among: [...new Set(each.flatMap(({ among }) => among))], isOther: each.some(({ isOther }) => isOther) };
}
