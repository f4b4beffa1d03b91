/**
 * Takes files of records in: batch by batch into the engine's table of sums.
 *
 * Decides what a file's fault is and goes on. Refuses only what a person named and is no flow log.
 */
import { rmSync } from "node:fs";
import { InvalidInput, type Issue } from "../../model";
import { compactTaken, createTaken, takeSql, type Source, type TakeOptions } from "../../flows";
import { reasonOf } from "../system-error";
import { batches, type Batch } from "./batches";
import type { Engine } from "./engine";
import type { TextForm } from "./file-form";
import { recordFiles } from "./record-files";
import { parquetFields, parquetSource, rejectsLimit, textSource, unknownFields, unpackedPath } from "./sources";
import { unpack } from "./unpack";

/** Something about one file that a reader must know. */
export interface FileNote {
  readonly file: string;
  readonly what: string;
  /** How many lines it is about; 0 when it is about the file. */
  readonly count: number;
  /** As it stands in the file. */
  readonly example: string;
}

export interface TakenIn {
  readonly files: number;
  readonly bytes: number;
  readonly empty: number;
  /** Files without a line of field names. */
  readonly headerless: number;
  /** Names in first lines that AWS does not have. */
  readonly unknownFields: readonly string[];
  readonly notes: readonly FileNote[];
}

/** Told what was read so far. */
export type Say = (files: number, bytes: number) => void;

/** Rows of sums from which on they are summed again. */
const compactFrom = 2_000_000;

/** @throws {InvalidInput} when a named file is no flow log, or there is no file at all */
export async function takeIn(
  engine: Engine,
  paths: readonly string[],
  options: TakeOptions,
  say: Say,
): Promise<TakenIn> {
  const notes: FileNote[] = [];
  const unknown = new Set<string>();
  let [files, bytes, empty, headerless, rows] = [0, 0, 0, 0, compactFrom];
  await engine.run(createTaken);
  const refused = (one: {
    readonly file: { readonly path: string; readonly isNamed: boolean };
    readonly issue: Issue;
  }): void => {
    if (one.file.isNamed) throw new InvalidInput([one.issue]);
    notes.push({ file: one.file.path, what: one.issue.what, count: 0, example: one.issue.received ?? "" });
  };
  for (const batch of batches(recordFiles(paths, options.window), refused, () => (empty += 1))) {
    const { form } = batch;
    if (form.form === "parquet") await takeParquet(engine, batch, options, notes);
    else {
      if (form.isHeaderless) headerless += batch.files.length;
      unknownFields(form.fields).forEach((name) => unknown.add(name));
      await takeText(engine, batch, form, options, notes);
    }
    files += batch.files.length;
    bytes += batch.files.reduce((sum, { size }) => sum + size, 0);
    say(files, bytes);
    rows = await compact(engine, rows);
  }
  if (files === 0 && empty === 0) refuseNothing(paths, notes);
  return { files, bytes, empty, headerless, unknownFields: [...unknown].sort(), notes };
}

function refuseNothing(paths: readonly string[], notes: readonly FileNote[]): never {
  const [first] = notes;
  const received = first === undefined ? paths.map((path) => `"${path}"`).join(", ") : `${first.file}: ${first.what}`;
  const what = first === undefined ? "there is no file of records" : "none of the files is a flow log that can be read";
  throw new InvalidInput([
    { what, received, allowed: "files of flow-log records, or a folder with some, in the time asked for" },
  ]);
}

async function takeText(
  engine: Engine,
  batch: Batch,
  form: TextForm,
  options: TakeOptions,
  notes: FileNote[],
): Promise<void> {
  const names = new Map<string, string>();
  if (form.form === "gzip") {
    const waiting = [...batch.files.entries()];
    const unpackSome = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [number, { path }] = next;
        const to = unpackedPath(engine, number);
        const damage = await unpack(path, to);
        names.set(to, path);
        if (damage !== undefined)
          notes.push({
            file: path,
            what: "the gzip file is cut off or damaged; what comes before counts",
            count: 0,
            example: damage,
          });
      }
    };
    await Promise.all([unpackSome(), unpackSome()]);
  } else for (const { path } of batch.files) names.set(path, path);
  await take(engine, textSource(form, [...names.keys()].sort()), options);
  notes.push(...(await damagedLines(engine, names)));
  if (form.form === "text") return;
  await engine.run(renamed(names));
  for (const path of names.keys()) rmSync(path);
}

async function take(engine: Engine, source: Source, options: TakeOptions): Promise<void> {
  await engine.run("DROP TABLE IF EXISTS rejects; DROP TABLE IF EXISTS scans");
  await engine.run(takeSql(source, options));
}

/** Sums name the unpacked file that an example is in; a reader knows only the packed one. */
function renamed(names: ReadonlyMap<string, string>): string {
  const rows = [...names].map(([from, to]) => `(${quote(from)}, ${quote(to)})`).join(", ");
  return `UPDATE taken SET file = n.packed FROM (VALUES ${rows}) n(unpacked, packed) WHERE file = n.unpacked`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function damagedLines(engine: Engine, names: ReadonlyMap<string, string>): Promise<readonly FileNote[]> {
  const rows = await engine.rows(`SELECT s.file_path AS file, count(DISTINCT e.line) AS count, min(e.line) AS line,
  arg_min(left(e.csv_line, 160), e.line) AS example
FROM rejects e JOIN scans s USING (scan_id, file_id)
GROUP BY s.file_path ORDER BY s.file_path`);
  const [kept] = await engine.rows("SELECT count(*) AS rows FROM rejects");
  const more = Number(kept?.["rows"]) >= rejectsLimit ? "; there are more, which are not counted" : "";
  return rows.map(({ file, count, line, example }) => ({
    file: names.get(String(file)) ?? String(file),
    what: `lines are no records of its format, the first is line ${String(line)}${more}`,
    count: Number(count),
    example: String(example),
  }));
}

async function takeParquet(engine: Engine, batch: Batch, options: TakeOptions, notes: FileNote[]): Promise<void> {
  const byFields = new Map<string, string[]>();
  for (const { path, isNamed } of batch.files) {
    try {
      const fields = await parquetFields(engine, path);
      if (!("what" in fields)) byFields.set(fields.join(" "), [...(byFields.get(fields.join(" ")) ?? []), path]);
      else if (isNamed) throw new InvalidInput([fields]);
      else notes.push({ file: path, what: fields.what, count: 0, example: fields.received ?? "" });
    } catch (error) {
      if (error instanceof InvalidInput) throw error;
      notes.push(unreadable(path, error));
    }
  }
  for (const [fields, paths] of byFields) await takeEach(engine, fields.split(" "), paths, options, notes);
}

/** All at once; when one of them is damaged, one by one, so that the others count. */
async function takeEach(
  engine: Engine,
  fields: readonly string[],
  paths: readonly string[],
  options: TakeOptions,
  notes: FileNote[],
): Promise<void> {
  try {
    await take(engine, parquetSource(fields, paths), options);
  } catch (error) {
    const [only] = paths;
    if (paths.length === 1 && only !== undefined) notes.push(unreadable(only, error));
    else for (const path of paths) await takeEach(engine, fields, [path], options, notes);
  }
}

function unreadable(file: string, error: unknown): FileNote {
  return { file, what: "the Parquet file cannot be read; nothing of it counts", count: 0, example: reasonOf(error) };
}

async function compact(engine: Engine, from: number): Promise<number> {
  const rows = await countRows(engine);
  if (rows < from) return from;
  for (const sql of compactTaken) await engine.run(sql);
  return compactFrom + 2 * (await countRows(engine));
}

async function countRows(engine: Engine): Promise<number> {
  const [row] = await engine.rows("SELECT count(*) AS rows FROM taken");
  return Number(row?.["rows"]);
}
