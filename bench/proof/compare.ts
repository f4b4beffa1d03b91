/** The proof of one plan file, whole process, at growing sizes; and one pair of it beside z3 and the naive evaluator. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { table, type Style } from "../../lib/report";
import { measureProcess, type Usage } from "../whole-process";
import { writeIntent } from "./intent-file";
import { network, rulesPerSubnet } from "./network";
import type { PairAnswer } from "./one-pair";
import { writePlan } from "./plan-file";

/** Whole process, on the built JavaScript; of wall time, on a machine with nothing else to do. */
const targets = [
  { rules: 1_000, wallMs: 500, rssMb: 512 },
  { rules: 10_000, wallMs: 1_000, rssMb: 512 },
  { rules: 100_000, wallMs: 5_000, rssMb: 512 },
] as const;
/** Hardly more than the start of the process. */
const tiny = { rules: 2 * rulesPerSubnet, wallMs: 150, rssMb: 512 } as const;
const runs = 3;
const limitMs = 60_000;
const cordon = join(__dirname, "..", "..", "dist", "bin", "cordon.js");

interface Size {
  readonly rules: number;
  readonly subnets: number;
  readonly megabytes: number;
  readonly plan: string;
  readonly intent: string;
  readonly target: (typeof targets)[number] | typeof tiny;
}

interface Row {
  readonly command: string;
  readonly rules: number;
  readonly pairs: number;
  /** The run of the middle processor time; undefined when one was not done in time. */
  readonly usage: Omit<Usage, "output"> | undefined;
}

/** Measures, prints two tables, and returns what they show. */
export function compareProofs(style: Style): object {
  const folder = mkdtempSync(join(tmpdir(), "cordon-bench-"));
  try {
    const sizes = targets.map((target) => written(folder, target));
    const { plan, intent } = written(folder, tiny);
    const start = { version: middle(["--version"]), check: middle(["check", plan, "--intent", intent]) };
    const rows = sizes.flatMap(measured);
    process.stdout.write(`${wholeTable(style, rows, sizes)}\n\n${notes(start)}\n\n`);
    const pair = sizes.map(({ rules, plan }) => ({ rules, ...onePair(plan) }));
    process.stdout.write(`${pairTable(style, pair, rows)}\n\n${pairNote}\n\n`);
    return { runs, start, rows, pair };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function written(folder: string, target: Size["target"]): Size {
  const { rules } = target;
  const subnets = rules / rulesPerSubnet;
  const [plan, intent] = [join(folder, `${String(rules)}.json`), join(folder, `${String(rules)}-intent.json`)];
  const { bytes } = writePlan(plan, network(subnets));
  writeIntent(intent, subnets);
  return { rules, subnets, megabytes: bytes / 1e6, plan, intent, target };
}

function measured(size: Size): readonly Row[] {
  const { rules, subnets, plan, intent } = size;
  const commands = [
    ["check", ["check", plan, "--intent", intent]],
    ["matrix", ["matrix", plan]],
    ["matrix, JSON", ["matrix", plan, "--format", "json"]],
  ] as const;
  return commands.map(([command, argv]): Row => {
    process.stderr.write(`${command} of ${String(rules)} rules …\n`);
    return { command, rules, pairs: subnets * (subnets - 1), usage: middle(argv) };
  });
}

/** Of several runs, the one with the middle processor time. */
function middle(argv: readonly string[]): Omit<Usage, "output"> | undefined {
  const all: Omit<Usage, "output">[] = [];
  for (let run = 0; run < runs; run += 1) {
    const usage = measureProcess([cordon, ...argv], limitMs);
    if (usage === undefined) return undefined;
    const { output: _, ...rest } = usage;
    all.push(rest);
  }
  return all.sort((a, b) => a.cpuMs - b.cpuMs)[Math.floor(runs / 2)];
}

function wholeTable(style: Style, rows: readonly Row[], sizes: readonly Size[]): string {
  const titles = [
    "rules",
    "pairs",
    "plan MB",
    "wall ms",
    "processor ms",
    "µs a rule",
    "memory MB",
    "target ms",
    "wall",
    "processor",
    "memory",
  ];
  return table(
    style,
    [{ title: "command" }, ...titles.map((title) => ({ title, align: "right" as const }))],
    rows.map(({ command, rules, pairs, usage }) => {
      const size = sizes.find((one) => one.rules === rules);
      const counts = [command, count(rules), count(pairs), (size?.megabytes ?? 0).toFixed(0)];
      const { wallMs, rssMb } = size?.target ?? targets[0];
      if (usage === undefined) return [...counts, `none in ${String(limitMs / 1e3)} s`, "", "", "", count(wallMs)];
      return [
        ...counts,
        count(usage.wallMs),
        count(usage.cpuMs),
        count((usage.cpuMs * 1e3) / rules),
        count(usage.rssMb),
        count(wallMs),
        part(usage.wallMs / wallMs),
        part(usage.cpuMs / wallMs),
        part(usage.rssMb / rssMb),
      ];
    }),
  );
}

function notes({ version, check }: Readonly<Record<"version" | "check", Omit<Usage, "output"> | undefined>>): string {
  const said = (usage: Omit<Usage, "output"> | undefined): string =>
    `${usage?.wallMs.toFixed(0) ?? "?"} ms of wall, ${usage?.cpuMs.toFixed(0) ?? "?"} of processor time`;
  return [
    "Whole process: Node's start, reading the plan, deciding every pair, printing. The run of the middle processor time of",
    `${String(runs)}. The last columns are parts of the targets, up to 1.00 kept: of wall time, and, since a busy machine adds to`,
    `that, of processor time beside it; of 512 MB. Start alone: --version ${said(version)}; check of`,
    `${String(tiny.rules)} rules ${said(check)}; target 150 ms.`,
  ].join("\n");
}

/** The pair of the first subnet and one that it may not reach. */
function onePair(plan: string): PairAnswer {
  process.stderr.write(`one pair of ${plan} …\n`);
  const argv = ["--require", "ts-node/register/transpile-only", join(__dirname, "one-pair.ts"), plan, "5"];
  const usage = measureProcess(argv, limitMs);
  if (usage === undefined) throw new Error(`one pair of ${plan} is not answered in ${String(limitMs / 1e3)} s`);
  return JSON.parse(usage.output) as PairAnswer;
}

function pairTable(
  style: Style,
  pairs: readonly (PairAnswer & { readonly rules: number })[],
  rows: readonly Row[],
): string {
  const titles = ["rules", "engine µs", "naive µs", "ratio", "z3 ms", "ratio", "all pairs by the naive", "by z3"];
  return table(
    style,
    titles.map((title) => ({ title, align: "right" })),
    pairs.map(({ rules, engineUs, naiveUs, z3Ms, z3 }) => {
      const all = rows.find((row) => row.rules === rules)?.pairs ?? 0;
      const given = z3 !== "unknown";
      return [
        count(rules),
        engineUs.toFixed(1),
        naiveUs.toFixed(0),
        times(naiveUs / engineUs),
        given ? z3Ms.toFixed(0) : `no answer in ${(z3Ms / 1e3).toFixed(0)} s`,
        times((z3Ms * 1e3) / engineUs),
        duration((naiveUs * all) / 1e6),
        duration((z3Ms * all) / 1e3),
      ];
    }),
  );
}

const pairNote = [
  "One pair that is isolated. The engine decides all traffic between all addresses of both; the naive evaluator one packet, and",
  "z3 whether there is any. The last two columns are that time for every pair of the network: reckoned, not run.",
].join("\n");

function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function part(ratio: number): string {
  return ratio.toFixed(2);
}

function times(ratio: number): string {
  return `${count(ratio)}×`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(0)} s`;
  if (seconds < 7_200) return `${(seconds / 60).toFixed(0)} min`;
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(0)} h` : `${(seconds / 86_400).toFixed(0)} days`;
}
