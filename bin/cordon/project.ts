/** The CDK for Terraform project of the working folder: what its `cdktf.json` says. */
import { existsSync, readFileSync } from "node:fs";
import { InvalidInput } from "../../lib/model";
import { reasonOf } from "../../lib/app";

export interface Project {
  /** The command that synthesizes. */
  readonly app: string;
  /** Folder of the synthesized Terraform. */
  readonly output: string;
  /** What `cdktf` would hand to the app as its context, as JSON. */
  readonly context: string | undefined;
}

const file = "cdktf.json";
const usual = "cdktf.out";

/**
 * The project of the working folder.
 *
 * @throws {InvalidInput} when there is no `cdktf.json`, or it is not that of an app
 */
export function readProject(): Project {
  if (!existsSync(file)) {
    const allowed = "a folder with a CDK for Terraform project";
    throw new InvalidInput([{ what: `there is no ${file} in this folder`, received: process.cwd(), allowed }]);
  }
  const { app, output = usual, context } = readObject();
  if (typeof app !== "string" || app.trim() === "") {
    const received = app === undefined ? "nothing" : JSON.stringify(app);
    const allowed = 'a command, such as "app": "npx ts-node main.ts"';
    throw new InvalidInput([{ what: `${file} names no app`, received, allowed }]);
  }
  if (typeof output !== "string" || output.trim() === "") {
    const what = `"output" of ${file} is not a folder`;
    throw new InvalidInput([{ what, received: JSON.stringify(output), allowed: `text, such as "${usual}"` }]);
  }
  return { app, output, context: context === undefined ? undefined : JSON.stringify(context) };
}

/** The folder that the project of the working folder is synthesized into; the usual one when there is no project. */
export function outputFolder(): string {
  return existsSync(file) ? readProject().output : usual;
}

/** The command that comes after a synth. A project that can be tried on this machine has a script for it. */
export function nextCommand(): string {
  const deploy = "npx cdktf deploy";
  let scripts: unknown;
  try {
    ({ scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts?: unknown });
  } catch {
    // A project need not be a package.
    return deploy;
  }
  const isLocal = typeof scripts === "object" && scripts !== null && "deploy:local" in scripts;
  return isLocal ? `${deploy}   (npm run deploy:local tries it without an AWS account)` : deploy;
}

function readObject(): Readonly<Record<string, unknown>> {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new InvalidInput([{ what: `${file} cannot be read as JSON`, received: reasonOf(error) }]);
  }
  if (typeof read === "object" && read !== null && !Array.isArray(read)) return { ...read };
  throw new InvalidInput([{ what: `${file} is not an object`, received: JSON.stringify(read) }]);
}
