/** Writes finished files whole or not at all. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidInput } from "../model";

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
    rmSync(beside, { force: true });
    throw new InvalidInput([
      { what: `cannot write "${file}"`, received: reasonOf(error), allowed: "a folder that this user can write to" },
    ]);
  }
}

/** The system's own words for a failure. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
