/** `cordon synth`: runs the app of `cdktf.json`, with progress, and shows what it declares. */
import { spawn } from "node:child_process";
import { accessSync, constants, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ora from "ora";
import { InvalidInput } from "../../lib/model";
import { reasonOf } from "../../lib/app";
import { summaryText } from "../../lib/report";
import { readIntents } from "./intents";
import { nextCommand, readProject, type Project } from "./project";
import { terminalOf } from "./terminal";

/**
 * Synthesizes, then prints the summary to standard output. What the app says on standard error is shown, and all that it
 * says when it fails.
 *
 * @throws {InvalidInput} when there is no `cdktf.json` with an app, the folder cannot be written to, or the app fails
 */
export async function synth(wish: { readonly output: string | undefined }): Promise<void> {
  const project = readProject();
  const output = wish.output ?? project.output;
  openFolder(output);
  const started = process.hrtime.bigint();
  const seconds = () => (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  const spinner = ora({ text: "Checking types and building the network", stream: process.stderr }).start();
  const ticking = setInterval(() => (spinner.text = `Checking types and building the network (${seconds()} s)`), 100);
  const { end, said, remarks } = await run(project, output).finally(() => {
    clearInterval(ticking);
    spinner.stop();
  });
  if (end !== "exit code 0") {
    process.stderr.write(said === "" || said.endsWith("\n") ? said : `${said}\n`);
    const what = `the app of cdktf.json failed after ${seconds()} s; what it said is above`;
    throw new InvalidInput([{ what, received: `${end} from "${project.app}"` }]);
  }
  spinner.succeed(`Synthesized in ${seconds()} s`);
  if (remarks !== "") process.stderr.write(`${remarks.trimEnd()}\n`);
  const intents = readIntents(output);
  const options = { ...terminalOf(process.stdout), folder: join(output, "stacks"), next: nextCommand() };
  process.stdout.write(summaryText(intents, options).output);
}

function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const what = `output folder "${folder}" cannot be written to`;
    throw new InvalidInput([{ what, received: reasonOf(error), allowed: "a folder that this user can write to" }]);
  }
}

interface Ended {
  /** `exit code 1`, `signal SIGTERM`. */
  readonly end: string;
  /** Everything that it wrote, in order. */
  readonly said: string;
  /** What it wrote to standard error: for people, also when all went well. */
  readonly remarks: string;
}

function run({ app, context }: Project, output: string): Promise<Ended> {
  return new Promise((done, failed) => {
    // As cdktf itself does it: by a shell, told where to write and what it was given as context.
    const env = {
      ...process.env,
      CDKTF_OUTDIR: resolve(output),
      ...(context === undefined ? {} : { CDKTF_CONTEXT_JSON: context }),
    };
    const child = spawn(app, { shell: true, env, stdio: ["ignore", "pipe", "pipe"] });
    const [all, remarks]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => all.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      all.push(chunk);
      remarks.push(chunk);
    });
    child.on("error", failed);
    child.on("close", (code, signal) => {
      const end = code === null ? `signal ${String(signal)}` : `exit code ${String(code)}`;
      done({ end, said: textOf(all), remarks: textOf(remarks) });
    });
  });
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}
