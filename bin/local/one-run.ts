/** One run at a time: two deploys into one state would spoil it. */
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { LocalFailure } from "./failure";
import type { Place } from "./place";
import { findProcess } from "./processes";

/**
 * Does `work` while holding the lock.
 *
 * @throws {LocalFailure} when another run holds it and is still at work
 */
export async function alone<T>(place: Place, work: () => Promise<T>): Promise<T> {
  await mkdir(place.folder, { recursive: true });
  const held = await take(place);
  if (!held) {
    const holder = await readHolder(place);
    if (holder !== undefined && (await findProcess(holder.pid))?.started === holder.started) {
      throw new LocalFailure(`Another local deploy is at work here, process ${String(holder.pid)}: wait until it ends`);
    }
    // Its owner is gone without a word, as after a power cut.
    await rm(place.lock, { force: true });
    if (!(await take(place))) throw new LocalFailure("Another local deploy has just begun here: wait until it ends");
  }
  try {
    return await work();
  } finally {
    await rm(place.lock, { force: true });
  }
}

interface Holder {
  readonly pid: number;
  readonly started: string | undefined;
}

/** Creates the lock file; false when there is one. */
async function take(place: Place): Promise<boolean> {
  const holder: Holder = { pid: process.pid, started: (await findProcess(process.pid))?.started };
  try {
    const file = await open(place.lock, "wx");
    await file.writeFile(JSON.stringify(holder));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new LocalFailure(`${place.lock} cannot be written: ${(error as Error).message}`);
  }
}

async function readHolder(place: Place): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(place.lock, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}
