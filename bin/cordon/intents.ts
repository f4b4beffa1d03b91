/** Finds and reads the intents of a synthesized folder. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { InvalidInput, orThrow, parseIntent, type Intent } from "../../lib";

/**
 * The intent of each stack in `folder`, sorted by stack.
 *
 * @throws {InvalidInput} when the folder holds none, or one cannot be read
 */
export function readIntents(folder: string): readonly Intent[] {
  const stacks = join(folder, "stacks");
  const files = existsSync(stacks)
    ? readdirSync(stacks)
        .sort()
        .map((stack) => join(stacks, stack, "intent.json"))
        .filter((file) => existsSync(file))
    : [];
  if (files.length === 0) {
    throw new InvalidInput([
      {
        what: `"${folder}" holds no intent.json`,
        allowed: "a folder that a Cordon app was synthesized into; cordon synth does it",
      },
    ]);
  }
  return files.map((file) => orThrow(parseIntent(readFileSync(file, "utf8"), file)));
}
