/** `status`: whether an emulator runs here, and what is in it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "./deploy";
import { answers, endpointOf, recordedEmulator } from "./emulator";
import { readVpcs, resourcesIn } from "./inventory";
import { factsTable, typesTable } from "./tables";
import { findTools } from "./tools";
import { openStack, stateOf } from "./workbench";

export async function status({ place, progress, interrupt }: Run): Promise<void> {
  const recorded = await recordedEmulator(place);
  if (recorded?.runs !== true) {
    progress.line("No emulator runs here. Start one with: npm run deploy:local");
    return;
  }
  const endpoint = endpointOf(recorded.record);
  const state = (await answers(recorded.record)) ? "answers" : "does not answer";
  progress.line(`The emulator ${state} at ${endpoint}, process ${String(recorded.record.pid)}`);
  if (!existsSync(join(place.output, "manifest.json"))) return;
  const bench = { place, tools: await findTools(place.project, process.env), endpoint, interrupt };
  const stack = await openStack(bench);
  const resources = resourcesIn(await stateOf(bench, stack));
  progress.line(typesTable(resources));
  progress.line(factsTable(await readVpcs(endpoint, stack.region, resources)));
}
