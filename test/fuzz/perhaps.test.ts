/**
 * What is not sure takes no way away, and makes none sure: whatever it is, the world as it was must stay within the bounds.
 *
 * A resource's count becomes a variable, and what refers to it refers to its first; or a reference becomes a choice between two
 * resources. What the intent itself names is left as it is: without it there is no segment.
 */
import fc from "fast-check";
import type { Transport } from "../../lib/model";
import { readFacts } from "../../lib/terraform";
import { internetId, Proof } from "../../lib/verify";
import { corpus, type Sample } from "./corpus";

type Body = Record<string, unknown>;
interface Stack {
  readonly resource: Record<string, Record<string, Body>>;
  variable?: object;
}

/** Resources that are in no network. */
const elsewhere = /^aws_(cloudwatch|flow_log|iam|kms|s3|sns|glue|athena|route53|ssm)/;

function matrixOf(text: string, { intent }: Sample): ReadonlyMap<string, { must: Transport; may: Transport }> {
  const read = readFacts([{ name: "in.json", text }]);
  if (!read.ok) throw new Error(JSON.stringify(read.issue));
  const proof = new Proof(read.value, intent);
  const places = proof.places.filter(({ id, type }) => type === "segment" || id === internetId);
  return new Map(
    places.flatMap((from) =>
      places
        .filter((to) => from !== to || from.type === "segment")
        .map((to) => [`${from.id} to ${to.id}`, proof.between(from, to)] as const),
    ),
  );
}

/** The addresses of what may be made uncertain. */
function addressesIn(stack: Stack, { intent }: Sample): readonly (readonly [type: string, name: string])[] {
  const named = new Set(intent.segments.flatMap(({ subnets, groups }) => [...subnets, ...groups]));
  return Object.entries(stack.resource)
    .filter(([type]) => !elsewhere.test(type))
    .flatMap(([type, all]) => Object.entries(all).map(([name, body]) => [type, name, body] as const))
    .filter(([type, name, body]) => !named.has(`${type}.${name}`) && !("count" in body) && !("for_each" in body))
    .map(([type, name]) => [type, name] as const);
}

function madeUncertain(text: string, type: string, name: string): string {
  const stack = JSON.parse(text) as Stack;
  stack.resource[type]![name]!["count"] = "${var.how_many}";
  stack.variable = { ...stack.variable, how_many: {} };
  const address = `${type}.${name}`;
  return JSON.stringify(stack)
    .replaceAll(`${address}.`, `${address}[0].`)
    .replaceAll(`"${address}"`, `"${address}[0]"`)
    .replaceAll(`\${${address}}`, `\${${address}[0]}`);
}

/** By these it is decided which segment a machine is of: in another segment it is in another place. */
const ofMembership = [
  "security_groups",
  "security_group_ids",
  "vpc_security_group_ids",
  "subnets",
  "subnet_id",
  "subnet_ids",
];

function isOfMembership(text: string, index: number): boolean {
  const end = text.lastIndexOf('":', index);
  const key = text.slice(text.lastIndexOf('"', end - 1) + 1, end);
  return ofMembership.includes(key) || text.slice(index - 120, index).includes("sg_attachment");
}

/** Refers to another resource of the type, or to the same: undefined where there is no reference to one with a namesake. */
function madeChoice(text: string, choice: number): { readonly text: string; readonly what: string } | undefined {
  const stack = JSON.parse(text) as Stack;
  const references = [...text.matchAll(/"\$\{(aws_\w+)\.([\w-]+)\.id\}"/g)].filter(
    ({ index, 1: type }) => Object.keys(stack.resource[type!] ?? {}).length > 1 && !isOfMembership(text, index),
  );
  const found = references[choice % Math.max(1, references.length)];
  if (found === undefined) return undefined;
  const [whole, type, name] = found as unknown as readonly [string, string, string];
  const others = Object.keys(stack.resource[type]!).filter((one) => one !== name);
  const other = others[Math.floor(choice / references.length) % others.length]!;
  const either = `"\${var.which ? ${type}.${name}.id : ${type}.${other}.id}"`;
  const written = text.slice(0, found.index) + either + text.slice(found.index + whole.length);
  const { variable, ...rest } = JSON.parse(written) as Stack;
  const before = text.slice(Math.max(0, found.index - 60), found.index);
  return {
    text: JSON.stringify({ ...rest, variable: { ...variable, which: {} } }),
    what: `${before}${type}.${name} or ${other}`,
  };
}

/** @throws {Error} when the second is not within the bounds that the first has */
function contains(sample: Sample, text: string, what: string): void {
  const after = matrixOf(text, sample);
  for (const [pair, { must, may }] of matrixOf(sample.text, sample)) {
    const now = after.get(pair)!;
    const [gone, grown] = [may.subtract(now.may), now.must.subtract(must)];
    if (!gone.isEmpty() || !grown.isEmpty())
      throw new Error(
        `${what}, ${sample.planted ?? "as declared"}: ${pair} loses ${String(gone)}, is sure of ${String(grown)}`,
      );
  }
}

const seed = Number(process.env["CORDON_SEED"] ?? Date.now() % 2 ** 31);
const samples = corpus(4, seed).filter(({ form }) => form === "stack");
const numRuns = Number(process.env["CORDON_FUZZ_RUNS"] ?? 150);

test("what may not exist takes no way away, and makes none sure", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(fc.nat({ max: samples.length - 1 }), fc.nat(), (which, choice) => {
      const sample = samples[which]!;
      const addresses = addressesIn(JSON.parse(sample.text) as Stack, sample);
      const types = [...new Set(addresses.map(([type]) => type))];
      const type = types[choice % types.length]!;
      const names = addresses.filter((one) => one[0] === type).map(([, name]) => name);
      const name = names[Math.floor(choice / types.length) % names.length]!;
      kinds.add(type);
      contains(sample, madeUncertain(sample.text, type, name), `${type}.${name}`);
    }),
    { seed, numRuns },
  );
  expect(kinds.size).toBeGreaterThan(10);
}, 240_000);

test("what may mean another takes no way away, and makes none sure", () => {
  let chosen = 0;
  fc.assert(
    fc.property(fc.nat({ max: samples.length - 1 }), fc.nat(), (which, choice) => {
      const sample = samples[which]!;
      const made = madeChoice(sample.text, choice);
      if (made === undefined) return;
      chosen += 1;
      contains(sample, made.text, made.what);
    }),
    { seed, numRuns },
  );
  expect(chosen).toBeGreaterThan(numRuns / 2);
}, 240_000);
