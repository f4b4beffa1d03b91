/** The resources that one module of a plan's configuration declares. */
import { objectsIn, own, type JsonObject } from "../intake/value";

type Named = [mode: string, type: string, name: string];
type Declared = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, JsonObject>>>;

/** By mode, type and name. */
export function declaredIn(module: JsonObject): Declared {
  const all = new Map<string, Map<string, Map<string, JsonObject>>>();
  for (const one of objectsIn(own(module, "resources"))) {
    const [mode, type, name] = [own(one, "mode"), own(one, "type"), own(one, "name")].map(String) as Named;
    const ofMode = all.get(mode) ?? new Map<string, Map<string, JsonObject>>();
    all.set(mode, ofMode);
    const ofType = ofMode.get(type) ?? new Map<string, JsonObject>();
    ofMode.set(type, ofType.set(name, one));
  }
  return all;
}
