/** `npm run bench`: Cordon beside what else does the work, in one run. `npm run bench -- proof`, `-- sites` or `-- synth` for one part. */
import { mkdirSync, writeFileSync } from "node:fs";
import { styleFor } from "../lib/report";
import { compareObservations } from "./observe/compare";
import { compareProofs } from "./proof/compare";
import { compareSites } from "./sites/compare";
import { compareSynths } from "./synth/compare";

const parts = {
  observe: compareObservations,
  proof: compareProofs,
  sites: compareSites,
  synth: compareSynths,
} as const;
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) throw new Error(`no such part: "${unknown}"; there are ${Object.keys(parts).join(", ")}`);

const style = styleFor({ colour: process.stdout.isTTY, width: process.stdout.isTTY ? process.stdout.columns : 120 });

async function measure(): Promise<void> {
  const measured: Record<string, object> = {};
  for (const [name, compare] of Object.entries(parts))
    if (asked.length === 0 || asked.includes(name)) measured[name] = await Promise.resolve(compare(style));
  mkdirSync(".cordon", { recursive: true });
  writeFileSync(".cordon/bench.json", `${JSON.stringify(measured, undefined, 2)}\n`);
  process.stdout.write("JSON: .cordon/bench.json\n");
}

measure().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
