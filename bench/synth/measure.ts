/** One measurement in a process of its own: builds, synthesizes, and prints one line of JSON. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { buildByHand } from "./by-hand";
import { buildWithCordon } from "./with-cordon";

const [side, networks, segments] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const outdir = mkdtempSync(join(tmpdir(), "cordon-bench-"));
try {
  const before = process.cpuUsage();
  const started = process.hrtime.bigint();
  const app = new App({ outdir });
  (side === "cordon" ? buildWithCordon : buildByHand)(app, networks, segments);
  app.synth();
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  const { user, system } = process.cpuUsage(before);
  const result = {
    wallMs,
    cpuMs: (user + system) / 1e3,
    rssMb: process.resourceUsage().maxRSS / 1024,
    resources: countResources(outdir),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

function countResources(folder: string): number {
  return readdirSync(join(folder, "stacks")).reduce((sum, stack) => {
    const read = JSON.parse(readFileSync(join(folder, "stacks", stack, "cdk.tf.json"), "utf8")) as {
      readonly resource: Record<string, object>;
    };
    return sum + Object.values(read.resource).reduce((count, byName) => count + Object.keys(byName).length, 0);
  }, 0);
}
