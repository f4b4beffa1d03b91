/** OpenTofu takes a resource out of a configuration where its `lifecycle` says so. */
import { truth } from "../expression/evaluate";
import { derived, type Sym } from "../expression/sym";
import type { UnknownReason } from "../facts";
import { isArray, own, type Json, type JsonObject } from "../intake/value";

/** @returns whether it is there; the reason when that is not known */
export function isEnabled(body: JsonObject, evaluate: (json: Json) => Sym): boolean | UnknownReason {
  const lifecycle = own(body, "lifecycle");
  const json = own(isArray(lifecycle) ? lifecycle[0] : lifecycle, "enabled");
  if (json === undefined) return true;
  const value = evaluate(json);
  return (value.k === "known" ? truth(value) : undefined) ?? derived([value]).because;
}
