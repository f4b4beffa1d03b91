/** Asks the questions of what was taken in. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  conduitsColumns,
  duckdbSql,
  partsView,
  placesColumns,
  waysSql,
  type ConduitRow,
  type PlaceRow,
  type Question,
} from "../../flows";
import { literal, type Engine, type Row } from "./engine";
import { locate } from "./locate";

/** Makes the tables that the questions start from. */
export async function prepare(
  engine: Engine,
  places: readonly PlaceRow[],
  conduits: readonly ConduitRow[],
): Promise<void> {
  await load(engine, "places", placesColumns, places);
  await load(engine, "conduits", conduitsColumns, conduits);
  await locate(engine, places);
  await engine.run(partsView);
  for (const sql of waysSql) await engine.run(sql);
}

/** Types of Glue in DuckDB. */
const types = { string: "VARCHAR", int: "INTEGER", bigint: "BIGINT" } as const;

async function load(
  engine: Engine,
  table: string,
  columns: readonly { readonly name: string; readonly type: keyof typeof types }[],
  rows: readonly object[],
): Promise<void> {
  const file = join(engine.folder, `${table}.jsonl`);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const list = columns.map(({ name, type }) => `${name}: '${types[type]}'`).join(", ");
  await engine.run(
    `CREATE TABLE ${table} AS SELECT * FROM read_json(${literal(file)}, format = 'newline_delimited', columns = {${list}})`,
  );
}

export async function ask(engine: Engine, question: Question): Promise<readonly Row[]> {
  return engine.rows(duckdbSql(question));
}
