/** Makes units of documents, and puts a plan and a configuration of the same stack together. */
import type { Document } from "../intake/recognise";
import { objectsIn, ownAt, ownText, type JsonObject } from "../intake/value";
import { snapshotGaps } from "../snapshot/gaps";
import { snapshotRegion, snapshotResources } from "../snapshot/snapshot";
import { ConfigUnit } from "./config-unit";
import { MergedUnit } from "./merged-unit";
import { PlanUnit } from "./plan-unit";
import { shownState, stateFile, StateUnit, type SaidOfItself } from "./state-unit";
import { filePlace } from "./state-place";
import { inOrder } from "./unit";
import { World } from "./world";

export interface NamedDocument {
  readonly name: string;
  readonly document: Document;
}

export function assemble(documents: readonly NamedDocument[]): World {
  const world = new World();
  const sorted = [...documents].sort((a, b) => inOrder(a.name, b.name));
  const taken = new Set<string>();
  const unitName = (one: NamedDocument): string => {
    const wanted = stackName(one);
    let name = wanted;
    for (let at = 2; taken.has(name); at += 1) name = `${wanted}-${String(at)}`;
    taken.add(name);
    return name;
  };
  const configurations = sorted
    .filter((one) => one.document.kind === "configuration")
    .map((one) => new ConfigUnit(unitName(one), one.name, one.document.json, world));
  const plans = sorted.filter((one) => one.document.kind === "plan");
  for (const one of plans) {
    const match = matching(one, configurations);
    const plan = new PlanUnit(match?.name ?? unitName(one), one.name, one.document.json, world);
    world.add(match === undefined ? plan : new MergedUnit(match, plan));
    if (match !== undefined) configurations.splice(configurations.indexOf(match), 1);
  }
  configurations.forEach((unit) => world.add(unit));
  const snapshots = sorted.flatMap(({ document: { kind, json } }) => (kind === "snapshot" ? [json] : []));
  for (const one of sorted) {
    const state = stateOf(one.document);
    if (state !== undefined) world.add(new StateUnit(unitName(one), one.name, state, world, saidOf(one, snapshots)));
  }
  world.seal();
  return world;
}

/** What a snapshot or a state says of itself; of a state file, that it is the state that is kept there. */
function saidOf({ name, document }: NamedDocument, snapshots: readonly JsonObject[]): SaidOfItself {
  if (document.kind === "state")
    return { incomplete: [], region: undefined, mayLag: true, statePlace: filePlace(name, "") };
  if (document.kind !== "snapshot") return { incomplete: [], region: undefined, mayLag: true };
  return { incomplete: snapshotGaps(document.json, name, snapshots), region: snapshotRegion(document.json) };
}

function stateOf(document: Document): ReturnType<typeof stateFile> | undefined {
  switch (document.kind) {
    case "state":
      return stateFile(document.json);
    case "shown-state":
      return shownState(document.json);
    case "snapshot":
      return { resources: snapshotResources(document.json), outputs: undefined };
    case "configuration":
    case "plan":
      return undefined;
  }
}

/** The configuration that a plan was made of: the one that declares most of what the plan's root module does. */
function matching(plan: NamedDocument, configurations: readonly ConfigUnit[]): ConfigUnit | undefined {
  if (configurations.length === 0) return undefined;
  const planned = objectsIn(ownAt(plan.document.json, "configuration", "root_module", "resources")).flatMap(
    (one) => ownText(one, "address") ?? [],
  );
  const scored = configurations.map((unit) => {
    const declared = new Set(unit.declared);
    return {
      unit,
      score: planned.filter((address) => declared.has(address)).length,
      sameFolder: folderOf(unit.input) === folderOf(plan.name),
    };
  });
  const best = scored
    .filter((one) => one.score > 0)
    .sort(
      (a, b) => b.score - a.score || Number(b.sameFolder) - Number(a.sameFolder) || inOrder(a.unit.name, b.unit.name),
    )[0];
  return best?.unit;
}

function folderOf(name: string): string {
  return name.split(/[\\/]/).slice(0, -1).join("/");
}

/** cdktf writes the stack's name into its metadata; otherwise the folder, or the file, gives it. */
function stackName({ name, document }: NamedDocument): string {
  const metadata = ownAt(document.json, "//", "metadata");
  const stack = ownText(metadata, "stackName");
  if (stack !== undefined && stack !== "") return stack;
  const parts = name.split(/[\\/]/).filter((part) => part !== "");
  const file = parts.at(-1) ?? name;
  const folder = parts.at(-2);
  return folder !== undefined && folder !== "." && folder !== ".."
    ? folder
    : file.replace(/\.json$/, "").replace(/\.tf$/, "");
}
