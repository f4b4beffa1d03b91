/** A working folder for the command, and what the command printed in it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { failureLines } from "../../../bin/cordon/failure";

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  /** What the command would end with on standard error, without colour; empty when it succeeds. */
  readonly failure: readonly string[];
}

/** Files by path, as they are put into the folder. */
export type Files = Readonly<Record<string, string | object>>;

/**
 * Runs one subcommand in a folder with these files.
 *
 * @param then looks at the folder before it is gone
 */
export async function inFolderWith(
  files: Files,
  command: () => void | Promise<void>,
  then: (folder: string) => void = () => undefined,
): Promise<Printed> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cordon-command-")));
  const home = process.cwd();
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
    }
    process.chdir(folder);
    const printed = await print(command);
    then(folder);
    return printed;
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
}

async function print(command: () => void | Promise<void>): Promise<Printed> {
  const out: string[] = [];
  const err: string[] = [];
  const keep = (into: string[]) => (chunk: unknown) => into.push(String(chunk)) > 0;
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation(keep(out)),
    jest.spyOn(process.stderr, "write").mockImplementation(keep(err)),
  ];
  try {
    await command();
    return { stdout: out.join(""), stderr: err.join(""), failure: [] };
  } catch (error) {
    return { stdout: out.join(""), stderr: err.join(""), failure: failureLines(error, false) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
