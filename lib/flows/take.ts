/**
 * The sums that every question of DuckDB starts from, taken from files in one pass: the table `taken`.
 *
 * Decides what of a file is a record, what is damaged, and what is of another time. Loses nothing silently: whatever is no flow is
 * counted under its file, with an example.
 */
import { keptPorts } from "./duckdb";
import type { ConduitRow } from "./conduits";
import { addressAt, isFlow, type Columns } from "./records";

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
  /** Ids of the VPCs that records are looked for of; none where one of them is not known. */
  readonly vpcs: readonly string[];
}

/** Earliest starts that are kept of one way to an outside address: enough to see a rhythm, and bounded. */
export const keptStarts = 60;

/** Addresses that are surely of a private network, by their text: a rhythm towards them is no beacon to the outside. */
const privateText = "'^(192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.|f[cde])'";

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
  first_seen BIGINT, last_seen BIGINT, starts BIGINT[], file VARCHAR, example VARCHAR, vpc VARCHAR
)`;

/**
 * Adds the sums of a source to the table.
 *
 * Each record is summed as it is written, and what its sum means is decided once for each sum: what is worked out for each record takes
 * most of the time. That is a test of whether it is as usual, and a text that says how it is not for those few that are unusual.
 */
export function takeSql({ sql, columns, hasFlags }: Source, { conduits, window, latest, vpcs }: TakeOptions): string {
  const ports = keptPorts(conduits, hasFlags);
  const port = (kept: string): string => flow(`CASE WHEN protocol IN (6, 17) THEN ~nullif(${kept}, 0) ELSE 0 END`);
  const opens = hasFlags ? "(flags = 2 OR protocol <> 6) AND " : "";
  // By CASE, as AND asks everything of every record where it is no filter: the pattern is for those few that may be outside.
  const opensTowardsOutside = `CASE WHEN starts_with(dst, '10.') THEN false ELSE ${opens}NOT regexp_matches(dst, ${privateText}) END`;
  const common = inCommon(columns, hasFlags, window);
  return `INSERT INTO taken
WITH records AS (
  SELECT ${[...takenColumns(columns), `${otherVpc(columns, vpcs)} AS vpc`].join(",\n    ")}
  FROM ${sql}
), told AS (
  SELECT *, CASE WHEN ${isUsual(latest)} THEN NULL ELSE ${oddity(latest)} END AS odd,
    ${ports.srcport} AS kept_srcport, ${ports.dstport} AS kept_dstport
  FROM records
), summed AS (
  SELECT ${common.map(([name, value]) => `${value} AS ${name}`).join(", ")},
    count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes,
    min(least("start", "end")) AS earlier, max(greatest("start", "end")) AS later,
    min("start", ${String(keptStarts)}) FILTER (WHERE ${opensTowardsOutside}) AS starts,
    min(filename) AS file,
    min(CASE WHEN odd IS NULL THEN NULL ELSE concat_ws(' ', src, dst, srcport, dstport, protocol, "action", log_status) END) AS example,
    min(vpc) AS vpc
  FROM told
  GROUP BY ${common.flatMap(([, value]) => (constants.has(value) ? [] : [value])).join(", ")}
), classed AS (
  SELECT *, coalesce(split_part(odd, ' ', 1), 'flow') AS written_class, coalesce(split_part(odd, ' ', 2) = 'true', false) AS skewed,
    coalesce(split_part(odd, ' ', 3) = 'true', false) AS ahead
  FROM summed
), read AS (
  SELECT * REPLACE (${["packets", "bytes"].map((sum) => `${when("written_class = 'flow'", `${sum}::BIGINT`)} AS ${sum}`).join(", ")}),
    ${classOfSum} AS class
  FROM classed
)
SELECT class, ${flow("src")}, ${flow("dst")}, ${port("kept_srcport")}, ${port("kept_dstport")}, ${flow("protocol")},
  ${flow("CASE flags WHEN 2 THEN 1 WHEN 18 THEN 2 ELSE 0 END")}, ${flow("CASE WHEN rejected THEN 'REJECT' ELSE 'ACCEPT' END")},
  ${flow("coalesce(nullif(reason, '-'), '')")},
  ${["flows", "packets", "bytes"].flatMap((sum) => [when("is_out", sum), when("NOT is_out", sum)]).join(", ")},
  ${when("skewed", "flows")}, ${when("ahead", "flows")},
  CASE WHEN NOT ahead THEN earlier END, CASE WHEN NOT ahead THEN later END, ${flow("CASE WHEN NOT ahead THEN starts END")},
  file, CASE WHEN class = 'damaged' THEN example END, vpc
FROM read`;
}

/** The VPC that a record is of, where it is none of those looked for; empty where it is, and null where nobody asks or it is not told. */
function otherVpc(columns: Columns, vpcs: readonly string[]): string {
  const vpc = columns.of("vpc-id", "NULL");
  if (vpc === "NULL" || vpcs.length === 0) return "NULL::VARCHAR";
  return `CASE WHEN ${vpc} IN (${vpcs.map((id) => `'${id.replaceAll("'", "''")}'`).join(", ")}) THEN '' ELSE nullif(${vpc}, '-') END`;
}

/** What is read of a record. Of TCP's flags SYN, 2, and ACK, 16, tell who opened the connection. */
function takenColumns(columns: Columns): readonly string[] {
  const integer = (field: string, type: string): string => `try_cast(${columns.of(field, "NULL")} AS ${type})`;
  const [flags, protocol] = [columns.of("tcp-flags", "NULL"), integer("protocol", "integer")];
  const ofTcp = `coalesce(try_cast(${flags} AS integer) & 18, 0) * (${protocol} = 6)::INTEGER`;
  return [
    `${addressAt(columns, "src")} AS src`,
    `${addressAt(columns, "dst")} AS dst`,
    `${integer("srcport", "integer")} AS srcport`,
    `${integer("dstport", "integer")} AS dstport`,
    `${protocol} AS protocol`,
    `${flags === "NULL" ? "0" : ofTcp} AS flags`,
    `${columns.of("action", "NULL")} AS "action"`,
    ...["reject-reason", "flow-direction"].map((field) => columns.of(field, "")).filter((column) => column !== ""),
    ...["packets", "bytes", "start", "end"].map((field) => `${integer(field, "bigint")} AS "${field}"`),
    "log_status",
    "filename",
  ];
}

function flow(value: string): string {
  return `CASE WHEN class = 'flow' THEN ${value} END`;
}

/** What is counted of those records of which something is told. */
function when(told: string, value: string): string {
  return `CASE WHEN ${told} THEN ${value} ELSE 0 END`;
}

/**
 * No flow has more: 200 Gbit/s, as fast as interfaces are, carry 15 TB in ten minutes. Sums of such stay in 64 bits; all its own bits
 * are 1, see {@link isUsual}.
 */
const mostBytes = String(2 ** 44 - 1);

/** Whether it says who talked to whom, and by what. */
const hasEnds = "src <> '-' AND dst <> '-' AND protocol BETWEEN 0 AND 255";

/**
 * Whether nothing is unusual about a record; with the fewest tests that say so. Two numbers are both from 0 to one whose bits are all 1
 * where the bits of both together are; and what starts after 0, does not end before, and has ended by now, ends after 0 and has started.
 */
function isUsual(latest: number): string {
  return `log_status = 'OK' AND ("action" = 'ACCEPT') <> ("action" = 'REJECT') AND ${hasEnds}
    AND (packets | bytes) BETWEEN 0 AND ${mostBytes} AND (srcport | dstport) BETWEEN 0 AND 65535
    AND "start" > 0 AND "start" <= "end" AND "end" <= ${String(latest)}`;
}

/** Whether it is a flow: a record of neither TCP nor UDP need not have ports, and its clock may be wrong. */
const isRead = `coalesce(${isFlow} AND ${hasEnds}
      AND packets BETWEEN 0 AND ${mostBytes} AND bytes BETWEEN 0 AND ${mostBytes} AND "start" > 0 AND "end" > 0
      AND (srcport BETWEEN 0 AND 65535 AND dstport BETWEEN 0 AND 65535 OR protocol NOT IN (6, 17)), false)`;

/** What an unusual record is, as text: its class, whether it starts after it ends, whether it is of the future, and the file of what is no flow. */
function oddity(latest: number): string {
  return `concat_ws(' ',
    CASE WHEN ${isRead} THEN 'flow' WHEN log_status = 'NODATA' THEN 'no-data' WHEN log_status = 'SKIPDATA' THEN 'skipped' ELSE 'damaged' END,
    coalesce("start" > "end", false), coalesce("start" > ${String(latest)} OR "end" > ${String(latest)}, false),
    CASE WHEN ${isRead} THEN NULL ELSE filename END)`;
}

/** What stands for what a format does not say, or nobody asked for. Nothing is grouped by it. */
const constants: ReadonlySet<string> = new Set(["0", "''", "false"]);

/** What records of one sum have in common: names, and how it is worked out. */
function inCommon(
  columns: Columns,
  hasFlags: boolean,
  { since, until }: TakeOptions["window"],
): readonly (readonly [name: string, value: string])[] {
  const outside = [
    ...(Number.isFinite(since) ? [`"start" < ${String(since)}`] : []),
    ...(Number.isFinite(until) ? [`"start" >= ${String(until)}`] : []),
  ];
  const direction = columns.of("flow-direction", "''");
  return [
    ...["odd", "src", "dst", "kept_srcport", "kept_dstport", "protocol"].map((name) => [name, name] as const),
    ["flags", hasFlags ? "flags" : "0"],
    ["rejected", `"action" = 'REJECT'`],
    ["reason", columns.of("reject-reason", "''")],
    ["is_out", direction === "''" ? "false" : `coalesce(${direction} = 'egress', false)`],
    ["outside_window", outside.length === 0 ? "false" : outside.join(" OR ")],
  ];
}

/** What NODATA and SKIPDATA say is of their own time alone, too. */
const classOfSum =
  "CASE WHEN outside_window AND written_class <> 'damaged' THEN 'outside-window' ELSE written_class END";

/** The same sums in fewer rows: what several batches of files said of one way becomes one. */
export const compactTaken = [
  `CREATE TABLE fewer AS
SELECT ${keys.join(", ")}, ${added.map((name) => `sum(${name})::BIGINT AS ${name}`).join(", ")},
  min(first_seen) AS first_seen, max(last_seen) AS last_seen,
  list_slice(list_sort(flatten(coalesce(list(starts) FILTER (starts IS NOT NULL), []))), 1, ${String(keptStarts)}) AS starts,
  min(file) AS file, min(example) AS example, min(vpc) AS vpc
FROM taken
GROUP BY ${keys.join(", ")}, CASE WHEN class <> 'flow' THEN file END`,
  "DROP TABLE taken",
  "ALTER TABLE fewer RENAME TO taken",
] as const;

/** What the questions see: flows whose both addresses could be read and placed. */
export const partsView = `CREATE VIEW parts AS
SELECT t.* FROM taken t
WHERE class = 'flow' AND EXISTS (SELECT 1 FROM located l WHERE l.address = t.src) AND EXISTS (SELECT 1 FROM located l WHERE l.address = t.dst)`;
