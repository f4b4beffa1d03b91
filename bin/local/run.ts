/** Runs a command to its end: output to a log, a time limit, and no process left behind when it is cut short. */
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { Interrupted, LocalFailure } from "./failure";
import { stopTree } from "./processes";

export interface Command {
  /** What it is, for messages: `cdktf deploy`. */
  readonly title: string;
  readonly program: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Seconds. */
  readonly limit: number;
  /** Where its output goes, standard and error alike. */
  readonly log: string;
  /** Whether Terraform runs below it (`wrapper`), or it may be asked to end itself. */
  readonly shape: "wrapper" | "plain";
  readonly onLine?: (line: string) => void;
}

export interface Finished {
  readonly code: number;
  /** Standard output alone. */
  readonly output: string;
  /** Standard output and error, without colours, as lines. */
  readonly lines: readonly string[];
}

/**
 * @throws {LocalFailure} when it cannot be started or does not end in time
 * @throws {Interrupted} when `interrupt` fires; whatever ran is ended first
 */
export async function run(command: Command, interrupt: AbortSignal): Promise<Finished> {
  if (interrupt.aborted) throw new Interrupted();
  const log = createWriteStream(command.log);
  // A group of its own: Ctrl-C reaches this process alone, which then ends the others in order.
  const child = spawn(command.program, command.arguments, {
    cwd: command.folder,
    env: command.environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output: string[] = [];
  const lines: string[] = [];
  const collect = (source: NodeJS.ReadableStream, keep: boolean): void => {
    let rest = "";
    source.setEncoding("utf8");
    source.on("data", (chunk: string) => {
      log.write(chunk);
      if (keep) output.push(chunk);
      const parts = (rest + chunk).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) take(part);
    });
    source.on("end", () => {
      if (rest !== "") take(rest);
    });
  };
  const take = (raw: string): void => {
    const line = withoutColours(raw).trimEnd();
    if (line === "") return;
    lines.push(line);
    command.onLine?.(line);
  };
  collect(child.stdout, true);
  collect(child.stderr, false);

  let cut: Error | undefined;
  const stop = (reason: Error): void => {
    if (cut !== undefined) return;
    cut = reason;
    if (child.pid !== undefined) void stopTree(child.pid, 10_000, command.shape === "wrapper" ? "below" : "everyone");
  };
  const onInterrupt = (): void => stop(new Interrupted());
  interrupt.addEventListener("abort", onInterrupt, { once: true });
  const timer = setTimeout(() => {
    stop(new LocalFailure(`${command.title} did not end in ${String(command.limit)} s; its log is ${command.log}`));
  }, command.limit * 1000);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", (error) => reject(new LocalFailure(`${command.title} cannot be started: ${error.message}`)));
      child.on("close", (status) => resolve(status ?? 1));
    });
    if (cut !== undefined) throw cut;
    return { code, output: output.join(""), lines };
  } finally {
    clearTimeout(timer);
    interrupt.removeEventListener("abort", onInterrupt);
    log.end();
  }
}

/** Text without terminal control sequences. */
export function withoutColours(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  return text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|\r/g, "");
}

/** What Terraform complained about in a log: its error paragraphs, without the frame around them. */
export function complaints(lines: readonly string[], limit = 24): readonly string[] {
  const plain = lines.map((line) => line.replace(/^(?:\S+ {2}|\s*)?\s*[│╷╵]?\s?/u, "").trimEnd());
  const found: string[] = [];
  plain.forEach((line, index) => {
    if (!/^Error\b/.test(line)) return;
    for (const next of plain.slice(index, index + 9)) {
      if (next === "" || (found.length > 0 && found.at(-1) === next)) continue;
      if (/Stacks? (deploying|destroying|done|waiting)/.test(next)) break;
      if (next !== line && /^Error\b/.test(next)) break;
      found.push(next);
    }
  });
  const shown = found.length > 0 ? found : plain.filter((line) => line !== "").slice(-limit);
  return shown.slice(0, limit);
}
