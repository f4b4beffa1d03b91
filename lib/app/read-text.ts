/** Reads a file of text, or says in one sentence why it cannot. */
import { readFileSync } from "node:fs";
import { InvalidInput } from "../model";
import { isMissing, reasonOf } from "./system-error";

/** @throws {InvalidInput} when it cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}

/**
 * Undefined when there is no such file.
 *
 * @throws {InvalidInput} when it is there and cannot be read
 */
export function tryReadText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): InvalidInput {
  return new InvalidInput([{ what: `cannot read "${file}"`, received: reasonOf(error) }]);
}
