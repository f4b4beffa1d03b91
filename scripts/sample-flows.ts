/**
 * `npm run sample:flows`: records of the sample hospital, as AWS would deliver them: a file for each hour.
 *
 * The same bytes for the same options. What is planted in them is in `sample-flows/plants.ts`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { parseIntent } from "../lib/app";
import { orThrow, recommendedFormat } from "../lib/model";
import { sampleRecords } from "./sample-flows/sample";

const { values } = parseArgs({
  options: {
    intent: { type: "string", default: "cdktf.out/stacks/st-marys/intent.json" },
    output: { type: "string", default: "sample-flows" },
    format: { type: "string", default: "gzip" },
    seed: { type: "string", default: "1" },
    start: { type: "string", default: "2026-11-16" },
    days: { type: "string", default: "3" },
    machines: { type: "string", default: "4" },
  },
});
const { intent: file, output, format } = values;
if (!["text", "gzip", "parquet"].includes(format))
  throw new Error(`--format is text, gzip or parquet, not "${format}"`);

const header = recommendedFormat.names.join(" ");

function hourOf(start: number): string {
  return new Date(start * 1000).toISOString().slice(0, 13);
}

/** AWS's own layout and names (Amazon VPC user guide, "Publish flow logs to Amazon S3"). */
function pathOf(hour: string, ending: string): string {
  const [year = "", month = "", rest = ""] = hour.split("-");
  const [day = "", of = ""] = rest.split("T");
  const name = `123456789012_vpcflowlogs_us-east-1_fl-0a1b2c3d4e5f60718_${year}${month}${day}T${of}00Z_5a3f${of}${day}${ending}`;
  return join(output, "AWSLogs/123456789012/vpcflowlogs/us-east-1", year, month, day, of, name);
}

async function toParquet(paths: readonly (readonly [text: string, parquet: string])[]): Promise<void> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const types = { text: "VARCHAR", int32: "INTEGER", int64: "BIGINT" } as const;
  const columns = recommendedFormat.columns.map(({ name, type }) => `'${name}': '${types[type]}'`).join(", ");
  for (const [text, parquet] of paths) {
    await connection.run(
      `COPY (SELECT * FROM read_csv('${text}', delim = ' ', header = false, skip = 1, auto_detect = false, quote = '', nullstr = '-', columns = {${columns}})) TO '${parquet}' (FORMAT parquet, COMPRESSION snappy)`,
    );
    rmSync(text);
  }
  connection.closeSync();
}

async function main(): Promise<void> {
  const [network] = orThrow(parseIntent(readFileSync(file, "utf8"), file)).networks;
  if (network === undefined) throw new Error(`${file} declares no network`);
  const days = {
    seed: Number(values.seed),
    start: Date.parse(values.start) / 1000,
    days: Number(values.days),
    machines: Number(values.machines),
  };
  const byHour = new Map<string, string[]>();
  for (const { start, line } of sampleRecords(network, days)) {
    const lines = byHour.get(hourOf(start)) ?? [header];
    lines.push(line);
    byHour.set(hourOf(start), lines);
  }
  const written = [...byHour].map(([hour, lines]) => {
    const text = `${lines.join("\n")}\n`;
    const path = pathOf(hour, format === "gzip" ? ".log.gz" : ".log");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, format === "gzip" ? gzipSync(text) : text);
    return [path, pathOf(hour, ".log.parquet")] as const;
  });
  if (format === "parquet") await toParquet(written);
  const records = [...byHour.values()].reduce((sum, lines) => sum + lines.length - 1, 0);
  process.stdout.write(
    `${String(records)} records in ${String(written.length)} files: ${output}\nNext: npm run cordon -- observe ${output}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 2;
});
