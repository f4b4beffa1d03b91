/** Many records of the sample hospital, fast: what the conduits carry, repeated at other times and from other ports. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { Cidr, FlowLogFormat, columnOf, formatAddress, type IntentNetwork } from "../../lib/model";

export interface Recorded {
  readonly text: string;
  readonly gzip: string;
  readonly parquet: string;
}

/** Files that the records are spread over. */
const files = 10;
/** Machines of each segment. */
const machines = 40;
/** AWS's default fields, the flags and the direction: about 120 bytes a record. */
const format = FlowLogFormat.of(
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  "tcp-flags",
  "flow-direction",
);
const day = Date.UTC(2026, 10, 16) / 1000;

/** Writes so many records as text, gzip and Parquet, each in a folder of its own. */
export async function record(network: IntentNetwork, count: number, folder: string): Promise<Recorded> {
  const made = { text: join(folder, "text"), gzip: join(folder, "gzip"), parquet: join(folder, "parquet") };
  for (const path of Object.values(made)) mkdirSync(path, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "2GiB" });
  const connection = await instance.connect();
  const all = pairs(network);
  await connection.run(
    `CREATE TABLE pairs AS SELECT row_number() OVER () - 1 AS number, printf('eni-0a1b2c3d4e5f%05x', row_number() OVER ()) AS eni, * FROM (VALUES ${all.join(", ")}) t(client, server, port, protocol)`,
  );
  const each = count / files;
  for (let at = 0; at < files; at += 1) await write(connection, made, at, each, count, all.length);
  connection.closeSync();
  instance.closeSync();
  execFileSync("sh", [
    "-c",
    `ls ${made.text} | xargs -P 2 -I NAME sh -c 'gzip -1 -c ${made.text}/NAME > ${made.gzip}/NAME.gz'`,
  ]);
  if (readdirSync(made.gzip).length !== files) throw new Error("gzip did not write every file");
  return made;
}

function pairs({ segments, conduits }: IntentNetwork): readonly string[] {
  const address = (name: string, number: number): string => {
    const [block] = segments.find((segment) => segment.name === name)?.blocks ?? ["151.101.2.0/24"];
    return formatAddress(4, Cidr.of(block ?? "").first + 10n + BigInt(number));
  };
  return conduits.flatMap(({ from, to, service }) =>
    Array.from({ length: machines }, (_, number) => {
      const [port] = service.ports ?? [0];
      return `('${address(from, number)}', '${address(to, number % 4)}', ${String(port)}, ${service.protocol === "udp" ? "17" : "6"})`;
    }),
  );
}

async function write(
  connection: DuckDBConnection,
  made: Recorded,
  at: number,
  each: number,
  all: number,
  pairCount: number,
): Promise<void> {
  const values: Readonly<Record<string, string>> = {
    version: "10",
    "account-id": "'123456789012'",
    "interface-id": "eni",
    srcaddr: "CASE WHEN asks THEN client ELSE server END",
    dstaddr: "CASE WHEN asks THEN server ELSE client END",
    srcport: "CASE WHEN asks THEN high ELSE port END",
    dstport: "CASE WHEN asks THEN port ELSE high END",
    protocol: "protocol",
    packets: "3 + h % 40",
    bytes: "180 + h % 60000",
    start: `${String(day)} + x * 86400 // ${String(all)}`,
    end: `${String(day)} + x * 86400 // ${String(all)} + 30`,
    action: "CASE WHEN h % 211 = 0 THEN 'REJECT' ELSE 'ACCEPT' END",
    "log-status": "'OK'",
    "tcp-flags": "CASE WHEN protocol = 17 OR h % 7 = 0 THEN 0 WHEN asks THEN 3 ELSE 19 END",
    "flow-direction": "CASE WHEN asks THEN 'ingress' ELSE 'egress' END",
  };
  const types = { text: "VARCHAR", int32: "INTEGER", int64: "BIGINT" } as const;
  const columns = format.fields.map(
    ({ name, type }) => `CAST(${values[name] ?? "NULL"} AS ${types[type]}) AS "${columnOf(name)}"`,
  );
  const parquet = join(made.parquet, `${String(at)}.parquet`);
  await connection.run(`COPY (
  SELECT ${columns.join(", ")}
  FROM (
    SELECT x, h, (h >> 40) % 2 = 0 AS asks, 32768 + (h >> 20) % 28000 AS high
    FROM (SELECT x, hash(x) AS h FROM range(${String(at * each)}, ${String((at + 1) * each)}) r(x))
  ) r
  JOIN pairs ON number = CAST(h % ${String(pairCount)} AS BIGINT)
) TO '${parquet}' (FORMAT parquet, COMPRESSION snappy)`);
  const named = format.names.map((name) => `"${columnOf(name)}" AS "${name}"`).join(", ");
  const text = join(made.text, `${String(at)}.log`);
  await connection.run(
    `COPY (SELECT ${named} FROM '${parquet}') TO '${text}' (FORMAT csv, DELIM ' ', HEADER true, NULLSTR '-')`,
  );
}
