/** Runs a Node program as a user would, and measures all of it: Node's own start, reading, deciding, printing. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export interface Usage {
  readonly wallMs: number;
  /** User and system time, of all threads. */
  readonly cpuMs: number;
  /** Highest resident memory. */
  readonly rssMb: number;
  readonly exitCode: number;
  /** What it printed. */
  readonly output: string;
}

/** Without certificates of one's own: Node 20 reads them all before it starts, which takes it twice as long as its whole start. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** @returns undefined when it is not done in `limitMs` */
export function measureProcess(argv: readonly string[], limitMs: number): Usage | undefined {
  const started = process.hrtime.bigint();
  const { output, status, error } = spawnSync(process.execPath, ["--require", join(__dirname, "usage.cjs"), ...argv], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    timeout: limitMs,
    maxBuffer: 1 << 30,
    env,
  });
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return undefined;
  const [, printed, complaints, usage] = output;
  // 1 is an answer too: broken, or undecided.
  if (status !== 0 && status !== 1)
    throw new Error(`${argv.join(" ")} ends with ${String(status)}: ${complaints ?? ""}`);
  return { wallMs, output: printed ?? "", ...(JSON.parse(usage ?? "") as Omit<Usage, "wallMs" | "output">) };
}
