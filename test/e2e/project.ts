/** A project of its own in a temporary folder, its emulator, and the steps of a local deploy on it. */
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { judgeSecondPlan, describeDifference } from "../../bin/local/drift";
import { endpointOf, startEmulator, stopEmulator, type EmulatorRecord } from "../../bin/local/emulator";
import { driftsInEmulator } from "../../bin/local/emulator-gaps";
import { placeIn, type Place } from "../../bin/local/place";
import { differencesOf, type Plan } from "../../bin/local/plan";
import { findTools } from "../../bin/local/tools";
import type { SafeStack, Workbench } from "../../bin/local/workbench";

export const repository = resolve(__dirname, "..", "..");

/** The command that runs a TypeScript app of this repository, for `cdktf.json`. */
export function appCommand(file: string): string {
  const quoted = (path: string): string => JSON.stringify(join(repository, path));
  return `TS_NODE_PROJECT=${quoted("tsconfig.json")} node -r ${quoted("node_modules/ts-node/register/transpile-only")} ${quoted(file)}`;
}

/** A folder with a `cdktf.json`; the repository's packages serve it. */
export async function createProject(app: string): Promise<Place> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "cordon-e2e-")));
  await writeFile(
    join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app, sendCrashReports: "false" }),
  );
  await writeFile(join(folder, "package.json"), "{}");
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  return placeIn(folder);
}

export interface Emulated {
  readonly bench: Workbench;
  readonly record: EmulatorRecord;
}

/** Starts an emulator for a project. A tool that is missing throws: these tests are never skipped. */
export async function emulate(place: Place): Promise<Emulated> {
  const tools = await findTools(place.project, process.env);
  await mkdir(place.work, { recursive: true });
  await mkdir(place.logs, { recursive: true });
  const interrupt = new AbortController().signal;
  const record = await startEmulator(tools.emulator, place, interrupt);
  return { record, bench: { place, tools, endpoint: endpointOf(record), interrupt } };
}

/** Stops the emulator and removes the project. */
export async function discard(place: Place, emulated: Emulated | undefined): Promise<void> {
  if (emulated !== undefined) await stopEmulator(place, emulated.record);
  await rm(place.project, { recursive: true, force: true });
}

/** What a plan shows beyond the emulator's gaps, as text. */
export function beyondGaps(plan: Plan): readonly string[] {
  return judgeSecondPlan(differencesOf(plan), driftsInEmulator).unexplained.map(describeDifference);
}

export type { SafeStack, Workbench };
