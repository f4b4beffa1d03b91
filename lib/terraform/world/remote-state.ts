/** What a `terraform_remote_state` of a configuration gives: the outputs of the input that keeps its state there. */
import { because, withNames, type Scope } from "../expression/scope";
import { textOf } from "../expression/access";
import { dict, known, unknown, type Sym } from "../expression/sym";
import { own, type Json, type JsonObject } from "../intake/value";
import { placeOf } from "./state-place";
import type { Kept, Surroundings } from "./unit";

/** What it asks of the configuration that it is in. */
export interface RemoteHome {
  readonly input: string;
  readonly around: Surroundings;
  scope(at: string): Scope;
  evaluate(json: Json, scope: Scope): Sym;
}

/** One data source of a configuration. */
export class RemoteState {
  private readonly at: string;
  private found: Kept | string | undefined;

  public constructor(
    name: string,
    private readonly body: JsonObject,
    private readonly home: RemoteHome,
  ) {
    this.at = `data.terraform_remote_state.${name}`;
  }

  /** One output, or all of them. */
  public outputs(name: string | undefined): Sym {
    this.found ??= this.find();
    const { found } = this;
    if (typeof found === "string") return unknown(because("remote-state", this.at, found));
    if (name === undefined) return dict(new Map(found.outputs.map((one) => [one, this.outputOf(found, one)] as const)));
    return this.outputOf(found, name);
  }

  private outputOf(found: Kept, name: string): Sym {
    const reason = because("remote-state", `${this.at}.${name}`, "that stack has no such output");
    return found.output(name) ?? unknown(reason);
  }

  /** The one input that keeps its state where this one looks; why there is none. */
  private find(): Kept | string {
    if (!isOwnWorkspace(own(this.body, "workspace"))) return "it reads the state of another workspace";
    const place = this.place();
    if (place === undefined) return "where the state is that it reads is not known";
    const [only, ...others] = this.home.around.keptAt(place);
    if (only === undefined) return "no stack among the inputs tells that it keeps its state there";
    return others.length === 0 ? only : "several of the inputs keep their state there";
  }

  private place(): string | undefined {
    // Terraform runs in the folder of the configuration.
    const here = new Map([["path", dict(new Map(["module", "root"].map((one) => [one, known(".")] as const)))]]);
    const value = (name: string): Sym =>
      this.home.evaluate(own(this.body, name) ?? {}, withNames(this.home.scope(`${this.at}.${name}`), here));
    const [backend, config] = [textOf(value("backend")), value("config")];
    const one = config.k === "list" && config.items.length === 1 ? config.items[0] : config;
    return backend === undefined || one === undefined ? undefined : placeOf(backend, one, this.home.input);
  }
}

/** cdktf writes the expression: all stacks are in the same workspace then, whichever it is. */
function isOwnWorkspace(workspace: Json | undefined): boolean {
  if (workspace === undefined || workspace === null || workspace === "default") return true;
  return typeof workspace === "string" && /^\$\{\s*terraform\.workspace\s*\}$/.test(workspace);
}
