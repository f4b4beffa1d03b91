/** `cordon record`: keeps what was deployed, so that the next synth knows what a change would do to it. */
import { writeWhole } from "../../lib/app";
import { formatIntent, InvalidInput, type Intent } from "../../lib/model";
import { readIntents } from "./intents";
import { outputFolder } from "./project";

export interface RecordOptions {
  readonly output: string;
  readonly stack?: string;
}

/**
 * Copies the intent of a synthesized stack. To be run after its deployment, and at no other time.
 *
 * @throws {InvalidInput} when the folder holds no intent, or several stacks and none is named
 */
export function record(folder: string | undefined, { output, stack }: RecordOptions): void {
  const intent = chosen(readIntents(folder ?? outputFolder()), stack);
  writeWhole(output, formatIntent(intent));
  const sites = intent.networks.reduce((sum, network) => sum + network.sites.length, 0);
  process.stdout.write(
    `Recorded stack ${intent.stack} with ${String(sites)} ${sites === 1 ? "site" : "sites"} in ${output}. Next: commit the file.\n`,
  );
}

function chosen(intents: readonly Intent[], stack: string | undefined): Intent {
  const stacks = intents.map((intent) => intent.stack).join(", ");
  const [only, ...more] = stack === undefined ? intents : intents.filter((intent) => intent.stack === stack);
  if (only !== undefined && more.length === 0) return only;
  const what = stack === undefined ? "the folder holds several stacks" : "the folder holds no such stack";
  const received = stack === undefined ? stacks : `"${stack}"`;
  throw new InvalidInput([{ what, received, allowed: `--stack with one of ${stacks}` }]);
}
