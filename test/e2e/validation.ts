/** `terraform validate` of many stacks: one folder is initialized for each set of providers, and used again. */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { closedEnvironment } from "../../bin/local/environment";
import { chooseProviderSource, requiredAwsVersion } from "../../bin/local/provider-source";
import { run } from "../../bin/local/run";
import { onPath } from "../../bin/local/tools";

export interface Validation {
  readonly folder: string;
  readonly valid: boolean;
  /** Errors and warnings, one line each. */
  readonly diagnostics: readonly string[];
}

/** Folders of the stacks that an app synthesized into `output`. */
export async function stackFolders(output: string): Promise<readonly string[]> {
  const names = (await readdir(join(output, "stacks"))).sort();
  return names.map((name) => join(output, "stacks", name));
}

/**
 * Validates stacks one after another. What costs is starting the provider, three seconds each; initializing, which costs
 * as much again, happens once for each set of required providers.
 *
 * @param work - a folder for what Terraform needs; may be used again
 */
export async function validateStacks(folders: readonly string[], work: string): Promise<readonly Validation[]> {
  const results: Validation[] = [];
  for (const folder of folders) results.push(await validate(folder, await initialized(folder, work)));
  return results;
}

interface Room {
  readonly folder: string;
  readonly terraform: (options: readonly string[]) => Promise<string>;
}

async function initialized(stack: string, work: string): Promise<Room> {
  const configuration = join(stack, "cdk.tf.json");
  const { terraform } = JSON.parse(await readFile(configuration, "utf8")) as {
    terraform?: { required_providers?: unknown };
  };
  const key = createHash("sha256")
    .update(JSON.stringify(terraform?.required_providers ?? {}))
    .digest("hex")
    .slice(0, 12);
  const folder = join(work, key);
  await mkdir(folder, { recursive: true });
  const room = { folder, terraform: await terraformIn(folder, await requiredAwsVersion(configuration)) };
  await copyFile(configuration, join(folder, "cdk.tf.json"));
  const entries = await readdir(folder);
  if (!entries.includes(".terraform.lock.hcl"))
    await room.terraform(["init", "-backend=false", "-input=false", "-no-color"]);
  return room;
}

async function terraformIn(folder: string, awsVersion: string): Promise<Room["terraform"]> {
  const program = await onPath("terraform", process.env);
  if (program === undefined) throw new Error("terraform is not on PATH");
  const source = await chooseProviderSource(folder, awsVersion, process.env);
  if (source.cache !== undefined) await mkdir(source.cache, { recursive: true });
  const { TF_CLI_ARGS_init: _state, ...environment } = closedEnvironment(process.env, {
    endpoint: "http://127.0.0.1:9",
    emptyFile: "/dev/null",
    state: "",
    terraformConfig: source.config,
    pluginCache: source.cache,
  });
  return async (options) => {
    const command = {
      title: `terraform ${options[0] ?? ""}`,
      program,
      arguments: options,
      folder,
      environment,
      limit: 300,
    };
    const log = join(folder, "terraform.log");
    const finished = await run({ ...command, log, shape: "plain" }, new AbortController().signal);
    if (finished.code !== 0 && options[0] !== "validate") throw new Error(finished.lines.join("\n"));
    return finished.output;
  };
}

async function validate(stack: string, room: Room): Promise<Validation> {
  const answer = JSON.parse(await room.terraform(["validate", "-json"])) as {
    readonly valid: boolean;
    readonly diagnostics: readonly {
      readonly severity: string;
      readonly summary: string;
      readonly detail?: string;
      readonly address?: string;
    }[];
  };
  const line = ({ severity, summary, detail = "", address = "" }: (typeof answer.diagnostics)[number]): string =>
    `${severity}: ${address} ${summary}: ${detail}`.replaceAll(/\s+/g, " ");
  return { folder: stack, valid: answer.valid, diagnostics: answer.diagnostics.map(line) };
}
