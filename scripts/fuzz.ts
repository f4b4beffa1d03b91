/**
 * Damages 100,000 inputs and looks whether the proof stays what it is: `npm run fuzz -- --runs 1000 --seed 7`.
 *
 * Every fault is counted by what it says and shown once, with the seed and the number that make it again.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { corpus, type Sample } from "../test/fuzz/corpus";
import { damages, type Damage } from "../test/fuzz/damage";
import { judged } from "../test/fuzz/law";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    hospitals: { type: "string", default: "24" },
    only: { type: "string" },
  },
});
const [runs, seed, hospitals] = [Number(values.runs), Number(values.seed), Number(values.hospitals)];
const batch = 1000;

interface Fault {
  readonly first: string;
  times: number;
}

const outcomes = new Map<string, number>();
const faults = new Map<string, Fault>();
const samples = corpus(hospitals, seed);
const started = Date.now();

/** What a fault says, without the numbers and names that change from one input to another. */
function kindOf(error: unknown): string {
  const { name, message, stack = "" } = error as Error;
  const at = /\n +at (?!.*node_modules)(.*)/.exec(stack)?.[1]?.replace(/\(?\/.*\/(lib|test|scripts)\//, "($1/") ?? "";
  return `${name}: ${message.replace(/"[^"]*"|\d[\d.:a-f/]*/g, "…").slice(0, 120)} ${at}`;
}

type Drawn = readonly [sample: Sample, damage: Damage, choice: number];

function run(number: number, [sample, damage, choice]: Drawn): void {
  try {
    const outcome = judged(sample, damage, choice);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  } catch (error) {
    const kind = kindOf(error);
    const known = faults.get(kind);
    if (known !== undefined) known.times += 1;
    else {
      const first = `--seed ${seed} --only ${number}: ${sample.form}, ${sample.planted ?? "as declared"}; ${(error as Error).message}`;
      faults.set(kind, { first, times: 1 });
      console.error(`fault: ${first}\n  ${JSON.stringify(damage)}\n  ${kind}`);
      if (values.only !== undefined) throw error;
    }
  }
}

function report(done: number): void {
  const seconds = (Date.now() - started) / 1000;
  const counts = [...outcomes].sort().map(([outcome, count]) => `${count} ${outcome}`);
  const found = [...faults.values()].reduce((sum, { times }) => sum + times, 0);
  console.log(
    `${done} of ${runs} in ${seconds.toFixed(0)} s: ${counts.join(", ")}; ${found} faults of ${faults.size} kinds`,
  );
}

const drawn: fc.Arbitrary<Drawn> = fc.tuple(fc.constantFrom(...samples), damages, fc.nat());
const batchFrom = (start: number, numRuns: number): Drawn[] => fc.sample(drawn, { numRuns, seed: seed + start });

if (values.only === undefined) {
  console.log(`${samples.length} samples of ${hospitals} hospitals, seed ${seed}`);
  for (let done = 0; done < runs;) {
    for (const each of batchFrom(done, Math.min(batch, runs - done))) run(done++, each);
    report(done);
  }
} else {
  const number = Number(values.only);
  const start = number - (number % batch);
  for (const each of batchFrom(start, number - start + 1).slice(-1)) run(number, each);
  report(1);
}
for (const [kind, { first, times }] of faults) console.log(`${times} times: ${kind}\n  ${first}`);
process.exitCode = faults.size === 0 ? 0 : 1;
