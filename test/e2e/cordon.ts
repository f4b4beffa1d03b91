/** The command `cordon` as it is built, and what its answers say about the sample. */
import { execFile, type ExecFileException } from "node:child_process";
import { join } from "node:path";
import { repository } from "./project";

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Keys that are none, no configuration of the reader's, and no instance metadata. */
const closed = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
};

export function cordon(folder: string, ...options: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string): void =>
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : 1, stdout, stderr });
    const program = join(repository, "dist/bin/cordon.js");
    const env = { ...process.env, ...closed };
    execFile(process.execPath, [program, ...options], { cwd: folder, env, maxBuffer: 1e9 }, done);
  });
}

export interface Checked {
  readonly code: number;
  readonly verdict: string;
  readonly findings: readonly string[];
  /** Rules of each finding, by its id. */
  readonly rules: Readonly<Record<string, readonly string[]>>;
}

/** `cordon check`: the verdict, and each finding as `broken excess:a>b`. */
export async function checked(folder: string, ...options: readonly string[]): Promise<Checked> {
  const { code, stdout, stderr } = await cordon(folder, "check", ...options, "--format", "json");
  if (code > 1) throw new Error(stderr);
  const { verdict, findings } = JSON.parse(stdout) as {
    readonly verdict: string;
    readonly findings: readonly { readonly id: string; readonly verdict: string; readonly rules: readonly string[] }[];
  };
  return {
    code,
    verdict,
    findings: findings.map((one) => `${one.verdict} ${one.id}`),
    rules: Object.fromEntries(findings.map(({ id, rules }) => [id, rules])),
  };
}

interface MatrixDocument {
  readonly places: readonly { readonly id: string; readonly type: string; readonly addresses: readonly string[] }[];
  readonly reach: readonly {
    readonly from: string;
    readonly to: string;
    readonly bound: string;
    readonly traffic: unknown;
  }[];
}

/** `cordon matrix`, between declared segments and from them to the internet: what every input calls by the same name. */
export async function segmentMatrix(folder: string, ...options: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await cordon(folder, "matrix", ...options, "--format", "json");
  if (code > 1) throw new Error(stderr);
  const { places, reach } = JSON.parse(stdout) as MatrixDocument;
  const names = new Set(places.filter(({ type }) => type === "segment" || type === "internet").map(({ id }) => id));
  return [
    ...[...names].map((name) => `place ${name}`),
    ...reach
      .filter(({ from, to }) => names.has(from) && names.has(to))
      .map(({ from, to, bound, traffic }) => `${from} > ${to} ${bound} ${JSON.stringify(traffic)}`),
  ].sort();
}
