/** From inputs to facts: the whole way. */
import type { Issue, Parsed } from "../model";
import { textOf } from "./expression/access";
import { regionInArn } from "./reading/region";
import { originsOf, reasonOf } from "./expression/sym";
import type { FactBase, FactId, Link, LinkCounts, ReadInput, Unread, Value } from "./facts";
import { destroysAll } from "./intake/destroying";
import { headOf, openInput, parseJson, type Input } from "./intake/json";
import { PlanKeeping } from "./intake/plan-keeping";
import type { Shape } from "./intake/shape";
import { configuration, plan, shownState, stateFile } from "./intake/terraform-shapes";
import { eventStreamIssue, isEventStream, recognise, type Document } from "./intake/recognise";
import { Blocks } from "./reading/blocks";
import { KnownAs } from "./reading/known-as";
import { Reading } from "./reading/reading";
import { describedTwice } from "./reading/twice";
import { withoutId } from "./reading/without-id";
import { isHarmless } from "./readers/harmless";
import { readerOf } from "./readers";
import { beside, owners } from "./settle/inside";
import { settle } from "./settle/settle";
import { snapshot } from "./snapshot/shape";
import { assemble, type NamedDocument } from "./world/assemble";
import type { Instance } from "./world/instance";
import { inOrder } from "./world/unit";
import type { World } from "./world/world";

/**
 * Reads any inputs together into one fact base: stacks of `cdk.tf.json`, plans, states and a snapshot. A plan and a
 * configuration of the same stack are joined: links from the configuration, values from the plan.
 */
export function readFacts(inputs: readonly Input[]): Parsed<FactBase> {
  return readOnly(inputs, ["configuration", "plan", "shown-state", "state", "snapshot"]);
}

/** Reads one or many stacks of `cdk.tf.json`, or any Terraform configuration in JSON. */
export function readCdkTfJson(inputs: readonly Input[]): Parsed<FactBase> {
  return readOnly(inputs, ["configuration"]);
}

/** Reads plans as `terraform show -json PLANFILE` prints them, with the `cdk.tf.json` of the same stacks where given. */
export function readPlan(inputs: readonly Input[]): Parsed<FactBase> {
  return readOnly(inputs, ["plan", "configuration"]);
}

/** Reads states: state files of version 4, or as `terraform show -json` prints them. */
export function readState(inputs: readonly Input[]): Parsed<FactBase> {
  return readOnly(inputs, ["state", "shown-state"]);
}

/** Reads a snapshot of deployed AWS: one object with the arrays that `aws ec2 describe-*` prints. */
export function readSnapshot(inputs: readonly Input[]): Parsed<FactBase> {
  return readOnly(inputs, ["snapshot"]);
}

function readOnly(inputs: readonly Input[], allowed: readonly Document["kind"][]): Parsed<FactBase> {
  const documents: NamedDocument[] = [];
  if (inputs.length === 0) return { ok: false, issue: { what: "there is no input" } };
  for (const input of inputs) {
    const read = documentOf(input);
    if (!read.ok) return read;
    if (!allowed.includes(read.value.document.kind)) {
      return {
        ok: false,
        issue: {
          what: "the input is of another kind",
          received: read.value.document.kind,
          allowed: allowed.join(", "),
          where: input.name,
        },
      };
    }
    documents.push(read.value);
  }
  return { ok: true, value: { ...readWorld(assemble(documents)), inputs: documents.map(inputOf) } };
}

function inputOf({ name, document: { kind, json } }: NamedDocument): ReadInput {
  if (kind === "plan" && destroysAll(json)) return { name, kind, destroysAll: true };
  return { name, kind: kind === "shown-state" ? "state" : kind };
}

function documentOf(input: Input): Parsed<NamedDocument> {
  const bytes = openInput(input);
  if (!bytes.ok) return bytes;
  if (isEventStream(headOf(bytes.value))) return { ok: false, issue: eventStreamIssue(input) };
  const json = parseJson(bytes.value, input.name, new PlanKeeping());
  if (!json.ok) return json;
  const document = recognise(input, json.value);
  if (!document.ok) return document;
  const damage = damageOf(document.value);
  if (damage !== undefined) return { ok: false, issue: { ...damage, where: input.name } };
  return { ok: true, value: { name: input.name, document: document.value } };
}

const shapes: Readonly<Record<Document["kind"], readonly [name: string, shape: Shape]>> = {
  configuration: ["configuration", configuration],
  plan: ["plan", plan],
  "shown-state": ["state", shownState],
  state: ["state file", stateFile],
  snapshot: ["snapshot", snapshot],
};

/** A part that is not where it belongs would be passed over, so the whole is refused. */
function damageOf({ kind, json }: Document): Omit<Issue, "where"> | undefined {
  const [name, shape] = shapes[kind];
  const damage = shape(json);
  if (damage === undefined) return undefined;
  const { path, received, allowed } = damage;
  return { what: `the ${name} is damaged at ${path.join(".").slice(0, 200)}`, received, allowed };
}

function readWorld(world: World): FactBase {
  const instances = [...world.instances()].sort((a, b) => inOrder(a.id, b.id));
  world.number(instances);
  const counts = { exact: 0, symbolic: 0, ambiguous: 0, unknown: 0 };
  const knownAs = new KnownAs(instances);
  // Units that are alone describe nothing twice.
  const twice = world.all.length > 1 ? describedTwice(instances) : [];
  const byId = new Map(instances.map((one) => [one.id, one] as const));
  const units = new Map(world.all.map((unit) => [unit.name, unit] as const));
  const regionOf = (instance: Instance): Value<string> => {
    const own = instance.read("region");
    const told = (own === undefined ? undefined : textOf(own)) ?? regionInArn(instance.read("arn"));
    if (told !== undefined) return { exact: told };
    if (own !== undefined && own.k !== "known") return { unknown: reasonOf(own) };
    const sym = units.get(instance.unit)?.region(instance.provider);
    const exact = sym === undefined ? undefined : textOf(sym);
    if (exact !== undefined) return { exact };
    return {
      unknown:
        sym === undefined
          ? { kind: "variable", at: instance.address, detail: "its Region is not known" }
          : reasonOf(sym),
    };
  };
  const tools = { knownAs, blocks: new Blocks(() => world.reserved()), count: (link: Link) => tally(counts, link) };
  const reading = new Reading(tools, regionOf, (id) => byId.get(id)?.type);
  for (const one of instances) reading.byName.enter(one);
  for (const instance of instances) {
    const reader = readerOf(instance.mode, instance.type);
    if (reader !== undefined) reader.read(instance, reading);
    else if (instance.mode === "managed" && !isHarmless(instance.type))
      reading.unread.push(unreadOf(instance, knownAs));
  }
  for (const unit of world.all) reading.unread.push(...unit.unread.filter(({ type }) => !isHarmless(type)));
  const standing = new Set(
    [...reading.lists.vpcs, ...reading.lists.subnets].flatMap((one) =>
      one.blocks.flatMap((block) => ("exact" in block ? [block.exact.toString()] : [])),
    ),
  );
  return settle(reading, readBefore(world, reading, regionOf, byId), {
    links: counts,
    placeholders: world.placeholders.filter((one) => standing.has(one.block.toString())),
    incomplete: [...world.all.flatMap((unit) => unit.incomplete), ...twice, ...withoutId(instances)],
    notes: world.all.flatMap((unit) => unit.notes),
    instances: byId,
    defaultTags: (one) => units.get(one.unit)?.defaultTags?.(one.provider),
  });
}

/**
 * What changing rules, entries, routes, main tables and instance groups said before the change, and owners of such lists that stay:
 * links go by known ids, and are not counted.
 */
function readBefore(
  world: World,
  reading: Reading,
  regionOf: Reading["regionOf"],
  now: ReadonlyMap<FactId, Instance>,
): Reading {
  const before = new Reading({ ...reading.tools, count: () => undefined }, regionOf, reading.typeOf);
  for (const instance of world.all.flatMap((unit) => unit.before ?? [])) {
    if (isToldApart(instance.type) || (owners.has(instance.type) && stays(instance, now.get(instance.id))))
      readerOf(instance.mode, instance.type)?.read(instance, before);
  }
  const launched = world.all.flatMap((unit) => unit.launched ?? []);
  for (const one of launched) before.byName.enter(one);
  for (const one of launched) if (one.type === "aws_autoscaling_group") readerOf(one.mode, one.type)?.read(one, before);
  return before;
}

/** Whether another object shows what it makes, such as the group, ACL, table or interface that it belongs to. */
function isToldApart(type: string): boolean {
  return beside.has(type) || shownElsewhere.has(type);
}

const shownElsewhere: ReadonlySet<string> = new Set([
  "aws_ec2_managed_prefix_list_entry",
  "aws_eip",
  "aws_eip_association",
  "aws_internet_gateway_attachment",
  "aws_main_route_table_association",
  "aws_nat_gateway",
  "aws_network_interface_sg_attachment",
  "aws_vpc_endpoint_security_group_association",
  "aws_vpn_connection_route",
  "aws_vpn_gateway_attachment",
]);

/** Whether it is the same object afterwards, and not one that takes its place. */
function stays(was: Instance, is: Instance | undefined): boolean {
  const [before, after] = [was.read("id"), is?.read("id")].map((sym) => (sym === undefined ? undefined : textOf(sym)));
  return before !== undefined && before === after;
}

function tally(counts: { -readonly [K in keyof LinkCounts]: number }, link: Link): void {
  switch (link.how) {
    case "exact":
    case "outside":
      counts.exact += 1;
      break;
    case "symbol":
      counts.symbolic += 1;
      break;
    case "ambiguous":
      counts.ambiguous += 1;
      break;
    case "unknown":
      counts.unknown += 1;
      break;
  }
}

function unreadOf(instance: Instance, knownAs: KnownAs): Unread {
  const touches = new Set<FactId>();
  for (const name of instance.attributes) {
    const sym = instance.read(name);
    if (sym === undefined) continue;
    for (const origin of originsOf(sym)) if (origin.k === "ref" || origin.k === "whole") touches.add(origin.of.id);
    const text = textOf(sym);
    const found = text === undefined ? undefined : knownAs.find(text);
    if (found !== undefined && found.id !== instance.id) touches.add(found.id);
  }
  return {
    address: instance.address,
    type: instance.type,
    why: `resources of type ${instance.type} are not read`,
    touches: [...touches].sort(),
  };
}
