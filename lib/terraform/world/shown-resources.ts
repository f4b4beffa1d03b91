/** Resources as `terraform show -json` lists them: by module, with all their values. */
import { isObject, objectsIn, own, ownText, type Json, type JsonObject } from "../intake/value";

export interface ShownResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly module: string;
  /** @default - it is not one of several */
  readonly index?: string | number;
  readonly provider: string;
  readonly values: JsonObject;
}

/** The resources of a module and of all modules below it. */
export function stateResources(module: Json | undefined, address = "", depth = 0): readonly ShownResource[] {
  if (!isObject(module) || depth > 64) return [];
  const here = objectsIn(own(module, "resources")).flatMap((one): readonly ShownResource[] => {
    const at = ownText(one, "address");
    const type = ownText(one, "type");
    const values = own(one, "values");
    const index = own(one, "index");
    if (at === undefined || type === undefined || !isObject(values) || own(one, "deposed_key") !== undefined) return [];
    return [
      {
        address: at,
        mode: own(one, "mode") === "data" ? "data" : "managed",
        type,
        name: ownText(one, "name") ?? "",
        module: address,
        ...(typeof index === "number" || typeof index === "string" ? { index } : {}),
        provider: ownText(one, "provider_name") ?? "",
        values,
      },
    ];
  });
  const below = objectsIn(own(module, "child_modules")).flatMap((one) =>
    stateResources(one, ownText(one, "address") ?? "", depth + 1),
  );
  return [...here, ...below];
}
