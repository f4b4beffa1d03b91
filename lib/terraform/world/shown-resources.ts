/** Resources as `terraform show -json` lists them: by module, with all their values. */
import type { UnknownReason } from "../facts";
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
  /** @default - it is surely there, as it is told */
  readonly doubt?: UnknownReason;
  /**
   * Something else has its address, so that no reference means it.
   *
   * @default - it is what its address means
   */
  readonly isBeside?: true;
}

/** How an object is called that is not, or no longer, what its address means. */
export function besideAddress(address: string, what: string): string {
  return `${address} (${what})`;
}

/** Terraform could not destroy it yet: it may be there still, beside the one that took its place. */
export function deposedDoubt(at: string): UnknownReason {
  return { kind: "outside", at, detail: "Terraform has not destroyed it, or not told so" };
}

/** Terraform made it in part: what the state says of it is what it was to be. */
export function taintedDoubt(at: string): UnknownReason {
  return { kind: "outside", at, detail: "Terraform did not finish making it" };
}

/** The resources of a module and of all modules below it. */
export function stateResources(module: Json | undefined, address = "", depth = 0): readonly ShownResource[] {
  if (!isObject(module) || depth > 64) return [];
  const here = objectsIn(own(module, "resources")).flatMap((one): readonly ShownResource[] => {
    const at = ownText(one, "address");
    const type = ownText(one, "type");
    const values = own(one, "values");
    const index = own(one, "index");
    if (at === undefined || type === undefined || !isObject(values)) return [];
    const deposed = ownText(one, "deposed_key");
    const doubt =
      deposed !== undefined ? deposedDoubt(at) : own(one, "tainted") === true ? taintedDoubt(at) : undefined;
    return [
      {
        address: deposed === undefined ? at : besideAddress(at, `deposed ${deposed}`),
        mode: own(one, "mode") === "data" ? "data" : "managed",
        type,
        name: ownText(one, "name") ?? "",
        module: address,
        ...(typeof index === "number" || typeof index === "string" ? { index } : {}),
        provider: ownText(one, "provider_name") ?? "",
        values,
        ...(doubt === undefined ? {} : { doubt }),
        ...(deposed === undefined ? {} : { isBeside: true }),
      },
    ];
  });
  const below = objectsIn(own(module, "child_modules")).flatMap((one) =>
    stateResources(one, ownText(one, "address") ?? "", depth + 1),
  );
  return [...here, ...below];
}
