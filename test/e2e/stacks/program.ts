/** Runs a program that synthesizes an app, as the command does: in a process of its own, told where to write. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../project";

/** @param file - TypeScript or JavaScript of this repository, by its path in it */
export function runProgram(file: string, folder: string, environment: Readonly<Record<string, string>> = {}): void {
  mkdirSync(folder, { recursive: true });
  const loader = file.endsWith(".ts") ? ["-r", join(repository, "node_modules/ts-node/register/transpile-only")] : [];
  execFileSync(process.execPath, [...loader, join(repository, file)], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, TS_NODE_PROJECT: join(repository, "tsconfig.json"), CDKTF_OUTDIR: folder, ...environment },
  });
}
