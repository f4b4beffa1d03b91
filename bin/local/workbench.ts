/** The steps that a local deploy is made of. Each runs one real tool, with an environment that can reach nothing else. */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { leftOutOfEmulator, losesTrackOfRules } from "./emulator-gaps";
import { closedEnvironment } from "./environment";
import { LocalFailure } from "./failure";
import type { Place } from "./place";
import { type Plan } from "./plan";
import { chooseProviderSource, requiredAwsVersion } from "./provider-source";
import { complaints, run, type Command, type Finished } from "./run";
import { reasonsToRefuse } from "./stack-check";
import type { Tools } from "./tools";

export interface Workbench {
  readonly place: Place;
  readonly tools: Tools;
  readonly endpoint: string;
  readonly interrupt: AbortSignal;
}

/** A synthesized stack that was found safe to deploy to the emulator. */
export interface SafeStack {
  readonly name: string;
  readonly folder: string;
  readonly region: string;
  /** For every tool that runs on it. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Seconds that each tool may take. */
const limits = { synth: 180, deploy: 1800, plan: 600, show: 120, destroy: 1800 } as const;

/**
 * Runs the app of `cdktf.json` through `cdktf synth`, and checks that what it made can only reach the emulator.
 *
 * @throws {LocalFailure} when the app fails, or its stack is not safe
 */
export async function synthesize(bench: Workbench): Promise<SafeStack> {
  const { place } = bench;
  const app = await appOf(place.project);
  const emptyFile = await writeEmpty(place);
  const environment = closedEnvironment(process.env, {
    endpoint: bench.endpoint,
    emptyFile,
    state: place.state,
    terraformConfig: emptyFile,
  });
  const finished = await cdktf(bench, "synth", ["--app", app], limits.synth, environment);
  if (finished.code !== 0) throw failed(bench, "The app", "synth", finished);
  return openStack(bench);
}

/** The stack that an earlier run synthesized, checked again. */
export async function openStack(bench: Workbench): Promise<SafeStack> {
  const { place, endpoint } = bench;
  const name = await onlyStack(place.output);
  const folder = join(place.output, "stacks", name);
  const configuration = join(folder, "cdk.tf.json");
  const text = await readFile(configuration, "utf8");
  const reasons = reasonsToRefuse(text, endpoint, leftOutOfEmulator);
  if (reasons.length > 0) throw new LocalFailure(`Stack "${name}" is not deployed: it is not safe to`, reasons);
  const source = await chooseProviderSource(place.folder, await requiredAwsVersion(configuration), process.env);
  if (source.cache !== undefined) await mkdir(source.cache, { recursive: true });
  const environment = closedEnvironment(process.env, {
    endpoint,
    emptyFile: await writeEmpty(place),
    state: place.state,
    terraformConfig: source.config,
    pluginCache: source.cache,
  });
  return { name, folder, region: regionOf(text), environment };
}

/** Runs the real `cdktf deploy`. */
export async function deployStack(bench: Workbench, stack: SafeStack, say: (detail: string) => void): Promise<void> {
  const onLine = counting(say, /Creation complete|Modifications complete/, /Plan: (\d+) to add, (\d+) to change/);
  const options = ["--auto-approve", "--skip-synth", "--skip-provider-lock", stack.name];
  const finished = await cdktf(bench, "deploy", options, limits.deploy, stack.environment, onLine);
  // Version 0.21 of the command ends with 0 on some failures of Terraform; only this sentence is sure.
  const applied = finished.lines.some((line) => /Apply complete!|No changes\. Your infrastructure matches/.test(line));
  if (finished.code !== 0 || !applied) throw failed(bench, "cdktf deploy", "deploy", finished);
}

/** Runs the real `cdktf destroy`. */
export async function destroyStack(bench: Workbench, stack: SafeStack, say: (detail: string) => void): Promise<void> {
  const onLine = counting(say, /Destruction complete/, /Plan: \d+ to add, \d+ to change, (\d+) to destroy/);
  const options = ["--auto-approve", "--skip-synth", "--skip-provider-lock", stack.name];
  // Nothing but this state has changed what is in the emulator: reading all of it back first would double the time.
  const environment = { ...stack.environment, TF_CLI_ARGS_destroy: "-refresh=false -parallelism=1" };
  let finished = await cdktf(bench, "destroy", options, limits.destroy, environment, onLine);
  if (finished.code !== 0 && finished.lines.some((line) => losesTrackOfRules.sign.test(line))) {
    say("the emulator lost track of a rule; once more, reading back first");
    finished = await cdktf(bench, "destroy", options, limits.destroy, stack.environment, onLine);
  }
  const left = (await stateOf(bench, stack)).includes('"address"');
  if (finished.code !== 0 || left) throw failed(bench, "cdktf destroy", "destroy", finished);
}

/** What Terraform would change now. */
export async function planStack(bench: Workbench, stack: SafeStack): Promise<Plan> {
  const file = join(bench.place.work, "second.tfplan");
  if (!existsSync(join(stack.folder, ".terraform", "terraform.tfstate"))) {
    await terraform(bench, stack, "init", ["init", "-input=false", "-no-color"], limits.plan);
  }
  const options = ["plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${file}`];
  const planned = await terraform(bench, stack, "plan", options, limits.plan, [0, 2]);
  const shown = await terraform(bench, stack, "show-plan", ["show", "-json", file], limits.show);
  const plan = JSON.parse(shown.output) as Plan;
  // The exit code and the document come from the same plan: were one misread, they would not agree.
  const anything = [
    ...(plan.resource_changes ?? []).map(({ change }) => change),
    ...Object.values(plan.output_changes ?? {}),
  ];
  const changes = anything.some(({ actions }) => !["no-op", "read"].includes(actions.join()));
  if (changes !== (planned.code === 2)) throw new LocalFailure("Terraform's exit code and its plan disagree");
  return plan;
}

/** Terraform's state, as `terraform show -json` prints it. */
export async function stateOf(bench: Workbench, stack: SafeStack): Promise<string> {
  return (await terraform(bench, stack, "show-state", ["show", "-json"], limits.show)).output;
}

async function terraform(
  bench: Workbench,
  stack: SafeStack,
  log: string,
  options: readonly string[],
  limit: number,
  accepted: readonly number[] = [0],
): Promise<Finished> {
  const command: Command = {
    title: `terraform ${options[0] ?? ""}`,
    program: bench.tools.terraform,
    arguments: options,
    folder: stack.folder,
    environment: stack.environment,
    limit,
    log: join(bench.place.logs, `${log}.log`),
    shape: "plain",
  };
  const finished = await run(command, bench.interrupt);
  if (!accepted.includes(finished.code)) throw failed(bench, command.title, log, finished);
  return finished;
}

async function cdktf(
  bench: Workbench,
  verb: "synth" | "deploy" | "destroy",
  options: readonly string[],
  limit: number,
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void = () => undefined,
): Promise<Finished> {
  const { place, tools, interrupt } = bench;
  await mkdir(place.logs, { recursive: true });
  const command: Command = {
    title: `cdktf ${verb}`,
    program: process.execPath,
    arguments: [tools.cdktf, verb, "--output", place.output, ...options],
    folder: place.project,
    environment,
    limit,
    log: join(place.logs, `${verb}.log`),
    shape: "wrapper",
    onLine,
  };
  return run(command, interrupt);
}

function failed({ place }: Workbench, what: string, log: string, { code, lines }: Finished): LocalFailure {
  const where = join(place.logs, `${log}.log`);
  return new LocalFailure(`${what} failed, exit code ${String(code)}; the whole log is ${where}`, complaints(lines));
}

function counting(say: (detail: string) => void, done: RegExp, announced: RegExp): (line: string) => void {
  let finished = 0;
  let total: number | undefined;
  return (line) => {
    const plan = announced.exec(line);
    if (plan !== null) total = plan.slice(1).reduce((sum, count) => sum + Number(count), 0);
    if (done.test(line)) finished += 1;
    if (plan !== null || done.test(line))
      say(`${String(finished)}${total === undefined ? "" : ` of ${String(total)}`} resources`);
  };
}

async function appOf(project: string): Promise<string> {
  const file = join(project, "cdktf.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    throw new LocalFailure(`There is no cdktf.json in ${project}: run this in the project's folder`);
  }
  const { app } = JSON.parse(text) as { readonly app?: unknown };
  if (typeof app !== "string" || app === "")
    throw new LocalFailure(`${file} has no "app": it names the program to run`);
  return app;
}

async function onlyStack(output: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(output, "manifest.json"), "utf8")) as {
    readonly stacks: Readonly<Record<string, unknown>>;
  };
  const [name, ...others] = Object.keys(manifest.stacks);
  if (name === undefined || others.length > 0) {
    throw new LocalFailure(`A local deploy is of one stack; the app has ${[name, ...others].join(", ") || "none"}`);
  }
  return name;
}

async function writeEmpty(place: Place): Promise<string> {
  const file = join(place.work, "empty");
  await mkdir(place.work, { recursive: true });
  await writeFile(file, "");
  return file;
}

function regionOf(text: string): string {
  const { provider } = JSON.parse(text) as {
    readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
  };
  return provider?.aws?.[0]?.region ?? "us-east-1";
}
