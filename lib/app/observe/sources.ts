/** A batch as what stands after FROM. */
import { join } from "node:path";
import { columnOf, interfaceFields, neededFields } from "../../model";
import { columnsOf, type Source } from "../../flows";
import { fileLiteral, literal, type Engine } from "./engine";
import { unusable, type TextForm } from "./file-form";
import type { Issue } from "../../model";

/** Rows of damage that one batch may keep: a damaged line has one for each field that it lacks. */
export const rejectsLimit = 200_000;
/** Bytes of the longest line: one record of all 42 fields has fewer than 2,000. */
const longestLine = 65_536;

/** Text files that have the same fields. Damaged lines go to the tables `rejects` and `scans`. */
export function textSource({ fields, isHeaderless }: TextForm, paths: readonly string[]): Source {
  const known = fields.map((name, at) => (isKnown(name) ? columnOf(name) : `unknown_${String(at)}`));
  const columns = known.map((name) => `${literal(name)}: 'VARCHAR'`).join(", ");
  const options = [
    "delim = ' '",
    "header = false",
    `skip = ${isHeaderless ? "0" : "1"}`,
    "auto_detect = false",
    "quote = ''",
    "escape = ''",
    `columns = {${columns}}`,
    "filename = true",
    "store_rejects = true",
    "rejects_table = 'rejects'",
    "rejects_scan = 'scans'",
    `rejects_limit = ${String(rejectsLimit)}`,
    `max_line_size = ${String(longestLine)}`,
  ];
  return {
    sql: `read_csv([${paths.map(fileLiteral).join(", ")}], ${options.join(", ")})`,
    columns: columnsOf({ names: fields }),
    hasFlags: fields.includes("tcp-flags"),
  };
}

/** Fields that AWS does not have: they are left out, and named. */
export function unknownFields(fields: readonly string[]): readonly string[] {
  return fields.filter((name) => !isKnown(name));
}

function isKnown(name: string): boolean {
  return interfaceFields.some((field) => field.name === name);
}

/** Parquet files that have the same columns, and the fields that those are. */
export function parquetSource(fields: readonly string[], paths: readonly string[]): Source {
  return {
    sql: `read_parquet([${paths.map(fileLiteral).join(", ")}], filename = true, hive_partitioning = false)`,
    columns: columnsOf({ names: fields }),
    hasFlags: fields.includes("tcp-flags"),
  };
}

/** The fields of one Parquet file, or why it has none that can be used. */
export async function parquetFields(engine: Engine, path: string): Promise<readonly string[] | Issue> {
  const rows = await engine.rows(`SELECT name FROM parquet_schema(${fileLiteral(path)}) WHERE num_children IS NULL`);
  const columns = rows.map(({ name }) => String(name));
  const names = columns.map((column) => column.replaceAll("_", "-"));
  const fields = interfaceFields.filter(({ name }) => columns.includes(columnOf(name))).map(({ name }) => name);
  const missing = neededFields.filter((name) => !(fields as readonly string[]).includes(name));
  return missing.length === 0 ? fields : unusable(names, missing, [], path);
}

/** Where an unpacked file lies while it is read. */
export function unpackedPath(engine: Engine, number: number): string {
  return join(engine.folder, `unpacked-${String(number)}.log`);
}

/** Where the text of one file lies, the ends of its lines made alike, while it is read. */
export function evenedPath(engine: Engine): string {
  return join(engine.folder, "evened.log");
}
