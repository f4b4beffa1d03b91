/** Writes finished files whole or not at all. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidInput } from "../model";
import { reasonOf } from "./system-error";

/**
 * Writes a file beside its final place and moves it there, so that nothing ever reads half of it.
 *
 * @throws {InvalidInput} naming the file and the system's reason
 */
export function writeWhole(file: string, text: string): void {
  const beside = `${file}.${String(process.pid)}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    removeIfThere(beside);
    throw new InvalidInput([
      { what: `cannot write "${file}"`, received: reasonOf(error), allowed: "a folder that this user can write to" },
    ]);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where it cannot be removed it could not be written, and why is being said already.
  }
}
