/** The intent of what was deployed last, kept in a file beside the program. */
import { orThrow, type Intent, type LastDeployed as Deployed } from "../model";
import { parseIntent } from "./read-intent";
import { tryReadText } from "./read-text";

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
  const text = tryReadText(file);
  return text === undefined ? undefined : orThrow(parseIntent(text, file));
}
