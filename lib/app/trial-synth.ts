/**
 * What a synth would write, read before it is written: no file stays, and no lock changes.
 *
 * The framework is met by its shape, because two copies of it may be loaded and because a proof of files needs none.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { SynthesisSession } from "../constructs";
import { InvalidInput, compareText } from "../model";
import { isMissing } from "./system-error";

/** Any construct of the framework, as far as it is needed. */
export interface TreeNode {
  readonly node: {
    readonly id: string;
    readonly path: string;
    readonly root: TreeNode;
    findAll(): readonly TreeNode[];
  };
}

/** A file of a synth, named as it would be in the output folder. */
export interface WrittenFile {
  readonly file: string;
  readonly text: string;
}

/** What one stack becomes. */
export interface WrittenStack {
  readonly terraform: WrittenFile;
  /** What its networks declare; undefined when it has none. */
  readonly intent: WrittenFile | undefined;
}

/** What an app says of itself beside its tree; a stack without an app says nothing. */
interface Root extends TreeNode {
  /** @default false */
  readonly skipValidation?: boolean;
  /** @default false */
  readonly hclOutput?: boolean;
}

/** A stack of the framework, as far as it is needed. */
export interface StackNode extends TreeNode {
  readonly dependencies: readonly StackNode[];
  readonly synthesizer: { synthesize(session: TrialSession): void };
  prepareStack(): void;
}

interface TrialSession extends SynthesisSession {
  readonly skipValidation: boolean;
  readonly manifest: { forStack(stack: unknown): StackEntry };
}

interface StackEntry {
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
}

/** Marks of the framework; the symbols are shared by every copy of it. */
const marks = { app: Symbol.for("cdktf/App"), stack: Symbol.for("cdktf/TerraformStack") };

/** Whether a value is an app of the framework. */
export function isApp(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && marks.app in value;
}

/** Whether a value is a stack of the framework. */
export function isStack(value: unknown): value is StackNode {
  return typeof value === "object" && value !== null && marks.stack in value;
}

/**
 * Everything that an app would write, or what a stack would write with the stacks that it is joined to: those that it takes
 * values from and those that take values from it. One network may be in several stacks.
 *
 * @throws {InvalidInput} when the app writes HCL, or has no stack; and whatever the synth itself throws
 */
export function trialSynth(scope: TreeNode): readonly WrittenStack[] {
  const root: Root = scope.node.root;
  refuseHcl(root);
  const folder = mkdtempSync(join(tmpdir(), "cordon-trial-"));
  try {
    mkdirSync(join(folder, "stacks"));
    const all = root.node.findAll().filter(isStack);
    // Values that one stack takes from another make outputs in the other: first for all, as the framework does it.
    for (const stack of all) stack.prepareStack();
    const wanted = isStack(scope) ? joinedTo(scope, all) : all;
    if (wanted.length === 0) throw new InvalidInput([{ what: "the app has no stack", where: root.node.path }]);
    const session = trialSession(folder, root.skipValidation === true);
    for (const stack of wanted) stack.synthesizer.synthesize(session);
    return wanted
      .map((stack) => written(folder, session.manifest.forStack(stack)))
      .sort((a, b) => compareText(a.terraform.file, b.terraform.file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refuseHcl({ hclOutput }: Root): void {
  if (hclOutput !== true) return;
  throw new InvalidInput([
    { what: "the proof reads Terraform's JSON", received: "an app with hclOutput", allowed: "an app without it" },
  ]);
}

/** A stack with those that it depends on or that depend on it, directly or through others. */
function joinedTo(stack: StackNode, all: readonly StackNode[]): readonly StackNode[] {
  const joined = new Set([stack]);
  // A set goes on over what is added while it is gone through.
  for (const one of joined)
    for (const other of all)
      if (one.dependencies.includes(other) || other.dependencies.includes(one)) joined.add(other);
  return [...joined];
}

function trialSession(folder: string, skipValidation: boolean): TrialSession {
  const entry = (stack: TreeNode) => {
    const workingDirectory = join("stacks", stack.node.id);
    return {
      name: stack.node.id,
      constructPath: stack.node.path,
      workingDirectory,
      synthesizedStackPath: join(workingDirectory, "cdk.tf.json"),
      stackMetadataPath: join(workingDirectory, "metadata.json"),
      annotations: [],
      dependencies: [],
    };
  };
  return {
    outdir: folder,
    skipValidation,
    isTrial: true,
    manifest: { forStack: (stack) => entry(stack as TreeNode) },
  };
}

function written(folder: string, { synthesizedStackPath: file }: StackEntry): WrittenStack {
  const intent = join(dirname(file), "intent.json");
  const declared = readIfThere(join(folder, intent));
  return {
    terraform: { file, text: readFileSync(join(folder, file), "utf8") },
    intent: declared === undefined ? undefined : { file: intent, text: declared },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
