/**
 * The sums that every question of DuckDB starts from, taken from files in one pass: the table `taken`.
 *
 * Decides what of a file is a record, what is damaged, and what is of another time. Loses nothing silently: whatever is no flow is
 * counted under its file, with an example.
 */
import { keptPorts } from "./duckdb";
import type { ConduitRow } from "./conduits";
import { isFlow, recordColumns, type Columns } from "./records";

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

/** Addresses that are surely of a private network, by their text: a rhythm towards them is no beacon to the outside. */
const privateText = "'^(192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|f[cde])'";
const isOutside = `NOT starts_with(dst, '10.') AND NOT regexp_matches(dst, ${privateText})`;

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

/** Classes of lines, in the order of their numbers. */
const classes = ["flow", "no-data", "skipped", "damaged", "outside-window"] as const;

/**
 * Adds the sums of a source to the table.
 *
 * What sums are told apart by is one number as far as it can be: a sum is looked up once for each record, and text is slow to compare.
 */
export function takeSql({ sql, columns, hasFlags }: Source, { conduits, window, latest }: TakeOptions): string {
  const ports = keptPorts(conduits);
  const isStart = hasFlags ? "(opening = 1 OR protocol <> 6)" : "opening <> 2";
  const flow = (value: string): string => `CASE WHEN class = 0 THEN ${value} END`;
  const when = (told: string, value: string): string => `CASE WHEN ${told} THEN ${value} ELSE 0 END`;
  return `INSERT INTO taken
WITH records AS (
  SELECT ${recordColumns(columns).join(",\n    ")},
    log_status, filename
  FROM ${sql}
), classed AS (
  SELECT *, ${classOf(window)} AS class FROM records
), told AS (
  SELECT src, dst, ${flow(ports.srcport)} AS srcport, ${flow(ports.dstport)} AS dstport,
    reason, ${flow("packets")} AS packets, ${flow("bytes")} AS bytes, filename,
    least("start", "end") AS earlier, greatest("start", "end") AS later,
    CASE WHEN class <> 0 THEN class ELSE opening * 8 + ${when("\"action\" = 'REJECT'", "32")} + ${when("direction = 'egress'", "64")}
      + ${when('"start" > "end"', "128")} + ${when(`greatest("start", "end") > ${String(latest)}`, "256")} + protocol * 512 END AS code,
    CASE WHEN class = 0 AND ${isStart} AND ${isOutside} THEN "start" END AS began,
    CASE WHEN class = 3 THEN concat_ws(' ', src, dst, srcport, dstport, protocol, "action", log_status) END AS example,
    CASE WHEN class <> 0 THEN filename END AS file
  FROM classed
), summed AS (
  SELECT code, src, dst, srcport, dstport, reason, count(*) AS flows, sum(packets)::BIGINT AS packets, sum(bytes)::BIGINT AS bytes,
    min(earlier) AS earlier, max(later) AS later, min(began, ${String(keptStarts)}) FILTER (began IS NOT NULL) AS starts,
    min(filename) AS file, min(example) AS example
  FROM told
  GROUP BY code, src, dst, srcport, dstport, reason, file
), read AS (
  SELECT *, code % 8 AS class, (code // 64) % 2 = 1 AS is_out, (code // 128) % 2 AS skewed, (code // 256) % 2 AS ahead FROM summed
)
SELECT [${classes.map((name) => `'${name}'`).join(", ")}][class + 1], ${flow("src")}, ${flow("dst")}, srcport, dstport,
  ${flow("code // 512")}, ${flow("(code // 8) % 4")}, ${flow("CASE WHEN (code // 32) % 2 = 1 THEN 'REJECT' ELSE 'ACCEPT' END")}, ${flow("reason")},
  ${when("is_out", "flows")}, ${when("NOT is_out", "flows")}, ${when("is_out", "packets")}, ${when("NOT is_out", "packets")},
  ${when("is_out", "bytes")}, ${when("NOT is_out", "bytes")}, skewed * flows, ahead * flows,
  CASE WHEN ahead = 0 THEN earlier END, CASE WHEN ahead = 0 THEN later END, CASE WHEN ahead = 0 THEN starts END, file, example
FROM read`;
}

/** No flow has more: 200 Gbit/s, as fast as interfaces are, carry 15 TB in ten minutes. Sums of such stay in 64 bits. */
const mostBytes = "20000000000000";

/** The number of a line's class. */
function classOf({ since, until }: TakeOptions["window"]): string {
  const isWhole = `src <> '-' AND dst <> '-' AND protocol BETWEEN 0 AND 255 AND srcport BETWEEN 0 AND 65535 AND dstport BETWEEN 0 AND 65535 AND packets BETWEEN 0 AND ${mostBytes} AND bytes BETWEEN 0 AND ${mostBytes} AND "start" > 0 AND "end" > 0`;
  const outside = [
    ...(Number.isFinite(since) ? [`"start" < ${String(since)}`] : []),
    ...(Number.isFinite(until) ? [`"start" >= ${String(until)}`] : []),
  ];
  return `CASE
    WHEN coalesce(${isFlow} AND ${isWhole}, false) THEN ${outside.length === 0 ? "0" : `CASE WHEN ${outside.join(" OR ")} THEN 4 ELSE 0 END`}
    WHEN log_status = 'NODATA' THEN 1
    WHEN log_status = 'SKIPDATA' THEN 2
    ELSE 3
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
