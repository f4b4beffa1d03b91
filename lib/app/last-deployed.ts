/** The intent of what was deployed last, kept in a file beside the program. */
import { readFileSync } from "node:fs";
import { InvalidInput, orThrow, type Intent, type LastDeployed as Deployed } from "../model";
import { parseIntent } from "./read-intent";
import { isMissing, reasonOf } from "./system-error";

/** What was deployed last. */
export const LastDeployed = {
  /**
   * As `cordon record` wrote it after the last deployment. A file that is not there yet is no deployment yet.
   *
   * @param file path of the file, from the working folder
   * @throws {InvalidInput} when the file is there and is not an intent
   */
  recordedIn(file: string): Deployed {
    const intent = read(file);
    return { network: (name) => intent?.networks.find((network) => network.name === name) };
  },
};

function read(file: string): Intent | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new InvalidInput([{ what: `cannot read "${file}"`, received: reasonOf(error) }]);
  }
  return orThrow(parseIntent(text, file));
}
