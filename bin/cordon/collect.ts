/** `cordon collect`: a snapshot of deployed AWS, for the other commands to read. */
import { setImmediate as nextTurn } from "node:timers/promises";
import ora from "ora";
import pico from "picocolors";
import { refuse } from "../../lib/model";
import { writeWhole } from "../../lib/app";
import { openAws } from "./collect/aws";
import { takeSnapshot, type Ask, type Missing, type Snapshot } from "./collect/take";
import { terminalOf } from "./terminal";

export interface CollectOptions {
  /** @default - that of the environment or the profile */
  readonly region?: string;
  /** @default - AWS itself */
  readonly endpointUrl?: string;
  /** @default - all VPCs of the Region */
  readonly vpc?: readonly string[];
  /** @default - standard output */
  readonly output?: string;
}

/**
 * Writes the snapshot, and sets exit code 1 when AWS refused to tell a part of it.
 *
 * @throws {InvalidInput} when an option is wrong, the SDK is not installed, or AWS cannot be asked
 */
export async function collect(options: CollectOptions): Promise<void> {
  refuse(optionIssues(options));
  const aws = await openAws(options);
  try {
    // What the SDK warns of when it is opened, such as a version of Node that it leaves behind, comes before the progress.
    await nextTurn();
    await collectFrom(aws.ask, aws.region, options);
  } finally {
    aws.close();
  }
}

/** The same, of whatever answers the calls. */
export async function collectFrom(ask: Ask, region: string, options: CollectOptions): Promise<void> {
  const started = performance.now();
  const spinner = ora({ text: `Reading ${region}`, stream: process.stderr }).start();
  let snapshot: Snapshot;
  try {
    const request = { region, vpcs: options.vpc ?? [], collectedAt: new Date() };
    snapshot = await takeSnapshot(ask, request, (what) => (spinner.text = `Reading ${region}: ${what}`));
  } catch (error) {
    spinner.fail(`Nothing was written: ${region} could not be read`);
    throw error;
  }
  const text = `${JSON.stringify(snapshot, undefined, 2)}\n`;
  if (options.output === undefined) process.stdout.write(text);
  else writeWhole(options.output, text);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  spinner.succeed(`Collected ${contents(snapshot)} of ${region} in ${seconds} s`);
  process.stderr.write(ending(snapshot, options.output));
  if (snapshot.Incomplete.length > 0) process.exitCode = 1;
}

/** What is counted in the last line: enough to see that it is the right account. */
const counted = [
  ["Vpcs", "VPC"],
  ["Subnets", "subnet"],
  ["SecurityGroups", "security group"],
  ["NetworkInterfaces", "network interface"],
] as const;

function contents(snapshot: Snapshot): string {
  const counts = counted.map(([list, name]) => {
    const count = (snapshot[list] as readonly unknown[]).length;
    return `${String(count)} ${name}${count === 1 ? "" : "s"}`;
  });
  return counts.join(", ");
}

function ending({ Incomplete: missing }: Snapshot, output: string | undefined): string {
  const { yellow } = pico.createColors(terminalOf(process.stderr).colour);
  const lines = missing.map(
    (one) => `${yellow("not told:")} ${nameOf(one)}: ${one.Reason.replaceAll(/\s*\n\s*/g, " ")}\n`,
  );
  const file = output ?? "SNAPSHOT";
  const next = `Next: cordon check ${file} --intent cdktf.out/stacks/STACK/intent.json\n`;
  const note = missing.length === 0 ? "" : "What depends on these is undecided in every proof of this snapshot.\n";
  return [...lines, note, next].join("");
}

function nameOf({ Call, Of }: Missing): string {
  return Of === undefined ? Call : `${Call} of ${Of}`;
}

function optionIssues({ endpointUrl, region, vpc = [] }: CollectOptions) {
  return [
    ...vpc
      .filter((id) => !/^vpc-[0-9a-f]{8,17}$/.test(id))
      .map((id) => ({
        what: "--vpc is not the id of a VPC",
        received: `"${id}"`,
        allowed: "vpc- and 8–17 hexadecimal digits",
      })),
    ...(endpointUrl === undefined || isEndpoint(endpointUrl)
      ? []
      : [
          {
            what: "--endpoint-url is not one",
            received: `"${endpointUrl}"`,
            allowed: "http://HOST:PORT or https://HOST",
          },
        ]),
    ...(region === undefined || /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(region)
      ? []
      : [{ what: "--region is not one", received: `"${region}"`, allowed: "a Region's code: us-east-1" }]),
  ];
}

function isEndpoint(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
