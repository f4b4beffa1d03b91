/** Asks one question of the same records in both dialects: Athena's text as it is, with what Trino has and DuckDB lacks as macros. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { athenaSql, conduitsRows, placesRows, type Declared, type Question } from "../../lib/flows";
import { ask, prepare } from "../../lib/app/observe/ask";
import { openEngine } from "../../lib/app/observe/engine";
import { takeIn } from "../../lib/app/observe/take-in";
import { FlowLogFormat, columnOf, orThrow } from "../../lib/model";

export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Records of one format, each a line. */
export interface Records {
  readonly fields: string;
  readonly lines: readonly string[];
}

const everything = { since: -Infinity, until: Infinity };

/** Answers by the names of the questions. */
export type Answers = Readonly<Record<string, Rows>>;
type Questions = readonly (readonly [name: string, question: Question])[];

async function answers(questions: Questions, ask: (question: Question) => Promise<Rows>): Promise<Answers> {
  const answered: Record<string, Rows> = {};
  for (const [name, question] of questions) answered[name] = await ask(question);
  return answered;
}

export async function inDuckDb(questions: Questions, records: Records, declared: Declared): Promise<Answers> {
  const engine = await openEngine();
  try {
    const file = join(engine.folder, "records.log");
    writeFileSync(file, [records.fields, ...records.lines, ""].join("\n"));
    const conduits = conduitsRows(declared);
    const taken = await takeIn(
      engine,
      [file],
      { conduits, window: everything, latest: 2e9, vpcs: [] },
      () => undefined,
    );
    if (taken.notes.length > 0) throw new Error(JSON.stringify(taken.notes));
    await prepare(engine, placesRows(declared), conduits);
    return await answers(questions, (question) => ask(engine, question));
  } finally {
    engine.close();
  }
}

/**
 * What Trino has: a type of addresses, blocks that contain them, and Unix seconds as a time (Trino's functions "IP address" and
 * "Date and time"). Written apart from the library's own parser, so that a mistake in one shows.
 */
const trino = [
  "CREATE TYPE ipaddress AS VARCHAR",
  "CREATE MACRO from_unixtime(x) AS x",
  "CREATE MACRO groups(t) AS CASE WHEN t = '' THEN []::VARCHAR[] ELSE string_split(t, ':') END",
  `CREATE MACRO all_groups(a) AS CASE WHEN a LIKE '%::%' THEN list_concat(groups(split_part(a, '::', 1)), list_concat(
    list_transform(range(8 - len(groups(split_part(a, '::', 1))) - len(groups(split_part(a, '::', 2)))), lambda x: '0'),
    groups(split_part(a, '::', 2)))) ELSE groups(a) END`,
  `CREATE MACRO bits_of(a) AS array_to_string(list_transform(all_groups(a), lambda g: lpad(to_base(('0x' || g)::INTEGER, 2), 16, '0')), '')`,
  "CREATE MACRO prefix_of(block) AS split_part(block, '/', 2)::INTEGER",
  "CREATE MACRO number_of(a) AS split_part(a, '.', 1)::UBIGINT * 16777216 + split_part(a, '.', 2)::UBIGINT * 65536 + split_part(a, '.', 3)::UBIGINT * 256 + split_part(a, '.', 4)::UBIGINT",
  "CREATE MACRO element_at(list, number) AS list_extract(list, number)",
  `CREATE MACRO contains(block, a) AS CASE
    WHEN block IS NULL OR NOT regexp_matches(a::VARCHAR, '^[0-9a-f]*[.:][0-9a-f.:]+$') THEN NULL
    WHEN (block LIKE '%:%') <> (a::VARCHAR LIKE '%:%') THEN false
    WHEN block LIKE '%:%' THEN left(bits_of(split_part(block, '/', 1)), prefix_of(block)) = left(bits_of(a::VARCHAR), prefix_of(block))
    ELSE number_of(split_part(block, '/', 1)) // (2 ** (32 - prefix_of(block)))::UBIGINT = number_of(a::VARCHAR) // (2 ** (32 - prefix_of(block)))::UBIGINT END`,
];

export async function inAthena(questions: Questions, { fields, lines }: Records, declared: Declared): Promise<Answers> {
  const folder = mkdtempSync(join(tmpdir(), "cordon-trino-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const format = orThrow(FlowLogFormat.parse(fields));
    const types = { text: "VARCHAR", int32: "INTEGER", int64: "BIGINT" } as const;
    const columns = format.fields.map(({ name, type }) => `'${columnOf(name)}': '${types[type]}'`).join(", ");
    const tables = { places: placesRows(declared), conduits: conduitsRows(declared) };
    for (const [name, rows] of Object.entries(tables))
      writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    writeFileSync(join(folder, "flows"), lines.map((line) => `${line}\n`).join(""));
    await connection.run('CREATE SCHEMA "flow-logs"');
    for (const name of Object.keys(tables))
      await connection.run(
        `CREATE TABLE "flow-logs".${name} AS SELECT * FROM read_json('${join(folder, name)}', format = 'newline_delimited')`,
      );
    await connection.run(
      `CREATE TABLE "flow-logs".flows AS SELECT * FROM read_csv('${join(folder, "flows")}', delim = ' ', header = false, auto_detect = false, quote = '', nullstr = '-', columns = {${columns}})`,
    );
    for (const sql of trino) await connection.run(sql);
    await connection.run("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'");
    const names = { database: "flow-logs", flows: "flows", places: "places", conduits: "conduits", format };
    return await answers(questions, async (question) =>
      (await connection.runAndReadAll(athenaSql(question, names))).getRowObjectsJson(),
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}
