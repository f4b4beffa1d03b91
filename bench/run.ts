/** `npm run bench`: Cordon beside what else does the work, in one run. `npm run bench -- proof`, `-- sites` or `-- synth` for one part. */
import { mkdirSync, writeFileSync } from "node:fs";
import { styleFor } from "../lib/report";
import { compareProofs } from "./proof/compare";
import { compareSites } from "./sites/compare";
import { compareSynths } from "./synth/compare";

const parts = { proof: compareProofs, sites: compareSites, synth: compareSynths } as const;
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) throw new Error(`no such part: "${unknown}"; there are ${Object.keys(parts).join(", ")}`);

const style = styleFor({ colour: process.stdout.isTTY, width: process.stdout.isTTY ? process.stdout.columns : 120 });
const measured = Object.entries(parts)
  .filter(([name]) => asked.length === 0 || asked.includes(name))
  .map(([name, compare]) => [name, compare(style)] as const);
mkdirSync(".cordon", { recursive: true });
writeFileSync(".cordon/bench.json", `${JSON.stringify(Object.fromEntries(measured), undefined, 2)}\n`);
process.stdout.write("JSON: .cordon/bench.json\n");
