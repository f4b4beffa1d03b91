/**
 * `cordon observe` on 1, 3 and 10 million records as text, gzip and Parquet, beside `zcat | awk` that does one of its sums: flows and
 * bytes by pair of addresses, port and protocol.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseIntent } from "../../lib/app";
import { orThrow, type IntentNetwork } from "../../lib/model";
import { table, type Style } from "../../lib/report";
import { measureProcess, type Usage } from "../whole-process";
import { record, type Recorded } from "./records";

const cases = [1_000_000, 3_000_000, 10_000_000] as const;
const limitMs = 600_000;
const command = join(__dirname, "../../dist/bin/cordon.js");

interface Row {
  readonly records: number;
  readonly what: string;
  readonly megabytes: number;
  readonly seconds: number;
  /** Processor time in seconds, and highest memory in megabytes; not measured of the shell. */
  readonly cpu: number | undefined;
  readonly rss: number | undefined;
}

/** Measures, prints a table, and returns what it shows. */
export async function compareObservations(style: Style): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "cordon-bench-observe-"));
  try {
    execFileSync(process.execPath, [command, "synth", "--output", join(folder, "out")], { stdio: "ignore" });
    const intent = join(folder, "out/stacks/st-marys/intent.json");
    const [network] = orThrow(parseIntent(readFileSync(intent, "utf8"), intent)).networks;
    if (network === undefined) throw new Error("the sample declares no network");
    const rows: Row[] = [];
    for (const records of cases)
      rows.push(...(await measured(network, intent, records, join(folder, String(records)))));
    process.stdout.write(text(style, rows));
    return { rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(
  network: IntentNetwork,
  intent: string,
  records: number,
  folder: string,
): Promise<readonly Row[]> {
  process.stderr.write(`${grouped(records)} records …\n`);
  const made = await record(network, records, folder);
  const observed = (["text", "gzip", "parquet"] as const).map((form) => rowOf(records, form, made, intent));
  const rows = [...observed, awk(records, made)];
  rmSync(folder, { recursive: true });
  return rows;
}

function rowOf(records: number, form: keyof Recorded, made: Recorded, intent: string): Row {
  const usage = measureProcess([command, "observe", made[form], "--intent", intent, "--format", "json"], limitMs);
  if (usage === undefined) throw new Error(`not done in ${String(limitMs / 1000)} s`);
  checkCount(usage, records);
  return {
    records,
    what: `cordon observe, ${form}`,
    megabytes: megabytes(made[form]),
    seconds: usage.wallMs / 1000,
    cpu: usage.cpuMs / 1000,
    rss: usage.rssMb,
  };
}

/** A measurement of less than all of the work is none. */
function checkCount({ output }: Usage, records: number): void {
  const { records: read } = JSON.parse(output) as { readonly records: { readonly flows: number } };
  if (read.flows !== records) throw new Error(`${String(read.flows)} of ${String(records)} records were read`);
}

function awk(records: number, { gzip }: Recorded): Row {
  const program = '{ k = $4 " " $5 " " $7 " " $8; n[k]++; b[k] += $10 } END { for (k in n) print k, n[k], b[k] }';
  const started = process.hrtime.bigint();
  execFileSync("sh", ["-c", `zcat ${gzip}/*.gz | awk '${program}' | wc -l`]);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { records, what: "zcat | awk, one sum", megabytes: megabytes(gzip), seconds, cpu: undefined, rss: undefined };
}

function megabytes(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
}

function text(style: Style, rows: readonly Row[]): string {
  const right = ["records", "MB", "s", "a million", "processor s", "memory MB"];
  const columns = ["what", ...right].map((title, at) => ({
    title,
    align: at === 0 ? ("left" as const) : ("right" as const),
  }));
  const lines = rows.map(({ what, records, megabytes: size, seconds, cpu, rss }) => [
    what,
    grouped(records),
    size.toFixed(0),
    seconds.toFixed(1),
    (seconds / (records / 1e6)).toFixed(2),
    cpu?.toFixed(1) ?? "",
    rss?.toFixed(0) ?? "",
  ]);
  return `${table(style, columns, lines)}\n\nEvery run is a process of its own, and reads every record.\n`;
}

function grouped(number: number): string {
  return number.toLocaleString("en-US");
}
