/** Finds and reads the intents of a synthesized folder. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseIntent, reasonOf, tryReadText } from "../../lib/app";
import { InvalidInput, orThrow, type Intent } from "../../lib/model";

/**
 * The intents of a synthesized folder, or the one of a stack's folder or of a file.
 *
 * @throws {InvalidInput} when there is none, or one cannot be read
 */
export function intentsOf(input: string): readonly Intent[] {
  const inside = join(input, "intent.json");
  const file = existsSync(inside) ? inside : input;
  if (existsSync(file) && statSync(file).isDirectory()) return readIntents(file);
  const text = tryReadText(file);
  if (text === undefined)
    throw new InvalidInput([{ what: `cannot read "${file}"`, received: "ENOENT: no such file or directory" }]);
  return [orThrow(parseIntent(text, file))];
}

/**
 * The intent of each stack that the folder's manifest lists, sorted by stack. A stack of an earlier synth may still lie
 * there; it is not listed.
 *
 * @throws {InvalidInput} when the folder holds none, or one cannot be read
 */
export function readIntents(folder: string): readonly Intent[] {
  const files = workingFolders(folder).map((stack) => join(folder, stack, "intent.json"));
  const intents = files.flatMap((file) => {
    const text = tryReadText(file);
    // A stack without a network has no intent.
    return text === undefined ? [] : [orThrow(parseIntent(text, file))];
  });
  if (intents.length > 0) return intents;
  const allowed = "a folder that an app with a HospitalNetwork was synthesized into: cordon synth";
  throw new InvalidInput([{ what: `"${folder}" holds no intent.json`, allowed }]);
}

/** The folders of the stacks, from the manifest that the framework writes last. */
function workingFolders(folder: string): readonly string[] {
  const file = join(folder, "manifest.json");
  const text = tryReadText(file);
  if (text === undefined) return [];
  try {
    const { stacks } = JSON.parse(text) as { readonly stacks: Readonly<Record<string, { workingDirectory: string }>> };
    return Object.values(stacks)
      .map(({ workingDirectory }) => join(workingDirectory))
      .sort();
  } catch (error) {
    const allowed = "the file as the framework wrote it: synthesize again";
    throw new InvalidInput([{ what: `"${file}" is not a manifest`, received: reasonOf(error), allowed }]);
  }
}
