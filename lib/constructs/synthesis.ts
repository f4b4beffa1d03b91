/**
 * What happens at synth: the checks that only the whole can show, then `intent.json` beside `cdk.tf.json`.
 *
 * Both hang on the network itself: a validation and a custom synthesis, which `app.synth()` runs for every construct.
 * Writing goes through {@link useArtifactStore}, because only the doors touch the disk.
 */
import { AnnotationMetadataEntryType, Annotations } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
  InvalidInput,
  compareText,
  describeIssue,
  formatIntent,
  intentSchema,
  refuse,
  type Issue,
  type Intent,
  type IntentNetwork,
} from "../model";
import type { Declaration } from "./declaration";
import { stackOf } from "./framework";
import { intentOf } from "./intent";
import { formatIssues } from "./monitoring/format-change";
import { editIssues } from "./site/edits";
import { hubIssues } from "./transit/hub-issues";
import { join } from "node:path";

/** The framework's own hook for files beside a stack's Terraform; the symbol is shared by every copy of it. */
const customSynthesis = Symbol.for("cdktf/customSynthesis");

/** What the framework hands to every construct while it writes. */
export interface SynthesisSession {
  readonly outdir: string;
  readonly manifest: { forStack(stack: unknown): { readonly workingDirectory: string } };
  /**
   * Whether what is written is only read and thrown away: then no lock changes and nothing is annotated.
   *
   * @default false
   */
  readonly isTrial?: boolean;
}

/** What makes artifacts of an intent, and where finished ones go. */
export interface ArtifactStore {
  write(file: string, text: string): void;
  /** The files for the other end of a site's VPN. */
  readonly siteKit: (
    network: IntentNetwork,
    site: string,
  ) => readonly { readonly file: string; readonly text: string }[];
}

let store: ArtifactStore | undefined;

/** Says where artifacts go. Called once by the front door of the package. */
export function useArtifactStore(value: ArtifactStore): void {
  store = value;
}

interface Home extends IConstruct {
  readonly declaration: Declaration;
}

/** Hooks a network into the synth of its stack. */
export function registerSynthesis(network: Construct & { readonly declaration: Declaration }): void {
  network.node.addValidation({ validate: () => issuesOf(network).map(describeIssue) });
  Object.defineProperty(network, customSynthesis, {
    value: { onSynthesize: (session: SynthesisSession) => synthesize(network, session) },
  });
}

/** Every issue of a network: of what was declared, and of the address plan's lock. */
function issuesOf({ declaration }: Home): readonly Issue[] {
  const compiled = declaration.compile();
  const issues = [
    ...compiled.issues,
    ...hubIssues(declaration),
    ...editIssues(declaration),
    ...formatIssues(declaration),
    ...siteKitIssues(declaration),
  ];
  if (issues.length > 0) return issues;
  return declaration.props.addressPlan.refusals(compiled.lockChanges);
}

function siteKitIssues({ siteKits, sites, props }: Declaration): readonly Issue[] {
  const known = sites.map(({ definition }) => definition.name);
  return [...siteKits]
    .filter((name) => !known.includes(name))
    .map((name) => ({
      what: `network "${props.name}" has no site to write a kit for`,
      received: `"${name}"`,
      allowed: known.length === 0 ? "none: it has no site" : known.join(", "),
    }));
}

function synthesize(network: Home, session: SynthesisSession): void {
  const { declaration } = network;
  const compiled = declaration.compile();
  // The framework can be told to skip validations; what is wrong is not written even then.
  refuse(issuesOf(network));
  const isTrial = session.isTrial === true;
  for (const finding of isTrial ? [] : compiled.judgement.findings) {
    if (finding.severity === "warning") Annotations.of(network).addWarning(`${finding.rule}: ${finding.message}`);
  }
  const stack = stackOf(network);
  // Another construct's error stops the synth after this hook: then nothing may be written, the lock least of all.
  if (hasErrors(stack)) return;
  const networks = networksIn(stack);
  // One file for the stack: the first network writes it for all of them.
  if (networks[0] === network) {
    const intent: Intent = {
      schema: intentSchema,
      stack: stack.node.id,
      networks: networks.map(({ declaration: of }) => intentOf(of)),
    };
    const folder = join(session.outdir, session.manifest.forStack(stack).workingDirectory);
    if (store === undefined) {
      throw new InvalidInput([
        {
          what: "nothing is there to write intent.json with",
          allowed: 'an import from "cdktf-cordon", which brings it',
        },
      ]);
    }
    const { siteKit } = store;
    const kits = (isTrial ? [] : networks).flatMap(({ declaration: of }, at) =>
      [...of.siteKits].flatMap((site) =>
        siteKit(intent.networks[at] as IntentNetwork, site).map((one) => ({
          ...one,
          file: join("site-kit", site, one.file),
        })),
      ),
    );
    store.write(join(folder, "intent.json"), formatIntent(intent));
    for (const { file, text } of kits) store.write(join(folder, file), text);
  }
  if (compiled.lock !== undefined && !isTrial) declaration.props.addressPlan.keep(compiled.lock, compiled.lockChanges);
}

function hasErrors(stack: IConstruct): boolean {
  const error: string = AnnotationMetadataEntryType.ERROR;
  return stack.node.findAll().some(({ node }) => node.metadata.some(({ type }) => type === error));
}

/** The networks of a stack, by their paths. */
export function networksIn(stack: IConstruct): readonly Home[] {
  return stack.node
    .findAll()
    .filter((child): child is Home => customSynthesis in child && "declaration" in child)
    .sort((a, b) => compareText(a.node.path, b.node.path));
}
