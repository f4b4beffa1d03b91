/** Sites of ten segments on one transit gateway: what each costs in synth and proof, and whether that grows with their number. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { table, type Style } from "../../lib/report";

interface Measurement {
  readonly synthMs: number;
  readonly proofMs: number;
  readonly verdict: string;
  readonly resources: number;
  readonly rssMb: number;
}

const cases = [10, 25, 50] as const;
const runs = 3;

/** Measures, prints a table, and returns what it shows. */
export function compareSites(style: Style): object {
  const rows = cases.map((sites) => ({ sites, ...measured(sites) }));
  const [first] = rows;
  const perSite = (ms: number, sites: number): string => (ms / sites).toFixed(1);
  const growth = (ms: number, sites: number, base: number): string =>
    `${(ms / sites / (base / (first?.sites ?? 1))).toFixed(2)}×`;
  process.stdout.write(
    `${table(
      style,
      [
        "sites of 10 segments",
        "resources",
        "synth ms",
        "a site",
        "growth",
        "proof ms",
        "a site",
        "growth",
        "MB",
        "verdict",
      ].map((title, at) => ({ title, align: at === 0 || at === 9 ? "left" : "right" })),
      rows.map(({ sites, resources, synthMs, proofMs, rssMb, verdict }) => [
        String(sites),
        String(resources),
        synthMs.toFixed(0),
        perSite(synthMs, sites),
        growth(synthMs, sites, first?.synthMs ?? 1),
        proofMs.toFixed(0),
        perSite(proofMs, sites),
        growth(proofMs, sites, first?.proofMs ?? 1),
        rssMb.toFixed(0),
        verdict,
      ]),
    )}\n\nProcessor time, medians of ${String(runs)}. Growth: the cost of one site beside that in the first row; 1× is linear.\n`,
  );
  return { runs, rows };
}

function measured(sites: number): Measurement {
  process.stderr.write(`${String(sites)} sites …\n`);
  const list = Array.from({ length: runs }, () => run(sites));
  const middle = (of: (one: Measurement) => number): number =>
    list.map(of).sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
  const [{ verdict, resources }] = list as [Measurement];
  return {
    verdict,
    resources,
    synthMs: middle(({ synthMs }) => synthMs),
    proofMs: middle(({ proofMs }) => proofMs),
    rssMb: middle(({ rssMb }) => rssMb),
  };
}

function run(sites: number): Measurement {
  const argv = ["--require", "ts-node/register/transpile-only", join(__dirname, "measure.ts"), String(sites)];
  const env = { ...process.env, TS_NODE_PROJECT: "tsconfig.app.json" };
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: "utf8", env, maxBuffer: 1 << 20 })) as Measurement;
}
