/**
 * Reads what a proof is about: files as they are, the stacks of a synthesized folder, and the intents beside them.
 *
 * Decides which files are meant. Refuses to decide what they say. Safe because sizes are known before a file is read, and a
 * manifest can name nothing outside its own folder.
 */
import { closeSync, openSync, readSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize } from "node:path";
import { CalendarDate, InvalidInput, compareText, orThrow, type Intent } from "../model";
import type { Input } from "../terraform";
import { parseIntent } from "./read-intent";
import { readText } from "./read-text";
import { isMissing, reasonOf } from "./system-error";
import type { WrittenStack } from "./trial-synth";

export interface IntentFile {
  readonly file: string;
  readonly intent: Intent;
}

export interface ProofInput {
  readonly inputs: readonly Input[];
  readonly intents: readonly IntentFile[];
  /**
   * The day on which it is proved: a conduit whose last day is before it is over.
   *
   * @default - none is: a synth refuses what is over by the day of its own network
   */
  readonly today?: CalendarDate;
}

/** Bytes of one file. A plan of 100,000 resources has about 170 million. */
const largestFile = 400_000_000;
/** Files that a message names. */
const shownFiles = 5;
/** Bytes read at once. */
const chunkSize = 262_144;

/**
 * @param paths files, or folders such as `cdktf.out`
 * @param intents files of intents, or folders such as `cdktf.out`; undefined to take those beside the inputs
 * @param today by default the day that it is in UTC
 * @throws {InvalidInput} when one of them cannot be read, or there is none, or Terraform reads more of a folder than its cdk.tf.json
 */
export function readProofInput(
  paths: readonly string[],
  intents?: readonly string[],
  today = CalendarDate.today(),
): ProofInput {
  const files = [...new Set(paths.flatMap((path) => (isFolder(path) ? stackFiles(path).map(readAlone) : [path])))];
  const inputs = files.map((name) => ({ name, text: chunksOf(name) }));
  const named = intents?.flatMap((path) => (isFolder(path) ? intentsIn(path) : [path]));
  const declared = named ?? intentsBeside(files).filter((file) => !files.includes(file));
  return { inputs, intents: [...new Set(declared)].map(readIntent), today };
}

function intentsIn(folder: string): readonly string[] {
  const found = intentsBeside(stackFiles(folder));
  if (found.length > 0) return found;
  throw new InvalidInput([
    { what: `"${folder}" holds no intent.json`, allowed: "a folder with what is declared in it" },
  ]);
}

function intentsBeside(files: readonly string[]): readonly string[] {
  return files.map((file) => join(dirname(file), "intent.json")).filter(exists);
}

/** @throws {InvalidInput} when an intent among them is damaged */
export function proofInputOf(stacks: readonly WrittenStack[]): ProofInput {
  return {
    inputs: stacks.map(({ terraform: { file, text } }) => ({ name: file, text })),
    intents: stacks.flatMap(({ intent }) =>
      intent === undefined ? [] : [{ file: intent.file, intent: orThrow(parseIntent(intent.text, intent.file)) }],
    ),
  };
}

function readIntent(file: string): IntentFile {
  return { file, intent: orThrow(parseIntent(read(file), file)) };
}

/** What the framework's manifest lists, or the one stack that the folder itself is. */
function stackFiles(folder: string): readonly string[] {
  const manifest = join(folder, "manifest.json");
  if (exists(manifest)) return foldersOf(manifest).map((stack) => join(folder, stack, "cdk.tf.json"));
  const only = join(folder, "cdk.tf.json");
  if (exists(only)) return [only];
  const allowed =
    "a folder that an app was synthesized into, or a file by its name: cdk.tf.json, a plan from `terraform show -json PLANFILE`, a state, a snapshot";
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const received = files.length === 0 ? {} : { received: files.sort(compareText).slice(0, shownFiles).join(", ") };
  throw new InvalidInput([{ what: `"${folder}" holds no manifest.json and no cdk.tf.json`, ...received, allowed }]);
}

/** Files that Terraform reads beside each other ("Files and configuration structure", "Variables on the command line"). */
const isLoaded = /^[^.].*\.(tf|tf\.json|auto\.tfvars|auto\.tfvars\.json)$|^terraform\.tfvars(\.json)?$/;

/** The same file, where Terraform reads no other of its folder. */
function readAlone(file: string): string {
  const folder = dirname(file);
  const others = isFolder(folder)
    ? readdirSync(folder).filter((name) => isLoaded.test(name) && name !== basename(file))
    : [];
  if (others.length === 0) return file;
  throw new InvalidInput([
    {
      what: `Terraform reads more in "${folder}" than ${basename(file)}`,
      received: others.sort(compareText).join(", "),
      allowed: "the plan of it, from terraform show -json, or a folder without them",
    },
  ]);
}

function foldersOf(manifest: string): readonly string[] {
  const refused = (received: string): InvalidInput =>
    new InvalidInput([
      {
        what: `"${manifest}" is not a manifest`,
        received,
        allowed: "the file as the framework wrote it: synthesize again",
      },
    ]);
  const text = read(manifest);
  let folders: readonly unknown[];
  try {
    const { stacks } = JSON.parse(text) as { readonly stacks: Readonly<Record<string, { workingDirectory: unknown }>> };
    folders = Object.values(stacks).map(({ workingDirectory }) => workingDirectory);
  } catch (error) {
    throw refused(reasonOf(error));
  }
  const inside = folders.map((folder) => {
    if (typeof folder === "string" && !isAbsolute(folder) && !normalize(folder).startsWith("..")) return folder;
    throw refused(`working folder ${folder === undefined ? "nothing" : JSON.stringify(folder)}`);
  });
  if (inside.length === 0) throw refused("no stack");
  return inside.sort();
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

function exists(path: string): boolean {
  return statOf(path) !== undefined;
}

function statOf(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new InvalidInput([{ what: `cannot read "${path}"`, received: reasonOf(error) }]);
  }
}

/** The bytes of a file, read when they are asked for; each chunk holds until the next one is. */
function* chunksOf(file: string): Generator<Uint8Array> {
  bearable(file);
  const chunk = new Uint8Array(chunkSize);
  try {
    const open = openSync(file, "r");
    try {
      for (let size = readSync(open, chunk); size > 0; size = readSync(open, chunk)) yield chunk.subarray(0, size);
    } finally {
      closeSync(open);
    }
  } catch (error) {
    throw new InvalidInput([{ what: `cannot read "${file}"`, received: reasonOf(error) }]);
  }
}

function bearable(file: string): void {
  const size = Number(statOf(file)?.size ?? 0);
  if (size <= largestFile) return;
  const allowed = `at most ${String(largestFile)}`;
  throw new InvalidInput([{ what: `"${file}" is too large`, received: `${String(size)} bytes`, allowed }]);
}

function read(file: string): string {
  bearable(file);
  return readText(file);
}
