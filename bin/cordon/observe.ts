/** `cordon observe`: what the records of flow logs say about the conduits. */
import ora from "ora";
import { observeRecords, parseEarlier, readText } from "../../lib/app";
import { InvalidInput, orThrow } from "../../lib/model";
import { observationFormats, observationReport } from "../../lib/report";
import { formatAmong } from "./format";
import { intentsOf } from "./intents";
import { print } from "./open-proof";
import { outputFolder } from "./project";
import { parseTime } from "./time";

export interface ObserveOptions {
  readonly format: string;
  /** @default - the folder of the synthesized Terraform */
  readonly intent?: string;
  /** @default - from the first record on */
  readonly since?: string;
  /** @default - to the last record */
  readonly until?: string;
  /** @default - there is no earlier run */
  readonly seen?: string;
}

/**
 * Prints what the records say, and sets exit code 1 when something was let through that no conduit covers.
 *
 * @throws {InvalidInput} when a file cannot be read, an option is wrong, or DuckDB is not installed
 */
export async function observe(paths: readonly string[], options: ObserveOptions): Promise<void> {
  const format = formatAmong(options.format, observationFormats);
  const window = {
    since: options.since === undefined ? -Infinity : parseTime("--since", options.since),
    until: options.until === undefined ? Infinity : parseTime("--until", options.until),
  };
  if (window.since >= window.until) {
    const received = `${String(options.since)} to ${String(options.until)}`;
    throw new InvalidInput([{ what: "--since is not before --until", received }]);
  }
  const declared = { networks: intentsOf(options.intent ?? outputFolder()).flatMap(({ networks }) => networks) };
  if (declared.networks.length === 0) throw new InvalidInput([{ what: "the intent declares no network" }]);
  const earlier = options.seen === undefined ? undefined : orThrow(parseEarlier(readText(options.seen), options.seen));
  const spinner = ora({ text: "Reading records", stream: process.stderr, isSilent: !process.stderr.isTTY }).start();
  try {
    const now = Math.floor(Date.now() / 1000);
    const seen = await observeRecords({ paths, declared, window, earlier, now }, (files, bytes) => {
      spinner.text = `Reading records: ${String(files)} files, ${(bytes / 1e6).toFixed(0)} MB`;
    });
    spinner.stop();
    print((screen) => observationReport(seen, format, screen));
  } finally {
    spinner.stop();
  }
}
