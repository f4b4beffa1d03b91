/** The tools that a local deploy needs, each with one sentence that says how to get it. */
import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { LocalFailure } from "./failure";

export interface Tools {
  readonly terraform: string;
  readonly emulator: string;
  /** The script of the CDK for Terraform command, run with this Node. */
  readonly cdktf: string;
}

const missing = {
  terraform:
    "terraform is not on PATH: install Terraform 1.5 or later from https://developer.hashicorp.com/terraform/install",
  moto_server: 'moto_server is not on PATH: install the AWS emulator with: pip install "moto[server]"',
  cdktf: "cdktf is not installed in this project: run npm ci, or npm install --save-dev cdktf-cli",
} as const;

/**
 * @throws {LocalFailure} naming every tool that is missing, one sentence each
 */
export async function findTools(project: string, environment: NodeJS.ProcessEnv): Promise<Tools> {
  if (process.platform === "win32") {
    throw new LocalFailure("A local deploy does not run on Windows itself: run it in WSL or in a container");
  }
  const [terraform, emulator, cdktf] = await Promise.all([
    onPath("terraform", environment),
    onPath("moto_server", environment),
    findCdktf(project),
  ]);
  const sentences = [
    ...(terraform === undefined ? [missing.terraform] : []),
    ...(emulator === undefined ? [missing.moto_server] : []),
    ...(cdktf === undefined ? [missing.cdktf] : []),
  ];
  const [first, ...rest] = sentences;
  if (terraform === undefined || emulator === undefined || cdktf === undefined)
    throw new LocalFailure(first ?? "", rest);
  return { terraform, emulator, cdktf };
}

/** The absolute path of an executable file on PATH. */
export async function onPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (environment["PATH"] ?? "").split(delimiter).filter((entry) => entry !== "")) {
    const candidate = join(folder, name);
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here; PATH goes on.
    }
  }
  return undefined;
}

async function findCdktf(project: string): Promise<string | undefined> {
  for (const start of [join(project, "package.json"), __filename]) {
    try {
      const manifest = createRequire(start).resolve("cdktf-cli/package.json");
      const { bin, dependencies } = JSON.parse(await readFile(manifest, "utf8")) as CliManifest;
      const script = typeof bin === "string" ? bin : bin["cdktf"];
      if (script === undefined) continue;
      // Its terminal library comes built for Node 18 to 22 only, and every command fails without it.
      const prebuilt = dependencies["@cdktf/node-pty-prebuilt-multiarch"] !== undefined;
      if (prebuilt && Number(process.versions.modules) > 127) {
        throw new LocalFailure(`cdktf-cli does not run on Node ${process.versions.node}: use Node 20 or 22`);
      }
      return join(dirname(manifest), script);
    } catch (error) {
      if (error instanceof LocalFailure) throw error;
    }
  }
  return undefined;
}

interface CliManifest {
  readonly bin: string | Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}
