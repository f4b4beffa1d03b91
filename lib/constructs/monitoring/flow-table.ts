/** Tables of the Glue catalogue over records in an archive, and over data beside them. */
import type { Construct } from "constructs";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { FlowLogFieldType, FlowLogFormat } from "../../model";
import { archivePrefix, escapedForTerraform, formatKey } from "./flow-log";

const glueTypes: Readonly<Record<FlowLogFieldType, string>> = { text: "string", int32: "int", int64: "bigint" };

/** What the folders of an archive are named by, in AWS's order; a record's own columns have other names. */
const folders = [
  { column: "aws_account_id", folder: "aws-account-id" },
  { column: "aws_service", folder: "aws-service" },
  { column: "aws_region", folder: "aws-region" },
  { column: "year", folder: "year" },
  { column: "month", folder: "month" },
  { column: "day", folder: "day" },
  { column: "hour", folder: "hour" },
] as const;

/** Years that a table looks for. Later ones are a change of the table in place. */
const years = "2026,2049";

/** Records of the last so many days, in a way that keeps Athena from looking into every folder there could be. */
export function lastDays(days: number): string {
  const first = `current_date - interval '${String(days)}' day`;
  const either = (pattern: string): string =>
    `IN (date_format(${first}, '${pattern}'), date_format(current_date, '${pattern}'))`;
  return [
    `"year" ${either("%Y")}`,
    `"month" ${either("%m")}`,
    `"year" || "month" || "day" >= date_format(${first}, '%Y%m%d')`,
  ].join(" AND ");
}

/** Days that {@link lastDays} can tell: two neighbouring months at most. */
export const mostDays = 28;

/** Where the records of a table are. */
export interface RecordsPlace {
  readonly database: string;
  readonly bucketName: string;
  readonly name: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** The name of the table of one format: `flows_v10_1a2b3c4d`. */
export function recordsTableName(format: FlowLogFormat): string {
  return `flows_${formatKey(format).replaceAll("-", "_")}`;
}

/** The table of exactly the records of one format. Its partitions are computed, not kept: there is nothing to add by the hour. */
export function recordsTable(scope: Construct, format: FlowLogFormat, place: RecordsPlace): GlueCatalogTable {
  const root = `s3://${place.bucketName}/${archivePrefix(place.name, format)}/`;
  const template = folders.map(({ column, folder }) => `${folder}=\${${column}}`).join("/");
  const digits = (column: string, range: string, count: number): Readonly<Record<string, string>> => ({
    [`projection.${column}.type`]: "integer",
    [`projection.${column}.range`]: range,
    [`projection.${column}.digits`]: String(count),
  });
  const list = (column: string, values: readonly string[]): Readonly<Record<string, string>> => ({
    [`projection.${column}.type`]: "enum",
    [`projection.${column}.values`]: values.join(","),
  });
  return new GlueCatalogTable(scope, `Records_${formatKey(format)}`, {
    databaseName: place.database,
    name: recordsTableName(format),
    description: `Flow-log records of ${place.name}, version ${String(format.version)}`,
    tableType: "EXTERNAL_TABLE",
    parameters: {
      EXTERNAL: "TRUE",
      classification: "parquet",
      "projection.enabled": "true",
      ...list("aws_account_id", place.accounts),
      ...list("aws_service", ["vpcflowlogs"]),
      ...list("aws_region", place.regions),
      ...digits("year", years, 4),
      ...digits("month", "1,12", 2),
      ...digits("day", "1,31", 2),
      ...digits("hour", "0,23", 2),
      "storage.location.template": `${root}AWSLogs/${escapedForTerraform(template)}/`,
    },
    partitionKeys: folders.map(({ column }) => ({ name: column, type: "string" })),
    storageDescriptor: {
      location: root,
      inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      serDeInfo: {
        serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        parameters: { "serialization.format": "1" },
      },
      columns: format.columns.map(({ name, type }) => ({ name, type: glueTypes[type] })),
    },
  });
}

/** A table of JSON lines in one folder. */
export function dataTable(
  scope: Construct,
  id: string,
  table: { readonly database: string; readonly name: string; readonly description: string; readonly folder: string },
  columns: readonly { readonly name: string; readonly type: string }[],
): GlueCatalogTable {
  return new GlueCatalogTable(scope, id, {
    databaseName: table.database,
    name: table.name,
    description: table.description,
    tableType: "EXTERNAL_TABLE",
    parameters: { EXTERNAL: "TRUE", classification: "json" },
    storageDescriptor: {
      location: table.folder,
      inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      serDeInfo: {
        serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
        parameters: { "serialization.format": "1" },
      },
      columns: columns.map(({ name, type }) => ({ name, type })),
    },
  });
}
