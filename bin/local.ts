#!/usr/bin/env node
/** The door to a deploy without AWS: `deploy`, `destroy` and `status` of the app of `cdktf.json` in an emulator. */
import { Command } from "commander";
import pico from "picocolors";
import { deploy, type Run } from "./local/deploy";
import { destroy } from "./local/destroy";
import { Interrupted, LocalFailure, messageOf } from "./local/failure";
import { placeIn } from "./local/place";
import { showProgress } from "./local/progress";
import { status } from "./local/status";

const abort = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (!abort.signal.aborted) process.stderr.write("\nStopping what runs; this takes a few seconds ...\n");
    abort.abort();
  });
}
// A reader that goes away, such as `| head`, must not keep the clean-up from running.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

async function doing(work: (run: Run) => Promise<void>): Promise<void> {
  try {
    await work({ place: placeIn(process.cwd()), progress: showProgress(process.stdout), interrupt: abort.signal });
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  if (error instanceof Interrupted) {
    process.stderr.write("Interrupted: nothing of this run is left behind.\n");
    process.exitCode = 130;
    return;
  }
  const [sentence = "", ...details] = messageOf(error).split("\n");
  process.stderr.write(`${[pico.red(sentence), ...details].join("\n")}\n`);
  if (!(error instanceof LocalFailure) && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  process.exitCode = 1;
}

const program = new Command("local").description("Deploys the app of cdktf.json to an AWS emulator on this machine.");
program
  .command("deploy")
  .description("deploy, or update what runs already")
  .action(() => doing(deploy));
program
  .command("destroy")
  .description("destroy, and stop the emulator")
  .action(() => doing(destroy));
program
  .command("status")
  .description("say what runs and what is in it")
  .action(() => doing(status));
void program.parseAsync();
