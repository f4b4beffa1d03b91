/**
 * Takes files of records in: batch by batch into the engine's table of sums.
 *
 * Decides what a file's fault is and goes on. Refuses only what a person named and is no flow log.
 */
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidInput, type Issue } from "../../model";
import { compactTaken, createTaken, takeSql, type Source, type TakeOptions } from "../../flows";
import { reasonOf } from "../system-error";
import { batches, type Batch } from "./batches";
import type { Engine } from "./engine";
import { evenLines } from "./even-lines";
import type { TextForm } from "./file-form";
import { recordFiles } from "./record-files";
import {
  evenedPath,
  parquetFields,
  parquetSource,
  rejectsLimit,
  textSource,
  unknownFields,
  unpackedPath,
} from "./sources";
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
  /** Folders of one network's logs that the files lie in: `flows-v10-1a2b3c4d`. */
  readonly logs: readonly string[];
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
  const logs = new Set<string>();
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
    for (const { path } of batch.files) logs.add(logOf(path));
    files += batch.files.length;
    bytes += batch.files.reduce((sum, { size }) => sum + size, 0);
    say(files, bytes);
    rows = await compact(engine, rows);
  }
  if (files === 0 && empty === 0) refuseNothing(paths, notes);
  return { files, bytes, empty, headerless, unknownFields: [...unknown].sort(), logs: besideEachOther(logs), notes };
}

/** The folder of its log, as the constructs name it by its format, in that of its network; empty for a file that lies in none. */
function logOf(path: string): string {
  return /^.*[/\\]flows-v\d+-[0-9a-f]{8}(?=[/\\])/.exec(path)?.[0] ?? "";
}

/** Of logs those that lie beside another: of one network. */
function besideEachOther(logs: ReadonlySet<string>): readonly string[] {
  const all = [...logs].filter((log) => log !== "").sort();
  return all.filter((log) => all.some((other) => other !== log && dirname(other) === dirname(log)));
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
  await takeLines(engine, form, names, options, notes);
  if (form.form === "gzip") for (const path of names.keys()) rmSync(path);
}

/**
 * All at once; when one of them cannot be read as it is, one by one, and that one once the ends of its lines are alike.
 *
 * @param names - where each file's text lies, and the file that a person knows
 */
async function takeLines(
  engine: Engine,
  form: TextForm,
  names: ReadonlyMap<string, string>,
  options: TakeOptions,
  notes: FileNote[],
): Promise<void> {
  try {
    await take(engine, textSource(form, [...names.keys()].sort()), options);
  } catch (error) {
    const [first, ...others] = names;
    if (first === undefined) return;
    const [text, file] = first;
    const even = evenedPath(engine);
    if (others.length > 0) for (const one of names) await takeLines(engine, form, new Map([one]), options, notes);
    else if (text === even) notes.push(unreadable("file", file, error));
    else {
      await evenLines(text, even);
      await takeLines(engine, form, new Map([[even, file]]), options, notes);
    }
    return;
  }
  notes.push(...(await damagedLines(engine, names)));
  const moved = [...names].filter(([text, file]) => text !== file);
  if (moved.length > 0) await engine.run(renamed(moved));
}

async function take(engine: Engine, source: Source, options: TakeOptions): Promise<void> {
  await engine.run("DROP TABLE IF EXISTS rejects; DROP TABLE IF EXISTS scans");
  await engine.run(takeSql(source, options));
}

/** Sums name the file that was made of what an example is in; a reader knows only the one that it was made of. */
function renamed(names: readonly (readonly [text: string, file: string])[]): string {
  const rows = names.map(([from, to]) => `(${quote(from)}, ${quote(to)})`).join(", ");
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
      notes.push(unreadable("Parquet file", path, error));
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
    if (paths.length === 1 && only !== undefined) notes.push(unreadable("Parquet file", only, error));
    else for (const path of paths) await takeEach(engine, fields, [path], options, notes);
  }
}

function unreadable(what: string, file: string, error: unknown): FileNote {
  return { file, what: `the ${what} cannot be read; nothing of it counts`, count: 0, example: reasonOf(error) };
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
