/** What a configuration has and the plan that is joined with it has not. */
import type { Sym } from "../expression/sym";
import type { Presence, Source } from "../facts";
import type { ConfigInstance } from "./config-instance";
import type { Instance } from "./instance";

/** An instance that the plan does not have. */
export class OnlyConfigured implements Instance {
  public constructor(
    private readonly of: ConfigInstance,
    public readonly presence: Presence,
  ) {
    if (of.imported === true) this.imported = true;
  }

  public get id(): string {
    return this.of.id;
  }
  public get address(): string {
    return this.of.address;
  }
  public get unit(): string {
    return this.of.unit;
  }
  public get mode(): "managed" | "data" {
    return this.of.mode;
  }
  public get type(): string {
    return this.of.type;
  }
  public get source(): Source {
    return this.of.source;
  }
  public get provider(): string {
    return this.of.provider;
  }
  public readonly settled = false;
  /** @default - Terraform makes it */
  public readonly imported?: true;
  public get ignored(): readonly string[] | "all" {
    return this.of.ignored;
  }
  public get attributes(): readonly string[] {
    return this.of.attributes;
  }
  public get(attribute: string): Sym {
    return this.of.get(attribute);
  }
  public read(attribute: string): Sym | undefined {
    return this.of.read(attribute);
  }
  public configures(attribute: string): boolean {
    return this.of.configures(attribute);
  }
}
