/**
 * What a file of records is: text with which fields, gzip or not, or Parquet.
 *
 * Decides from its first bytes, never from its name. AWS's text files begin with a line of the fields' names; an export from
 * CloudWatch Logs has none and is taken for AWS's default format, which is said.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { gunzipSync, constants } from "node:zlib";
import { FlowLogFormat, interfaceFields, neededFields, type Issue, type Parsed } from "../../model";

export interface TextForm {
  readonly form: "text" | "gzip";
  /** Names of the fields in order; a name that AWS does not have stays, and is not read. */
  readonly fields: readonly string[];
  /** Whether the first line is a record already. */
  readonly isHeaderless: boolean;
}

export type FileForm = TextForm | { readonly form: "parquet" };

/** AWS's default format (Amazon VPC user guide, "Flow log records"): version 2, in the order of its table. */
export const defaultFields = interfaceFields.filter(({ version }) => version === 2).map(({ name }) => name);

/** Bytes that hold any first line: all 42 names take fewer than 700. */
const enough = 65_536;

/** @returns undefined for an empty file */
export function formOf(path: string): Parsed<FileForm | undefined> {
  const start = firstBytes(path);
  if (start.length === 0) return { ok: true, value: undefined };
  if (start.subarray(0, 4).toString("latin1") === "PAR1") return { ok: true, value: { form: "parquet" } };
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const text = isGzip ? unpackedStart(start) : start;
  if (text === undefined) {
    const what = "the gzip file is damaged from its start; nothing of it counts";
    return { ok: false, issue: { what, received: `${String(start.length)} bytes or more`, where: path } };
  }
  if (text.length === 0) return { ok: true, value: undefined };
  const [line = ""] = text.toString("latin1").split(/\r?\n/, 1);
  return fieldsOf(line, isGzip ? "gzip" : "text", path);
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(enough);
    return bytes.subarray(0, readSync(file, bytes, 0, enough, 0));
  } finally {
    closeSync(file);
  }
}

/** What the first bytes of a gzip file hold, fewer where it is damaged among them; undefined when it holds nothing before that. */
function unpackedStart(bytes: Buffer): Buffer | undefined {
  for (let length = bytes.length; length > 0; length = Math.floor(length / 2)) {
    try {
      const text = gunzipSync(bytes.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH });
      if (text.length > 0 || length === bytes.length) return text;
    } catch {
      // What comes before the damage tells as much.
    }
  }
  return undefined;
}

const isRecord = /^\d{1,2} (\d{12}|unknown|-) \S+ \S+ \S+ /;

function fieldsOf(line: string, form: "text" | "gzip", where: string): Parsed<FileForm> {
  if (isRecord.test(line) && line.split(" ").length === defaultFields.length)
    return { ok: true, value: { form, fields: defaultFields, isHeaderless: true } };
  const fields = line.trim().split(/\s+/);
  const known = fields.filter((name) => FlowLogFormat.parse(name).ok);
  // One name of AWS's alone is a word like any other: "type", "end".
  if (known.length < 2) return { ok: false, issue: notRecords(line, where) };
  const missing = neededFields.filter((name) => !fields.includes(name));
  const twice = fields.filter((name, at) => fields.indexOf(name) !== at);
  if (missing.length > 0 || twice.length > 0) return { ok: false, issue: unusable(fields, missing, twice, where) };
  return { ok: true, value: { form, fields, isHeaderless: false } };
}

function notRecords(line: string, where: string): Issue {
  const what = "the file is no flow log: its first line names no fields and is no record of AWS's default format";
  return {
    what,
    received: JSON.stringify(line.slice(0, 60)),
    allowed: `a first line such as "${defaultFields.join(" ")}", or Parquet`,
    where,
  };
}

/** Why records with these fields cannot be judged. */
export function unusable(
  fields: readonly string[],
  missing: readonly string[],
  twice: readonly string[],
  where: string,
): Issue {
  if (missing.length === 0) return { what: "the records have a field twice", received: twice.join(", "), where };
  if (fields.includes("tgw-id"))
    return {
      what: "the records are of a transit gateway, which say nothing of what was accepted or rejected",
      received: `no ${missing.join(", no ")}`,
      allowed: "records of a VPC, a subnet or an interface",
      where,
    };
  return {
    what: "the records lack fields without which nothing can be said of them",
    received: `no ${missing.join(", no ")}`,
    allowed: `records with ${neededFields.join(", ")}`,
    where,
  };
}
