/** `deploy`: starts the emulator or finds it, deploys, shows what exists, and checks that a second plan is empty. */
import { mkdir, rm } from "node:fs/promises";
import { describeDifference, judgeSecondPlan, type JudgedPlan } from "./drift";
import { endpointOf, recordedEmulator, startEmulator, stopEmulator, type EmulatorRecord } from "./emulator";
import { driftsInEmulator } from "./emulator-gaps";
import { LocalFailure } from "./failure";
import { disagreements, readVpcs, resourcesIn } from "./inventory";
import { alone } from "./one-run";
import type { Place } from "./place";
import { differencesOf } from "./plan";
import type { Progress } from "./progress";
import { factsTable, typesTable } from "./tables";
import { findTools, type Tools } from "./tools";
import { deployStack, planStack, stateOf, synthesize, type Workbench } from "./workbench";

export interface Run {
  readonly place: Place;
  readonly progress: Progress;
  readonly interrupt: AbortSignal;
}

/**
 * Deploys the app to the emulator. An emulator that this run started goes when the run fails or is interrupted, and its
 * state with it: what it held is gone, so a state that remembers it would be wrong.
 */
export async function deploy(run: Run): Promise<void> {
  const { place, progress } = run;
  const tools = await findTools(place.project, process.env);
  await alone(place, async () => {
    const { record, fresh } = await attach(run, tools);
    try {
      await deployTo({ place, tools, endpoint: endpointOf(record), interrupt: run.interrupt }, progress);
    } catch (error) {
      if (fresh) await progress.phase("Stopping the emulator that this run started", () => stopEmulator(place, record));
      throw error;
    }
  });
  progress.line("");
  progress.line("It runs until you stop it: npm run destroy:local");
}

/** The emulator that runs already, or a new one. */
export async function attach(
  { place, progress, interrupt }: Run,
  tools: Tools,
): Promise<{ readonly record: EmulatorRecord; readonly fresh: boolean }> {
  const recorded = await recordedEmulator(place);
  if (recorded?.runs === true) {
    progress.line(
      `The emulator runs already at ${endpointOf(recorded.record)}, process ${String(recorded.record.pid)}`,
    );
    return { record: recorded.record, fresh: false };
  }
  // What a state remembers of an emulator that is gone is gone too.
  await rm(place.work, { recursive: true, force: true });
  await mkdir(place.work, { recursive: true });
  await mkdir(place.logs, { recursive: true });
  const record = await progress.phase(
    "Starting the AWS emulator",
    () => startEmulator(tools.emulator, place, interrupt),
    (started) => `The AWS emulator answers at ${endpointOf(started)}, process ${String(started.pid)}`,
  );
  return { record, fresh: true };
}

async function deployTo(bench: Workbench, progress: Progress): Promise<void> {
  const stack = await progress.phase(
    "Synthesizing, and checking that nothing in it leads to AWS",
    () => synthesize(bench),
    ({ name }) => `Stack "${name}" is synthesized; every provider endpoint is the emulator`,
  );
  await progress.phase(
    "cdktf deploy",
    (say) => deployStack(bench, stack, say),
    () => "cdktf deploy is complete",
  );

  const { resources, vpcs } = await progress.phase("Reading back what exists", async () => {
    const found = resourcesIn(await stateOf(bench, stack));
    return { resources: found, vpcs: await readVpcs(bench.endpoint, stack.region, found) };
  });
  progress.line(typesTable(resources));
  progress.line(factsTable(vpcs));
  const differ = disagreements(resources, vpcs);
  if (differ.length > 0) throw new LocalFailure("Terraform's state and the emulator do not agree", differ);

  const judged = await progress.phase(
    "Planning a second time",
    async () => judgeSecondPlan(differencesOf(await planStack(bench, stack)), driftsInEmulator),
    describeSecondPlan,
  );
  refuseDrift(judged);
  for (const line of gapLines(judged)) progress.line(line);
}

function describeSecondPlan({ explained, unexplained }: JudgedPlan): string {
  if (unexplained.length > 0) return "The second plan is not empty";
  if (explained.length === 0) return "The second plan is empty";
  return `The second plan is empty but for ${String(explained.length)} attributes that the emulator does not keep`;
}

/** @throws {LocalFailure} naming address and attribute of differences that no gap of the emulator explains */
export function refuseDrift({ unexplained }: JudgedPlan): void {
  if (unexplained.length === 0) return;
  const shown = unexplained.slice(0, 20).map(describeDifference);
  const more = unexplained.length - shown.length;
  throw new LocalFailure("A second plan shows changes that the emulator's gaps do not explain", [
    ...shown,
    ...(more > 0 ? [`and ${String(more)} more`] : []),
  ]);
}

function gapLines({ explained }: JudgedPlan): readonly string[] {
  const counts = new Map<string, number>();
  for (const { gap } of explained) {
    const line = `${gap.type}.${gap.attribute}: ${gap.reason}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].sort().map(([line, count]) => `  ${String(count)} × ${line}`);
}
