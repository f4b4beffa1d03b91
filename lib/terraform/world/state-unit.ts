/** Instances whose values are all known: those of a state, and those of a snapshot of AWS. */
import { because } from "../expression/scope";
import { unknown, type Sym } from "../expression/sym";
import type { Note, Presence, Source, UnknownReason, Unread } from "../facts";
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
import type { Instance } from "./instance";
import { regionInArn, regionInZone } from "../reading/region";
import { plainSym } from "./plan-expression";
import { baseOf } from "./plan-address";
import { besideAddress, deposedDoubt, stateResources, taintedDoubt } from "./shown-resources";
import type { StatePlace } from "./state-place";
import { indexText, type Surroundings, type Unit } from "./unit";

const certain: Presence = { is: "certain" };

export interface KnownResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** @default - it is not one of several */
  readonly index?: string | number;
  readonly values: JsonObject;
  /** @default - it is surely there, as it is told */
  readonly doubt?: UnknownReason;
}

/** What an input says of itself as a whole. */
export interface SaidOfItself {
  readonly incomplete: readonly UnknownReason[];
  /** The Region of everything in it; undefined when it is not said. */
  readonly region: string | undefined;
  /**
   * Terraform wrote it, which asks AWS before it changes anything and of some objects not again.
   *
   * @default - everything in it was asked at one time
   */
  readonly mayLag?: true;
  /** @default - it does not say where it is kept */
  readonly statePlace?: StatePlace;
}

export class StateUnit implements Unit {
  public readonly declared: readonly string[];
  public readonly notes: readonly Note[] = [];
  public readonly unread: readonly Unread[] = [];
  public readonly incomplete: readonly UnknownReason[];
  /** @default - the input does not tell */
  public readonly statePlace: StatePlace | undefined;
  private readonly found: readonly Instance[];
  private readonly outputValues: Json | undefined;
  private readonly saidRegion: string | undefined;

  public constructor(
    public readonly name: string,
    public readonly input: string,
    { resources, outputs }: { readonly resources: readonly KnownResource[]; readonly outputs: Json | undefined },
    around: Surroundings,
    { incomplete, region, mayLag, statePlace }: SaidOfItself = { incomplete: [], region: undefined },
  ) {
    this.outputValues = outputs;
    this.statePlace = statePlace;
    this.incomplete = incomplete;
    this.saidRegion = region;
    this.declared = resources.map((one) => baseOf(one.address));
    this.found = resources.map((one) => new KnownInstance(name, input, one, around, mayLag));
  }

  public instances(): readonly Instance[] {
    return this.found;
  }

  public output(name: string): Sym | undefined {
    const value = ownAt(this.outputValues, name, "value");
    return value === undefined ? undefined : plainSym(value);
  }

  public get outputs(): readonly string[] {
    return entriesOf(this.outputValues).map(([name]) => name);
  }

  public region(): Sym {
    if (this.saidRegion !== undefined) return { k: "known", value: this.saidRegion };
    this.regions ??= this.regionsTold();
    const [only, ...others] = this.regions;
    if (only === undefined) return unknown(because("variable", this.input, "the Region is not in the state"));
    if (others.length === 0) return { k: "known", value: only };
    return unknown(because("ambiguous-instance", this.input, "the state has objects of several Regions"));
  }

  private regions: readonly string[] | undefined;

  /** Any zone or ARN tells one: the objects of one provider are all of the same. */
  private regionsTold(): readonly string[] {
    const told = this.found.flatMap((one) => {
      const zone = one.type === "aws_subnet" ? regionInZone(one.read("availability_zone")) : undefined;
      return zone ?? regionInArn(one.read("arn")) ?? [];
    });
    return [...new Set(told)];
  }
}

class KnownInstance implements Instance {
  public readonly address: string;
  public readonly mode: "managed" | "data";
  public readonly type: string;
  /** @default - it is not one of several */
  public readonly index?: string | number;
  public readonly presence: Presence;
  public readonly source: Source;
  public readonly provider: string;
  public readonly settled = true;
  public readonly ignored = [];
  /** @default - its lists are as they are */
  public readonly mayLag?: true;
  private readonly values: JsonObject;

  public constructor(
    public readonly unit: string,
    input: string,
    resource: KnownResource,
    private readonly around: Surroundings,
    mayLag: true | undefined,
  ) {
    if (mayLag !== undefined) this.mayLag = mayLag;
    this.address = resource.address;
    this.mode = resource.mode;
    this.type = resource.type;
    if (resource.index !== undefined) this.index = resource.index;
    this.source = { input, address: resource.address };
    this.provider = resource.type.split("_", 1)[0] ?? "";
    this.values = resource.values;
    this.presence = resource.doubt === undefined ? certain : { is: "possible", many: false, because: resource.doubt };
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
      if (!isObject(attributes)) return [];
      const index = typeof key === "number" || typeof key === "string" ? key : undefined;
      const named = base + indexText(index);
      const deposed = ownText(instance, "deposed");
      const isTainted = own(instance, "status") === "tainted";
      const doubt = deposed !== undefined ? deposedDoubt(named) : isTainted ? taintedDoubt(named) : undefined;
      return [
        {
          address: deposed === undefined ? named : besideAddress(named, `deposed ${deposed}`),
          mode,
          type,
          ...(index === undefined ? {} : { index }),
          values: attributes,
          ...(doubt === undefined ? {} : { doubt }),
        },
      ];
    });
  });
  const outputs = own(document, "outputs");
  return { resources, outputs: isArray(outputs) ? undefined : outputs };
}
