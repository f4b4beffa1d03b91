/** The processes of this machine: which there are, which is which, and how to stop one that is ours. */
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** When it started, in the machine's own words: with the pid it names one process for good, as pids are used again. */
  readonly started: string;
  readonly command: string;
}

/** Every process that this user may see. Read from /proc where there is one, from `ps` otherwise. */
export async function listProcesses(): Promise<readonly ProcessEntry[]> {
  if (process.platform !== "linux") return parsePs((await promisify(execFile)("ps", psArguments, psOptions)).stdout);
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const entries = await Promise.all(pids.map(readProc));
  return entries.filter((entry) => entry !== undefined);
}

export async function findProcess(pid: number): Promise<ProcessEntry | undefined> {
  if (process.platform === "linux") return readProc(pid);
  return (await listProcesses()).find((entry) => entry.pid === pid);
}

const psArguments = ["-A", "-o", "pid=,ppid=,lstart=,command="];
const psOptions = { env: { ...process.env, LC_ALL: "C" }, maxBuffer: 32 * 1024 * 1024 };

/** `lstart` is five words: `Mon Nov 23 21:00:13 2026`. */
export function parsePs(output: string): readonly ProcessEntry[] {
  return output.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line);
    if (match === null) return [];
    const [, pid, parent, started = "", command = ""] = match;
    return [{ pid: Number(pid), parent: Number(parent), started: started.replaceAll(/\s+/g, " "), command }];
  });
}

/** A process that ended while we read is absent; so is one that has ended and only waits for its parent to notice. */
async function readProc(pid: number): Promise<ProcessEntry | undefined> {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${String(pid)}/stat`, "utf8"),
      readFile(`/proc/${String(pid)}/cmdline`, "utf8"),
    ]);
    // The name in brackets may hold anything, brackets and blanks too: fields are counted from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, parent] = fields;
    const started = fields[19];
    if (state === "Z" || parent === undefined || started === undefined) return undefined;
    return { pid, parent: Number(parent), started, command: command.replaceAll("\0", " ").trim() };
  } catch {
    return undefined;
  }
}

/** A process and all that it started, itself first. */
export function treeOf(root: number, all: readonly ProcessEntry[]): readonly ProcessEntry[] {
  const found = all.filter((entry) => entry.pid === root);
  for (const entry of found) found.push(...all.filter((other) => other.parent === entry.pid));
  return found;
}

/**
 * Ends a process that we started and everything below it: asks first, insists after `patience` ms. Whatever joined the
 * tree is remembered by pid and start, so that a process whose parent went first is still ended, and a stranger never.
 *
 * @param asking - `everyone`, or only those `below` it when it ends by itself once they have, as a wrapper does
 */
export async function stopTree(root: number, patience: number, asking: "everyone" | "below"): Promise<void> {
  const known = new Map<number, ProcessEntry>();
  const alive = async (): Promise<readonly ProcessEntry[]> => {
    const all = await listProcesses();
    for (const start of [root, ...known.keys()]) {
      for (const entry of treeOf(start, all)) if (!known.has(entry.pid)) known.set(entry.pid, entry);
    }
    return all.filter((entry) => known.get(entry.pid)?.started === entry.started);
  };

  const asked = await alive();
  const below = asked.filter((entry) => entry.pid !== root);
  signal(asking === "below" && below.length > 0 ? below : asked, "SIGINT");
  const deadline = Date.now() + patience;
  while ((await alive()).length > 0 && Date.now() < deadline) await sleep(100);
  signal(await alive(), "SIGTERM");
  for (let tries = 0; tries < 20 && (await alive()).length > 0; tries += 1) await sleep(100);
  signal(await alive(), "SIGKILL");
}

function signal(entries: readonly ProcessEntry[], name: NodeJS.Signals): void {
  for (const { pid } of entries) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended in the meantime.
    }
  }
}
