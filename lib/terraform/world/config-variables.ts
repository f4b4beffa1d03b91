/** The input variables of a configuration: each has its default value, which is noted. */
import { because } from "../expression/scope";
import { unknown, type Sym } from "../expression/sym";
import type { Note, Source } from "../facts";
import { own, type JsonObject } from "../intake/value";
import { labelled, plainValue } from "./config-document";
import { typed } from "./variable-type";

const retyped = "what its type makes of its default value is not known";

export class Variables {
  private readonly found = new Map<string, Sym>();

  public constructor(
    private readonly document: JsonObject,
    private readonly input: string,
    private readonly notes: Note[],
  ) {}

  public value(name: string): Sym {
    const done = this.found.get(name);
    if (done !== undefined) return done;
    const value = this.valueNow(name);
    this.found.set(name, value);
    return value;
  }

  private valueNow(name: string): Sym {
    const body = labelled(own(this.document, "variable"), name)[0];
    const fallback = own(body, "default");
    if (fallback === undefined) return unknown(because("variable", `var.${name}`, "the variable has no value"));
    const at: Source = { input: this.input, address: `var.${name}`, attribute: "default" };
    this.notes.push({ kind: "assumption", at, text: `The variable "${name}" has its default value.` });
    return typed(plainValue(fallback), own(body, "type")) ?? unknown(because("variable", `var.${name}`, retyped));
  }
}
