/**
 * A plan, as `terraform show -json` prints it.
 *
 * Decides: which instances there will be and what is known of them. An attribute that is unknown keeps what the
 * configuration says it refers to; one that the configuration does not set is left to the provider.
 */
import { because } from "../expression/scope";
import { unknown, type Sym } from "../expression/sym";
import type { Note, UnknownReason, Unread } from "../facts";
import {
  entriesOf,
  isArray,
  isObject,
  objectsIn,
  own,
  ownAt,
  ownText,
  type Json,
  type JsonObject,
} from "../intake/value";
import { openedRedacted } from "../intake/redacted";
import type { Instance } from "./instance";
import { launchedBefore } from "./launched";
import { isLeftBehind } from "./left-behind";
import { PlanInstance, type PlanHome, type PlannedResource } from "./plan-instance";
import { plainSym } from "./plan-expression";
import { baseOf } from "./plan-address";
import { providerConfig } from "./plan-provider";
import { nowhere, PlanModule, type PlanContext } from "./plan-module";
import { relevantOf, type Relevant } from "./plan-relevant";
import { type Surroundings, type Unit } from "./unit";
import { besideAddress, deposedDoubt, stateResources } from "./shown-resources";
import { StateUnit, type KnownResource } from "./state-unit";

const referencesAlone =
  "What is known after the apply only is taken to be made of references alone: a plan does not show text that is written beside one. The configuration in JSON, such as cdk.tf.json, does.";

const forgotten = "Terraform forgets the resource without destroying it: it stays as it is.";
const leftBehind = "Terraform destroys the resource in its state alone: what it describes stays in AWS as it is.";

export class PlanUnit implements Unit, PlanContext, PlanHome {
  public readonly declared: readonly string[];
  public readonly notes: Note[] = [];
  public readonly unread: readonly Unread[] = [];
  public readonly incomplete: readonly UnknownReason[];
  /** Whether it says that it has every instance: one with targets, or by an old Terraform, does not. */
  public readonly isWhole: boolean;
  public readonly root: PlanModule;
  private readonly found: readonly PlanInstance[];
  private readonly byResource = new Map<string, PlanInstance[]>();
  private readonly modules = new Map<string, Set<string>>();
  private readonly entered = new Set<string>();
  private readonly places = new Map<string, PlanModule | undefined>();
  private readonly assumed = new Set<string>();
  private areReferencesTold = false;

  public constructor(
    public readonly name: string,
    public readonly input: string,
    private readonly document: JsonObject,
    public readonly around: Surroundings,
  ) {
    const configuration = ownAt(document, "configuration", "root_module");
    this.root = new PlanModule("", isObject(configuration) ? configuration : {}, undefined, undefined, this);
    const resources = this.collect();
    this.declared = resources.map((one) => baseOf(one.address));
    this.found = resources.map((one) => new PlanInstance(this, one));
    this.found.forEach((instance, at) => {
      if (resources[at]?.isBeside === true) return;
      const { module, mode, type, name } = instance;
      const key = resourceKey(module, mode, type, name);
      // The same text once: as a rule it is the address.
      const same = key === this.declared[at] ? this.declared[at] : key;
      const others = this.byResource.get(same);
      if (others === undefined) this.byResource.set(same, [instance]);
      else others.push(instance);
      if (module !== "" && !this.entered.has(module)) this.enterModules(module);
    });
    this.incomplete = incompleteness(document, input);
    this.isWhole = own(document, "complete") === true;
  }

  /** Resources that are changed or destroyed, as they were. */
  public get before(): readonly Instance[] {
    const resources = objectsIn(own(this.document, "resource_changes")).flatMap(
      (resource): readonly KnownResource[] => {
        const { address, type, mode, change } = resource;
        const { actions, before: values } = isObject(change) ? change : nothing;
        if (typeof address !== "string" || typeof type !== "string" || !isObject(values)) return [];
        if (mode === "data" || !isArray(actions) || !actions.some((one) => one === "delete" || one === "update"))
          return [];
        return [{ address, mode: "managed", type, values }];
      },
    );
    return this.shown(resources);
  }

  public get launched(): readonly Instance[] {
    return this.shown(launchedBefore(this.document));
  }

  private shown(resources: readonly KnownResource[]): readonly Instance[] {
    return new StateUnit(this.name, this.input, { resources, outputs: undefined }, this.around).instances();
  }

  public get variables(): Json | undefined {
    return own(this.document, "variables");
  }

  public instances(): readonly PlanInstance[] {
    return this.found;
  }

  public instancesOf(module: string, mode: "managed" | "data", type: string, name: string): readonly PlanInstance[] {
    return this.byResource.get(resourceKey(module, mode, type, name)) ?? [];
  }

  public moduleInstances(address: string): readonly string[] {
    return [...(this.modules.get(address) ?? [])].sort();
  }

  public assume(at: string, text: string): void {
    if (this.assumed.has(at + text)) return;
    this.assumed.add(at + text);
    this.notes.push({ kind: "assumption", at: { input: this.input, address: at }, text });
  }

  public tellReferences(): void {
    if (this.areReferencesTold) return;
    this.areReferencesTold = true;
    this.assume(this.input, referencesAlone);
  }

  public relevantIn(module: string): readonly Sym[] | undefined {
    this.relevant ??= relevantOf(own(this.document, "relevant_attributes"), this.found) ?? "unlisted";
    if (this.relevant === "unlisted") return undefined;
    const isIn = (one: string): boolean => module === "" || one === module || one.startsWith(`${module}.`);
    return this.relevant.flatMap(({ of, sym }) => (isIn(of.module) ? [sym] : []));
  }

  private relevant: readonly Relevant[] | "unlisted" | undefined;

  public output(name: string): Sym | undefined {
    const planned = ownAt(this.document, "planned_values", "outputs", name, "value");
    return planned === undefined ? this.root.output(name) : plainSym(planned);
  }

  public get outputs(): readonly string[] {
    return [
      ownAt(this.document, "planned_values", "outputs"),
      ownAt(this.document, "configuration", "root_module", "outputs"),
    ].flatMap((one) => entriesOf(one).map(([name]) => name));
  }

  public region(provider: string): Sym {
    const at = `provider.${provider}.region`;
    const config = providerConfig(this.document, provider);
    const expression = ownAt(config, "expressions", "region");
    // What a module's own provider refers to is named as in the module.
    const place = this.moduleAt(ownText(config, "module_address") ?? "");
    if (expression === undefined || place === undefined)
      return unknown(because("variable", at, "the Region is not in the plan"));
    const value = place.value(expression, { ...nowhere, where: at });
    const [only] = value.k === "unknown" && value.hints.exhaustive ? value.hints.from : [];
    return only?.k === "known" && value.k === "unknown" && value.hints.from.length === 1 ? only : value;
  }

  /** The module that has this address. */
  public moduleAt(address: string): PlanModule | undefined {
    if (address === "") return this.root;
    if (!this.places.has(address)) this.places.set(address, this.findModule(address));
    return this.places.get(address);
  }

  private findModule(address: string): PlanModule | undefined {
    let at: PlanModule | undefined = this.root;
    let sofar = "";
    for (const step of moduleSteps(address)) {
      sofar = sofar === "" ? step : `${sofar}.${step}`;
      at = at?.child(baseOf(step).slice("module.".length), sofar);
    }
    return at;
  }

  private enterModules(address: string): void {
    this.entered.add(address);
    let sofar = "";
    for (const step of moduleSteps(address)) {
      sofar = sofar === "" ? step : `${sofar}.${step}`;
      const base = baseOf(sofar);
      this.modules.set(base, (this.modules.get(base) ?? new Set()).add(sofar));
    }
  }

  private collect(): readonly PlannedResource[] {
    const found = new Map<string, PlannedResource>();
    const gone = new Set<string>();
    const changes = objectsIn(own(this.document, "resource_changes"));
    const destroyed = destroyedVpcs(changes);
    for (const change of changes) {
      const planned = this.fromChange(change, destroyed);
      for (const one of planned) found.set(one.address, one);
      if (planned.length === 0) gone.add(nameOf(change));
    }
    // Data sources that were read already, and whatever a targeted plan leaves alone.
    for (const place of [
      ownAt(this.document, "planned_values", "root_module"),
      ownAt(this.document, "prior_state", "values", "root_module"),
    ]) {
      for (const one of stateResources(place)) {
        if (!found.has(one.address) && !gone.has(one.address))
          found.set(one.address, { ...one, after: one.values, unknown: undefined });
      }
    }
    return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  }

  /** What there is after a change: nothing, one object, or a new one beside one that Terraform forgets. */
  private fromChange(resource: JsonObject, destroyedVpcs: ReadonlySet<Json>): readonly PlannedResource[] {
    // There are many: names that no object inherits are read as they stand, and what is as usual is made in one go.
    const { address, type, mode, name, module_address: module, index, deposed, change } = resource;
    const { actions, before, after, after_unknown: open, after_sensitive: marks } = isObject(change) ? change : nothing;
    if (typeof address !== "string" || typeof type !== "string" || !isArray(actions)) return [];
    const unknown = openedRedacted(after, open, marks);
    const isLeft = actions.includes("delete") && isLeftBehind(type, before, after, destroyedVpcs);
    const isForgotten = isLeft || actions.includes("forget");
    const isDeposed = deposed !== undefined;
    if (!isForgotten && (isDeposed || (actions.length === 1 && actions[0] === "delete"))) return [];
    const planned: PlannedResource = {
      address,
      mode: mode === "data" ? "data" : "managed",
      type,
      name: typeof name === "string" ? name : "",
      module: typeof module === "string" ? module : "",
      index: typeof index === "number" || typeof index === "string" ? index : undefined,
      after,
      unknown,
      ...(isObject(own(change, "importing")) ? { importing: true } : {}),
    };
    if (!isForgotten) return [planned];
    this.assume(address, isLeft ? leftBehind : forgotten);
    const kept: PlannedResource = { ...planned, after: before, unknown: undefined, isForgotten: true };
    if (isDeposed) return [{ ...kept, address: nameOf(resource), doubt: deposedDoubt(address), isBeside: true }];
    return actions.includes("create")
      ? [planned, { ...kept, address: besideAddress(address, "forgotten"), isBeside: true }]
      : [kept];
  }
}

const nothing: JsonObject = {};

/** The ids of the VPCs that are no more after the changes. */
function destroyedVpcs(changes: readonly JsonObject[]): ReadonlySet<Json> {
  const ids = changes.flatMap(({ type, change }) => {
    const actions = type === "aws_vpc" ? own(change, "actions") : undefined;
    const id = isArray(actions) && actions.includes("delete") ? ownAt(change, "before", "id") : undefined;
    return id === undefined ? [] : [id];
  });
  return new Set(ids);
}

/** What the object of a change is called: its address, unless it is one that was replaced before. */
function nameOf(change: JsonObject): string {
  const [address, deposed] = [ownText(change, "address") ?? "", ownText(change, "deposed")];
  return deposed === undefined ? address : besideAddress(address, `deposed ${deposed}`);
}

function resourceKey(module: string, mode: string, type: string, name: string): string {
  return `${module === "" ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}`;
}

/** `module.a["x.y"].module.b` → `module.a["x.y"]`, `module.b`. */
function moduleSteps(address: string): readonly string[] {
  return address.match(/module\.[^.[\]]+(\["(?:[^"\\]|\\.)*"\]|\[[0-9]+\])?/g) ?? [];
}

function incompleteness(document: JsonObject, input: string): readonly UnknownReason[] {
  const reasons: UnknownReason[] = [];
  if (own(document, "complete") === false)
    reasons.push({ kind: "deferred", at: input, detail: "the plan says that it is not complete" });
  if (own(document, "errored") === true)
    reasons.push({ kind: "deferred", at: input, detail: "the plan ended with an error" });
  for (const deferred of objectsIn(own(document, "deferred_changes"))) {
    const address = ownText(own(deferred, "resource_change"), "address") ?? input;
    reasons.push({ kind: "deferred", at: address, detail: "the change is deferred to a later plan" });
  }
  return reasons;
}
