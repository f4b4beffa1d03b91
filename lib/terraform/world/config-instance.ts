/** One instance of a resource or data source of a configuration. */
import { because, type Scope } from "../expression/scope";
import { dict, known, list, nothing, oneOf, unknown, type Sym } from "../expression/sym";
import type { Presence, Source, UnknownReason } from "../facts";
import { isArray, own, ownText, type Json, type JsonObject } from "../intake/value";
import { keyOf, type Declaration } from "./config-document";
import { blocksOf, dynamicLabels, type Parses } from "./config-value";
import { isKept, keptReason } from "./imported";
import type { Instance } from "./instance";
import { inOrder, type Surroundings } from "./unit";

/** Arguments that Terraform itself takes; they are no attributes. */
const ownArguments = new Set([
  "count",
  "for_each",
  "provider",
  "depends_on",
  "lifecycle",
  "connection",
  "provisioner",
  "dynamic",
  "//",
]);
/** Lists that readers leave open by themselves; and tags, by which nothing passes. */
const openLists: ReadonlySet<string> = new Set([
  "ingress",
  "egress",
  "route",
  "entry",
  "allowed_prefixes",
  "tags",
  "tags_all",
]);

/** What `count.index` and `each` are for one instance. */
export interface Each {
  /** @default - it is not made by `count` */
  readonly index?: Sym;
  /** @default - it is not made by `for_each` */
  readonly key?: Sym;
  /** @default - it is not made by `for_each` */
  readonly value?: Sym;
}

/** What an instance asks of the configuration that it is in. */
export interface ConfigHome {
  readonly name: string;
  readonly input: string;
  readonly around: Surroundings;
  readonly parses: Parses;
  scope(at: string, each?: Each): Scope;
  readonly imported: ReadonlySet<string>;
  evaluate(json: Json, scope: Scope): Sym;
  evaluateShared(text: string, scope: () => Scope): Sym;
}

export class ConfigInstance implements Instance {
  public readonly id: string;
  public readonly unit: string;
  public readonly mode: "managed" | "data";
  public readonly type: string;
  /** @default - it is not one of several */
  public readonly index?: string | number;
  public readonly source: Source;
  public readonly provider: string;
  public readonly settled = false;
  /** @default - Terraform makes it */
  public readonly imported?: true;
  /** The expressions of other instances see what is known of this one from all inputs. */
  private values: Map<string, Sym | undefined> | undefined;
  private generation = 0;
  /** Whether it is not one of several. */
  private readonly plain: boolean;

  public constructor(
    private readonly of: ConfigHome,
    private readonly declaration: Declaration,
    public readonly address: string,
    index: string | number | undefined,
    private readonly each: Each,
    public readonly presence: Presence,
  ) {
    this.id = of.around.idOf(of.name, address);
    this.unit = of.name;
    this.mode = declaration.mode;
    this.type = declaration.type;
    if (index !== undefined) this.index = index;
    this.plain = each.index === undefined && each.key === undefined;
    if (declaration.mode === "managed" && of.imported.has(keyOf("managed", this.type, declaration.name)))
      this.imported = true;
    this.source = { input: of.input, address };
    this.provider =
      ownText(declaration.body, "provider")?.replace(/^\$\{(.*)\}$/, "$1") ?? declaration.type.split("_", 1)[0] ?? "";
  }

  public get(attribute: string): Sym {
    const set = this.read(attribute);
    if (set !== undefined && !(set.k === "known" && set.value === null)) return set;
    return this.of.around.placeholder(this, attribute) ?? { k: "ref", of: this, path: attribute };
  }

  /** As it is written, or as somebody changed it since where Terraform leaves that alone. */
  public read(attribute: string): Sym | undefined {
    const written = this.written(attribute);
    if (written === undefined && this.keeps(attribute)) return unknown(keptReason(`${this.address}.${attribute}`));
    if (written === undefined || !this.mayChange(attribute)) return written;
    const detail = "Terraform ignores changes to it, so that someone else may have changed it";
    const because: UnknownReason = { kind: "outside", at: `${this.address}.${attribute}`, detail };
    return oneOf([written, unknown(because)], because);
  }

  /** Whether AWS has a value that the configuration leaves as it is. */
  private keeps(attribute: string): boolean {
    return this.imported === true && isKept(this.type, attribute);
  }

  private mayChange(attribute: string): boolean {
    const { ignored } = this;
    if (ignored.length === 0 || openLists.has(attribute)) return false;
    return ignored === "all" || ignored.some((path) => path.split(/[.[]/, 1)[0] === attribute);
  }

  /** What the configuration says of it. */
  public written(attribute: string): Sym | undefined {
    const { body, dynamic } = this.declaration;
    const json = own(body, attribute);
    if (!dynamic && !ownArguments.has(attribute)) {
      if (json === undefined) return undefined;
      if (json === null || typeof json !== "object") {
        if (typeof json !== "string" || !/[$%]\{/.test(json)) return known(json);
        if (this.plain) return this.of.evaluateShared(json, () => this.of.scope(`${this.address}.${attribute}`));
      }
    }
    if (this.generation !== this.of.around.generation) {
      this.generation = this.of.around.generation;
      this.values = undefined;
    }
    this.values ??= new Map<string, Sym | undefined>();
    const { values } = this;
    if (values.has(attribute)) return values.get(attribute);
    const at = `${this.address}.${attribute}`;
    values.set(attribute, unknown(because("expression", at, "it depends on itself")));
    const value = this.evaluated(attribute, at);
    values.set(attribute, value);
    return value;
  }

  private evaluated(attribute: string, at: string): Sym | undefined {
    if (ownArguments.has(attribute)) return undefined;
    const scope = this.of.scope(at, this.each);
    if (!this.declaration.dynamic) {
      const json = own(this.declaration.body, attribute);
      return json === undefined ? undefined : this.of.evaluate(json, scope);
    }
    if (dynamicLabels(this.declaration.body).includes(attribute))
      return blocksOf(this.declaration.body, attribute, scope, this.of.parses);
    const json = own(this.declaration.body, attribute);
    return json === undefined ? undefined : this.of.evaluate(json, scope);
  }

  /** One of those that it stands for, where another input knows them: `aws_subnet.a[0]` of `aws_subnet.a[*]`. */
  public one(address: string, index: string | number): ConfigInstance {
    const each: Each = typeof index === "number" ? { index: known(index) } : { ...this.each, key: known(index) };
    return new ConfigInstance(this.of, this.declaration, address, index, each, this.presence);
  }

  /** Whether it is written out, and not by dynamic blocks alone. */
  public isPlain(attribute: string): boolean {
    return own(this.declaration.body, attribute) !== undefined;
  }

  public configures(attribute: string): boolean {
    return this.attributes.includes(attribute) || this.keeps(attribute);
  }

  public get attributes(): readonly string[] {
    const { body } = this.declaration;
    return [...new Set([...Object.keys(body), ...dynamicLabels(body)])]
      .filter((name) => !ownArguments.has(name))
      .sort(inOrder);
  }

  public get ignored(): readonly string[] | "all" {
    const lifecycle = own(this.declaration.body, "lifecycle");
    const changes = own(isArray(lifecycle) ? lifecycle[0] : lifecycle, "ignore_changes");
    if (changes === "all" || (isArray(changes) && changes.includes("all"))) return "all";
    return isArray(changes) ? changes.filter((one) => typeof one === "string") : [];
  }
}

/** One instance, a list or a map of them, as the resource was declared. */
export function shape(instances: readonly Instance[], body: JsonObject): Sym {
  const wholes = instances.map((of): Sym => ({ k: "whole", of }));
  if (own(body, "count") === undefined && own(body, "for_each") === undefined) return wholes[0] ?? nothing;
  const open = instances.find((one) => one.presence.is === "possible");
  const more = open?.presence.is === "possible" ? open.presence.because : undefined;
  if (own(body, "count") !== undefined) return list(wholes, more);
  return dict(
    new Map(
      instances.flatMap((one, at) =>
        one.index === undefined ? [] : [[String(one.index), wholes[at] ?? nothing] as const],
      ),
    ),
    more,
  );
}
