/** Synthesizes small networks into folders that are gone again when the test reads the result. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AddressPlan, HospitalNetwork, type HospitalNetworkProps, type Intent, type IntentNetwork } from "../../lib";

/** One resource as Terraform's JSON has it. */
export type Config = Readonly<Record<string, unknown>>;

/** The parts of `cdk.tf.json` that tests read. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Config>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Config>>>>;
  readonly output?: Readonly<Record<string, Config>>;
}

export interface Synthesized {
  readonly terraform: TerraformJson;
  readonly intent: Intent;
  /** The files themselves, byte for byte. */
  readonly text: { readonly terraform: string; readonly intent: string };
}

/** What is built into a stack. */
export type Build = (stack: TerraformStack) => void;

/** Builds a stack, synthesizes it and reads what was written. */
export function synthesize(build: Build): Synthesized {
  return inFolder((outdir) => {
    synthesizeInto(outdir, build);
    const terraform = readFileSync(join(outdir, "stacks/test/cdk.tf.json"), "utf8");
    const intent = readFileSync(join(outdir, "stacks/test/intent.json"), "utf8");
    const read = JSON.parse(terraform) as TerraformJson;
    return { terraform: read, intent: JSON.parse(intent) as Intent, text: { terraform, intent } };
  });
}

/** Builds a stack that is refused: why, and which files were written all the same. */
export function refusal(build: Build): { readonly message: string; readonly files: readonly string[] } {
  return inFolder((outdir) => {
    try {
      synthesizeInto(outdir, build);
    } catch (error) {
      const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return { message: (error as Error).message, files: files.map((file) => file.name).sort() };
    }
    throw new Error("the stack was not refused");
  });
}

function synthesizeInto(outdir: string, build: Build): void {
  withoutTraces(() => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "test");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
    app.synth();
  });
}

/** The framework keeps a stack trace for every token; Jest's mapping of them to sources would take most of the time. */
export function withoutTraces(use: () => void): void {
  const mapped = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  Error.prepareStackTrace = () => "";
  try {
    use();
  } finally {
    Object.defineProperty(
      Error,
      "prepareStackTrace",
      mapped ?? { value: undefined, configurable: true, writable: true },
    );
  }
}

/** Runs `use` with a folder of its own, and removes the folder. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "cordon-test-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A network with harmless properties and no flow logs, so that a test says only what it is about. */
export function hospital(
  stack: TerraformStack,
  more: Partial<HospitalNetworkProps> = {},
  id = "network",
): HospitalNetwork {
  const network = recordedHospital(stack, more, id);
  network.leaveFlowsUnrecorded({ reason: "Flow logs are not what this test is about", approver: "the test" });
  return network;
}

/** The same, and nothing is said of its flow logs. */
export function recordedHospital(
  stack: TerraformStack,
  more: Partial<HospitalNetworkProps> = {},
  id = "network",
): HospitalNetwork {
  return new HospitalNetwork(stack, id, {
    name: "st-marys",
    cidr: "10.40.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    addressPlan: AddressPlan.inMemory(),
    owner: "network team",
    reviewBy: "2027-06-30",
    today: "2026-11-23",
    ...more,
  });
}

/** A network alone in its stack. */
export function synthesizeNetwork(
  build: (network: HospitalNetwork) => void,
  more: Partial<HospitalNetworkProps> = {},
): Synthesized {
  return synthesize((stack) => {
    build(hospital(stack, more));
  });
}

/** Every resource by its Terraform address. */
export function resourcesOf({ resource }: TerraformJson): ReadonlyMap<string, Config> {
  return new Map(
    Object.entries(resource ?? {}).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, config]) => [`${type}.${name}`, config] as const),
    ),
  );
}

/** How many resources there are of each type. */
export function countsOf({ resource }: TerraformJson): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(resource ?? {}).map(([type, byName]) => [type, Object.keys(byName).length]));
}

/** The resources of one type, by logical name without the framework's hash. */
export function ofType({ resource }: TerraformJson, type: string): Readonly<Record<string, Config>> {
  const entries = Object.entries(resource?.[type] ?? {});
  return Object.fromEntries(entries.map(([name, config]) => [name.replace(/_[0-9A-F]{8}$/, ""), withoutPath(config)]));
}

/** `//` holds the construct's path: no argument of the resource. */
export function withoutPath({ "//": _, ...config }: Config): Config {
  return config;
}

/** The one network of an intent. */
export function networkOf({ networks }: Intent): IntentNetwork {
  const [network] = networks;
  if (network === undefined || networks.length > 1) throw new Error("not one network");
  return network;
}
