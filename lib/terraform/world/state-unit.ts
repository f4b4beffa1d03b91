/** Instances whose values are all known: those of a state, and those of a snapshot of AWS. */
import { because } from "../expression/scope";
import { unknown, type Sym } from "../expression/sym";
import type { Note, Presence, Source, UnknownReason, Unread } from "../facts";
import { isArray, isObject, objectsIn, own, ownAt, ownText, type Json, type JsonObject } from "../intake/value";
import type { Instance } from "./instance";
import { plainSym } from "./plan-expression";
import { baseOf } from "./plan-module";
import { stateResources } from "./shown-resources";
import { indexText, type Surroundings, type Unit } from "./unit";

const certain: Presence = { is: "certain" };

export interface KnownResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** @default - it is not one of several */
  readonly index?: string | number;
  readonly values: JsonObject;
}

/** What an input says of itself as a whole. */
export interface SaidOfItself {
  readonly incomplete: readonly UnknownReason[];
  /** The Region of everything in it; undefined when it is not said. */
  readonly region: string | undefined;
}

export class StateUnit implements Unit {
  public readonly declared: readonly string[];
  public readonly notes: readonly Note[] = [];
  public readonly unread: readonly Unread[] = [];
  public readonly incomplete: readonly UnknownReason[];
  private readonly found: readonly Instance[];
  private readonly outputs: Json | undefined;
  private readonly saidRegion: string | undefined;

  public constructor(
    public readonly name: string,
    public readonly input: string,
    { resources, outputs }: { readonly resources: readonly KnownResource[]; readonly outputs: Json | undefined },
    around: Surroundings,
    { incomplete, region }: SaidOfItself = { incomplete: [], region: undefined },
  ) {
    this.outputs = outputs;
    this.incomplete = incomplete;
    this.saidRegion = region;
    this.declared = resources.map((one) => baseOf(one.address));
    this.found = resources.map((one) => new KnownInstance(name, input, one, around));
  }

  public instances(): readonly Instance[] {
    return this.found;
  }

  public output(name: string): Sym | undefined {
    const value = ownAt(this.outputs, name, "value");
    return value === undefined ? undefined : plainSym(value);
  }

  public region(): Sym {
    if (this.saidRegion !== undefined) return { k: "known", value: this.saidRegion };
    // Any zone or ARN tells it: every one of the network's objects is of the same Region as its provider.
    for (const one of this.found) {
      const zone = one.type === "aws_subnet" ? one.read("availability_zone") : undefined;
      const region =
        zone?.k === "known" ? /^([a-z]+(?:-[a-z]+)+-[0-9]+)[a-z]$/.exec(String(zone.value))?.[1] : undefined;
      if (region !== undefined) return { k: "known", value: region };
      const arn = one.read("arn");
      const text =
        arn?.k === "known" && typeof arn.value === "string"
          ? /^arn:[^:]*:ec2:([a-z0-9-]+):/.exec(arn.value)?.[1]
          : undefined;
      if (text !== undefined) return { k: "known", value: text };
    }
    return unknown(because("variable", this.input, "the Region is not in the state"));
  }
}

class KnownInstance implements Instance {
  public readonly address: string;
  public readonly mode: "managed" | "data";
  public readonly type: string;
  /** @default - it is not one of several */
  public readonly index?: string | number;
  public readonly presence = certain;
  public readonly source: Source;
  public readonly provider: string;
  public readonly settled = true;
  public readonly ignored = [];
  private readonly values: JsonObject;

  public constructor(
    public readonly unit: string,
    input: string,
    resource: KnownResource,
    private readonly around: Surroundings,
  ) {
    this.address = resource.address;
    this.mode = resource.mode;
    this.type = resource.type;
    if (resource.index !== undefined) this.index = resource.index;
    this.source = { input, address: resource.address };
    this.provider = resource.type.split("_", 1)[0] ?? "";
    this.values = resource.values;
  }

  /** Asked for when all inputs are there: two of them may have the same address. */
  public get id(): string {
    this.named ??= this.around.idOf(this.unit, this.address);
    return this.named;
  }

  private named: string | undefined;

  public get(attribute: string): Sym {
    const found = own(this.values, attribute);
    return found === undefined || found === null ? { k: "ref", of: this, path: attribute } : plainSym(found);
  }

  public read(attribute: string): Sym | undefined {
    const found = own(this.values, attribute);
    return found === undefined ? undefined : plainSym(found);
  }

  public configures(): undefined {
    return undefined;
  }

  public get attributes(): readonly string[] {
    return Object.keys(this.values).sort();
  }
}

/** `terraform show -json` of a state. */
export function shownState(document: JsonObject): {
  readonly resources: readonly KnownResource[];
  readonly outputs: Json | undefined;
} {
  const values = own(document, "values");
  return { resources: stateResources(own(values, "root_module")), outputs: own(values, "outputs") };
}

/** A state file of version 4. */
export function stateFile(document: JsonObject): {
  readonly resources: readonly KnownResource[];
  readonly outputs: Json | undefined;
} {
  const resources = objectsIn(own(document, "resources")).flatMap((resource): readonly KnownResource[] => {
    const type = ownText(resource, "type");
    const name = ownText(resource, "name");
    if (type === undefined || name === undefined) return [];
    const mode = own(resource, "mode") === "data" ? "data" : "managed";
    const module = ownText(resource, "module");
    const base = `${module === undefined ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}`;
    return objectsIn(own(resource, "instances")).flatMap((instance): readonly KnownResource[] => {
      const key = own(instance, "index_key");
      const attributes = own(instance, "attributes");
      if (own(instance, "deposed") !== undefined || !isObject(attributes)) return [];
      const index = typeof key === "number" || typeof key === "string" ? key : undefined;
      return [
        { address: base + indexText(index), mode, type, ...(index === undefined ? {} : { index }), values: attributes },
      ];
    });
  });
  const outputs = own(document, "outputs");
  return { resources, outputs: isArray(outputs) ? undefined : outputs };
}
