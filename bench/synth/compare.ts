/** Cordon's synth beside plain cdktf that builds the same resources, in turn, each in its own process. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { table, type Style } from "../../lib/report";

interface Measurement {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly resources: number;
}

interface Row {
  readonly name: string;
  readonly resources: number;
  readonly cordon: Measurement;
  readonly byHand: Measurement;
  /** Medians of the ratios of neighbouring runs, so that the machine's drift cancels. */
  readonly timeRatio: number;
  readonly memoryRatio: number;
}

const cases = [
  { name: "10 segments", networks: 1, segments: 10 },
  { name: "50 segments", networks: 1, segments: 50 },
  { name: "100 segments", networks: 1, segments: 100 },
  { name: "20 networks of 100", networks: 20, segments: 100 },
] as const;
const runs = 5;

/** Measures, prints a table, and returns what it shows. */
export function compareSynths(style: Style): object {
  const rows = cases.map(rowOf);
  process.stdout.write(`${tableOf(style, rows)}\n\n${note}\n`);
  return { runs, rows };
}

function rowOf({ name, networks, segments }: (typeof cases)[number]): Row {
  process.stderr.write(`${name} …\n`);
  // Large cases say enough with fewer runs.
  const count = networks > 1 ? 2 : runs;
  const pairs = Array.from({ length: count }, () => ({
    cordon: measure("cordon", networks, segments),
    byHand: measure("by-hand", networks, segments),
  }));
  const [first] = pairs;
  if (first === undefined || pairs.some(({ cordon, byHand }) => cordon.resources !== byHand.resources)) {
    throw new Error(
      `the two sides of "${name}" build different resources: ${String(first?.cordon.resources)} and ${String(first?.byHand.resources)}`,
    );
  }
  return {
    name,
    resources: first.cordon.resources,
    cordon: middle(pairs.map(({ cordon }) => cordon)),
    byHand: middle(pairs.map(({ byHand }) => byHand)),
    timeRatio: median(pairs.map(({ cordon, byHand }) => cordon.cpuMs / byHand.cpuMs)),
    memoryRatio: median(pairs.map(({ cordon, byHand }) => cordon.rssMb / byHand.rssMb)),
  };
}

const note =
  "Processor time of building and synthesizing, and peak memory of the whole process; medians. Target: at most 1.15×.";

function tableOf(style: Style, rows: readonly Row[]): string {
  return table(
    style,
    ["case", "resources", "cordon ms", "by hand ms", "time", "µs each", "cordon MB", "by hand MB", "memory"].map(
      (title, at) => ({ title, align: at === 0 ? "left" : "right" }),
    ),
    rows.map(({ name, resources, cordon, byHand, timeRatio, memoryRatio }) => [
      name,
      String(resources),
      cordon.cpuMs.toFixed(0),
      byHand.cpuMs.toFixed(0),
      `${timeRatio.toFixed(2)}×`,
      ((cordon.cpuMs * 1000) / resources).toFixed(0),
      cordon.rssMb.toFixed(0),
      byHand.rssMb.toFixed(0),
      `${memoryRatio.toFixed(2)}×`,
    ]),
  );
}

function measure(side: string, networks: number, segments: number): Measurement {
  const argv = [
    "--require",
    "ts-node/register/transpile-only",
    join(__dirname, "measure.ts"),
    side,
    String(networks),
    String(segments),
  ];
  const env = { ...process.env, TS_NODE_PROJECT: "tsconfig.app.json" };
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: "utf8", env, maxBuffer: 1 << 20 })) as Measurement;
}

function middle(list: readonly Measurement[]): Measurement {
  const of = (pick: (measurement: Measurement) => number) => median(list.map(pick));
  return {
    wallMs: of((m) => m.wallMs),
    cpuMs: of((m) => m.cpuMs),
    rssMb: of((m) => m.rssMb),
    resources: of((m) => m.resources),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
