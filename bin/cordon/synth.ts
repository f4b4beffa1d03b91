/** `cordon synth`: runs the app of `cdktf.json`, with progress, and shows what it declares. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import ora from "ora";
import { InvalidInput } from "../../lib";
import { readIntents } from "./intents";
import { summaryText } from "../../lib/report";
import { terminalOf } from "./terminal";

/**
 * Synthesizes, then prints the summary to standard output.
 *
 * @throws {InvalidInput} when there is no `cdktf.json` with an app, the folder cannot be made, or the app fails
 */
export async function synth({ output }: { readonly output: string }): Promise<void> {
  const app = appOf("cdktf.json");
  openFolder(output);
  const spinner = ora({ text: "Checking types and building the network", stream: process.stderr }).start();
  const started = process.hrtime.bigint();
  const seconds = () => (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  const ticking = setInterval(() => (spinner.text = `Checking types and building the network (${seconds()} s)`), 100);
  const { code, text } = await run(app, output).finally(() => {
    clearInterval(ticking);
  });
  if (code !== 0) {
    spinner.fail(`The app failed after ${seconds()} s`);
    process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
    process.exit(2);
  }
  spinner.succeed(`Synthesized in ${seconds()} s`);
  const intents = readIntents(output);
  const next = "npx cdktf deploy   (npm run deploy:local tries it without an AWS account)";
  process.stdout.write(
    summaryText(intents, { ...terminalOf(process.stdout), folder: `${output}/stacks`, next }).output,
  );
}

function appOf(file: string): string {
  if (!existsSync(file))
    throw new InvalidInput([
      { what: `there is no ${file} in this folder`, allowed: "a folder with a CDK for Terraform project" },
    ]);
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new InvalidInput([
      { what: `${file} is not JSON`, received: error instanceof Error ? error.message : String(error) },
    ]);
  }
  const app = (parsed as { readonly app?: unknown } | null)?.app;
  if (typeof app !== "string" || app === "")
    throw new InvalidInput([
      { what: `${file} names no app`, allowed: 'a command, such as "app": "npx ts-node main.ts"' },
    ]);
  return app;
}

function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new InvalidInput([
      {
        what: `output folder "${folder}" cannot be written to`,
        received: error instanceof Error ? error.message : String(error),
      },
    ]);
  }
}

function run(app: string, outdir: string): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(app, {
      shell: true,
      env: { ...process.env, CDKTF_OUTDIR: outdir },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? 1, text: Buffer.concat(chunks).toString("utf8") });
    });
  });
}
