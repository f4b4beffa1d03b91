/**
 * The sums that every question of DuckDB starts from, taken from files in one pass: the table `taken`.
 *
 * Decides what of a file is a record, what is damaged, and what is of another time. Loses nothing silently: whatever is no flow is
 * counted under its file, with an example.
 */
import { keptPorts } from "./duckdb";
import type { ConduitRow } from "./conduits";
import { isFlow, recordColumns, sums, type Columns } from "./records";

export interface Source {
  /** What stands after FROM; it has a column `filename`. */
  readonly sql: string;
  readonly columns: Columns;
  /** Whether the records say TCP's flags. */
  readonly hasFlags: boolean;
}

export interface TakeOptions {
  readonly conduits: readonly ConduitRow[];
  /** Unix seconds: records that start before it or at its end and later are left out, and counted. */
  readonly window: { readonly since: number; readonly until: number };
  /** Unix seconds after which no record can have ended: its clock is wrong. */
  readonly latest: number;
}

/** Earliest starts that are kept of one way to an outside address: enough to see a rhythm, and bounded. */
export const keptStarts = 60;

/** Addresses that are surely of a private network, by their text: their rhythm is no beacon to the outside. */
const privateText =
  "'^(10\\.|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|f[cde])'";

const keys = ["class", "src", "dst", "srcport", "dstport", "protocol", "opening", '"action"', "reason"] as const;
const added = [
  "flows_out",
  "flows_in",
  "packets_out",
  "packets_in",
  "bytes_out",
  "bytes_in",
  "skewed",
  "ahead",
] as const;

/** The statement that makes the empty table. */
export const createTaken = `CREATE TABLE taken (
  class VARCHAR, src VARCHAR, dst VARCHAR, srcport INTEGER, dstport INTEGER, protocol INTEGER, opening INTEGER,
  "action" VARCHAR, reason VARCHAR,
  ${added.map((name) => `${name} BIGINT`).join(", ")},
  first_seen BIGINT, last_seen BIGINT, starts BIGINT[], file VARCHAR, example VARCHAR
)`;

/** Adds the sums of a source to the table. */
export function takeSql({ sql, columns, hasFlags }: Source, { conduits, window, latest }: TakeOptions): string {
  const ports = keptPorts(conduits);
  const ends = '"start" > "end"';
  const ahead = `greatest("start", "end") > ${String(latest)}`;
  const isStart = hasFlags ? "(opening = 1 OR protocol <> 6)" : "true";
  return `INSERT INTO taken
WITH records AS (
  SELECT ${recordColumns(columns).join(",\n    ")},
    log_status, filename
  FROM ${sql}
), classed AS (
  SELECT *, ${classOf(window)} AS class FROM records
)
SELECT class,
  CASE WHEN class = 'flow' THEN src END, CASE WHEN class = 'flow' THEN dst END,
  CASE WHEN class = 'flow' THEN ${ports.srcport} END, CASE WHEN class = 'flow' THEN ${ports.dstport} END,
  CASE WHEN class = 'flow' THEN protocol END, CASE WHEN class = 'flow' THEN opening END,
  CASE WHEN class = 'flow' THEN "action" END, CASE WHEN class = 'flow' THEN reason END,
  ${sums
    .slice(0, 6)
    .map((sum) => sum.replace(/ AS \w+$/, ""))
    .join(",\n  ")},
  sum(CASE WHEN ${ends} THEN 1 ELSE 0 END), sum(CASE WHEN ${ahead} THEN 1 ELSE 0 END),
  min(least("start", "end")) FILTER (NOT (${ahead})), max(greatest("start", "end")) FILTER (NOT (${ahead})),
  min("start", ${String(keptStarts)}) FILTER (${isStart} AND NOT (${ahead}) AND NOT (regexp_matches(src, ${privateText}) AND regexp_matches(dst, ${privateText}))),
  min(filename),
  min(concat_ws(' ', src, dst, srcport, dstport, protocol, "action", log_status)) FILTER (class = 'damaged')
FROM classed
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, CASE WHEN class <> 'flow' THEN filename END`;
}

function classOf({ since, until }: TakeOptions["window"]): string {
  const isWhole =
    "src <> '-' AND dst <> '-' AND protocol BETWEEN 0 AND 255 AND srcport BETWEEN 0 AND 65535 AND dstport BETWEEN 0 AND 65535 AND packets >= 0 AND bytes >= 0 AND \"start\" > 0 AND \"end\" > 0";
  const outside = [
    ...(Number.isFinite(since) ? [`"start" < ${String(since)}`] : []),
    ...(Number.isFinite(until) ? [`"start" >= ${String(until)}`] : []),
  ];
  return `CASE
    WHEN log_status = 'NODATA' THEN 'no-data'
    WHEN log_status = 'SKIPDATA' THEN 'skipped'
    WHEN NOT coalesce(${isFlow} AND ${isWhole}, false) THEN 'damaged'
    ${outside.length === 0 ? "" : `WHEN ${outside.join(" OR ")} THEN 'outside-window'\n    `}ELSE 'flow'
  END`;
}

/** The same sums in fewer rows: what several batches of files said of one way becomes one. */
export const compactTaken = [
  `CREATE TABLE fewer AS
SELECT ${keys.join(", ")}, ${added.map((name) => `sum(${name})::BIGINT AS ${name}`).join(", ")},
  min(first_seen) AS first_seen, max(last_seen) AS last_seen,
  list_slice(list_sort(flatten(coalesce(list(starts) FILTER (starts IS NOT NULL), []))), 1, ${String(keptStarts)}) AS starts,
  min(file) AS file, min(example) AS example
FROM taken
GROUP BY ${keys.join(", ")}, CASE WHEN class <> 'flow' THEN file END`,
  "DROP TABLE taken",
  "ALTER TABLE fewer RENAME TO taken",
] as const;

/** What the questions see: flows whose both addresses could be read and placed. */
export const partsView = `CREATE VIEW parts AS
SELECT t.* FROM taken t
WHERE class = 'flow' AND EXISTS (SELECT 1 FROM located l WHERE l.address = t.src) AND EXISTS (SELECT 1 FROM located l WHERE l.address = t.dst)`;
