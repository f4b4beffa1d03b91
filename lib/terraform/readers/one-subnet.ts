/**
 * What is in one of the subnets of its group, or in some of them, and not surely in each: AWS picks which (RDS user guide, "Working
 * with DB subnet groups").
 */
import type { Interface, Subnet, Value } from "../facts";
import type { Cursor } from "../reading/cursor";
import type { Reading } from "../reading/reading";
import type { Names } from "../settle/links";
import { targetOf } from "../settle/links";
import type { Instance } from "../world/instance";

/** Machines of which one alone answers, unless they have a standby in another zone. */
const single: ReadonlySet<string> = new Set(["aws_db_instance", "aws_dms_replication_instance"]);

/** Machines of a cluster, of which there may be fewer than subnets. */
const clusters: ReadonlySet<string> = new Set([
  "aws_rds_cluster",
  "aws_docdb_cluster",
  "aws_neptune_cluster",
  "aws_redshift_cluster",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
  "aws_memorydb_cluster",
  "aws_dax_cluster",
  "aws_timestreaminfluxdb_db_instance",
]);

/** Notes what is in some of its subnets, and the zone that it is in where it has one alone. */
export function noteWhereabouts(instance: Instance, subnets: number, cursor: Cursor, reading: Reading): void {
  if (clusters.has(instance.type)) reading.inSomeSubnets.set(instance.id, undefined);
  if (!single.has(instance.type)) return;
  const isMulti = multi(instance, cursor);
  // The standby is in another zone than the first, and AWS asks for subnets in two.
  if (isMulti === true && subnets === 2) return;
  reading.inSomeSubnets.set(instance.id, isMulti === false ? cursor.text("availability_zone") : undefined);
}

function multi(instance: Instance, cursor: Cursor): boolean | undefined {
  const told = cursor.flag("multi_az", { is: false });
  if ("exact" in told) return told.exact;
  const isCopy = ["replicate_source_db", "snapshot_identifier", "restore_to_point_in_time"].some((name) =>
    cursor.has(name),
  );
  return instance.configures("multi_az") === false && !isCopy ? false : undefined;
}

/** The interface in those subnets that its zone leaves. */
export function whereabouts(
  one: Interface,
  zone: Value<string> | undefined,
  names: Names,
  subnets: ReadonlyMap<string, Subnet>,
): Interface {
  const all = [...new Map(one.subnets.map((link) => [JSON.stringify(names.settle(link)), link] as const)).values()];
  if (all.length < 2 || one.moreSubnets !== undefined) return one;
  const isElsewhere = (subnet: Subnet | undefined): boolean =>
    subnet !== undefined &&
    zone !== undefined &&
    "exact" in zone &&
    "exact" in subnet.zone &&
    // Each account has its own names of zones.
    subnet.source.input === one.source.input &&
    subnet.zone.exact !== zone.exact;
  const left = all.filter((link) => !isElsewhere(subnets.get(targetOf(names.settle(link)) ?? "")));
  if (left.length === 1) return { ...one, subnets: left };
  return { ...one, subnets: left.length === 0 ? all : left, inSome: true };
}
