/** Runs other programs for the package's tests, with what they printed in the error when they fail. */
import { spawnSync } from "node:child_process";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/**
 * What a user's shell would give these programs: not this checkout's npm scripts, and not CI, in which a synth refuses
 * to write the first lock file of an address plan.
 */
function userEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(lifecycle|package|command|execpath|config_local_prefix)|^(CI|INIT_CWD|NODE_ENV|JEST_WORKER_ID)$/.test(
          name,
        ),
    ),
  );
}

/**
 * Standard output of a program.
 *
 * @throws {Error} with everything that it printed, when it fails
 */
export function run(folder: string, command: string, ...args: readonly string[]): string {
  const result = spawnSync(command, args, {
    cwd: folder,
    env: userEnvironment(),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (result.status === 0) return result.stdout;
  const how = result.error?.message ?? `exit code ${String(result.status)}`;
  throw new Error(`${command} ${args.join(" ")}: ${how}\n${result.stdout}${result.stderr}`);
}

export function runNpm(folder: string, ...args: readonly string[]): string {
  return run(folder, npm, ...args);
}

export function runNode(folder: string, ...args: readonly string[]): string {
  return run(folder, process.execPath, ...args);
}
