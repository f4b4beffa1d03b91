/** The AWS emulator: started on a free loopback port, recorded, found again, and stopped only when it is that process. */
import { spawn } from "node:child_process";
import { open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Interrupted, LocalFailure } from "./failure";
import type { Place } from "./place";
import { findProcess, stopTree } from "./processes";

export interface EmulatorRecord {
  readonly pid: number;
  readonly port: number;
  /** Start of the process, as the machine gives it. */
  readonly started: string;
}

export function endpointOf({ port }: EmulatorRecord): string {
  return `http://127.0.0.1:${String(port)}`;
}

const root = join(__dirname, "../..");
/** As it is built, also for tests that import this module as it is written. */
const processFile = join(basename(root) === "dist" ? root : join(root, "dist"), "bin/local/emulator-process.js");

/**
 * Starts an emulator and waits until it answers.
 *
 * @throws {LocalFailure} when it ends at once or does not answer in time; it is stopped first
 */
export async function startEmulator(program: string, place: Place, interrupt: AbortSignal): Promise<EmulatorRecord> {
  const port = await freePort();
  const log = await open(place.emulatorLog, "w");
  try {
    const child = spawn(process.execPath, [processFile, program, "-H", "127.0.0.1", "-p", String(port)], {
      cwd: place.work,
      env: { ...process.env, PYTHONUNBUFFERED: "1" },
      stdio: ["ignore", log.fd, log.fd],
      detached: true,
    });
    const failed = new Promise<never>((_resolve, reject) => {
      child.on("error", (error) => reject(new LocalFailure(`The emulator cannot be started: ${error.message}`)));
      child.on("exit", () => reject(new LocalFailure(`The emulator ended at once; its log is ${place.emulatorLog}`)));
    });
    failed.catch(() => undefined);
    if (child.pid === undefined) return await failed;
    const started = (await findProcess(child.pid))?.started;
    if (started === undefined) return await failed;
    const record = { pid: child.pid, port, started };
    await writeRecord(place, record);
    try {
      await Promise.race([failed, waitUntilWarm(record, place, interrupt)]);
    } catch (error) {
      await stopEmulator(place, record);
      throw error;
    }
    child.removeAllListeners();
    child.unref();
    return record;
  } finally {
    await log.close();
  }
}

/** Seconds for the first answer: Python reads several hundred modules from a cold disk. */
const patience = 90;

async function waitUntilWarm(record: EmulatorRecord, place: Place, interrupt: AbortSignal): Promise<void> {
  for (const deadline = Date.now() + patience * 1000; Date.now() < deadline;) {
    if (interrupt.aborted) throw new Interrupted();
    if (await answers(record)) return;
    await sleep(200);
  }
  throw new LocalFailure(`The emulator did not answer in ${String(patience)} s; its log is ${place.emulatorLog}`);
}

/** Asks for the regions: this loads the emulator's EC2, so that Terraform's first call finds it ready. */
export async function answers(record: EmulatorRecord): Promise<boolean> {
  try {
    const response = await fetch(endpointOf(record), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", authorization: scopeOf("us-east-1") },
      body: "Action=DescribeRegions&Version=2016-11-15",
      signal: AbortSignal.timeout(30_000),
    });
    return response.ok && (await response.text()).includes("DescribeRegionsResponse");
  } catch {
    return false;
  }
}

/** The emulator reads the region from where a signature would be; it checks no signature. */
export function scopeOf(region: string, service = "ec2"): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function writeRecord(place: Place, record: EmulatorRecord): Promise<void> {
  const draft = `${place.record}.new`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`);
  await rename(draft, place.record);
}

/** The emulator that was recorded, and whether it is still that process. */
export async function recordedEmulator(
  place: Place,
): Promise<{ readonly record: EmulatorRecord; readonly runs: boolean } | undefined> {
  let text: string;
  try {
    text = await readFile(place.record, "utf8");
  } catch {
    return undefined;
  }
  const record = parseRecord(text);
  if (record === undefined)
    throw new LocalFailure(`${place.record} is not readable: remove it, and end moto_server by hand if it runs`);
  return { record, runs: await runs(record) };
}

function parseRecord(text: string): EmulatorRecord | undefined {
  try {
    const { pid, port, started } = JSON.parse(text) as Partial<EmulatorRecord>;
    if (!Number.isInteger(pid) || !Number.isInteger(port) || typeof started !== "string") return undefined;
    return { pid: pid as number, port: port as number, started };
  } catch {
    return undefined;
  }
}

/** Whether the pid still names the process that we started: same start, and serving the recorded port. */
async function runs({ pid, port, started }: EmulatorRecord): Promise<boolean> {
  const found = await findProcess(pid);
  return found?.started === started && found.command.endsWith(`-H 127.0.0.1 -p ${String(port)}`);
}

/** Stops the recorded process if it still is that one, and forgets everything that lived in it. */
export async function stopEmulator(place: Place, record: EmulatorRecord): Promise<void> {
  if (await runs(record)) await stopTree(record.pid, 3000, "everyone");
  if (await runs(record)) throw new LocalFailure(`The emulator does not end: process ${String(record.pid)}`);
  await rm(place.work, { recursive: true, force: true });
  await rm(place.record, { force: true });
}
