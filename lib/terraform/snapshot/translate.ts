/** Small steps of the translation from the EC2 API's words. */
import { objectsIn, own, ownText, type Json, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";

/** A resource that is known by its AWS id. */
export function resource(
  type: string,
  id: string,
  values: JsonObject,
  mode: "managed" | "data" = "managed",
): KnownResource {
  return { address: id, mode, type, values: { ...values, id } };
}

/** A text field; `?` when it is missing, so that it can be no one's id. */
export function text(one: Json | undefined, key: string): string {
  return ownText(one, key) ?? "?";
}

export function at(one: Json | undefined, key: string, otherwise: Json): Json {
  return own(one, key) ?? otherwise;
}

/** The text under `key` of every object of a list. */
export function textsIn(list: Json | undefined, key: string): readonly string[] {
  return objectsIn(list).flatMap((one) => ownText(one, key) ?? []);
}

export function tagged(one: JsonObject): JsonObject {
  const pairs = objectsIn(own(one, "Tags")).flatMap((tag) => {
    const [key, value] = [ownText(tag, "Key"), ownText(tag, "Value")];
    return (key === "Name" || key?.startsWith("cordon:") === true) && value !== undefined
      ? [[key, value] as const]
      : [];
  });
  return { tags: Object.fromEntries(pairs) };
}

/** The blocks that an object has, or may have: AWS has not finished with those whose state is told. */
export function blocksIn(
  set: Json | undefined,
  key: string,
  state: string,
): readonly { readonly block: string; readonly between: string | undefined }[] {
  return objectsIn(set).flatMap((one) => {
    const told = ownText(own(one, state), "State") ?? "associated";
    if (told === "disassociated" || told === "failed") return [];
    return [{ block: text(one, key), between: told === "associated" ? undefined : told }];
  });
}

/** Why what AWS is making, changing or taking away may not count; nothing where it is as it is told, or older answers tell no state. */
export function unlessIn(
  states: readonly string[],
  state: string | undefined,
  at: string,
  what: string,
): Pick<KnownResource, "doubt"> {
  if (state === undefined || states.includes(state)) return {};
  return { doubt: { kind: "outside", at, detail: `${what} is ${state} when the snapshot is taken` } };
}

/** Objects in a list that are not on their way out. */
export function live(json: JsonObject, key: string): readonly JsonObject[] {
  const gone = new Set(["deleted", "deleting", "terminated", "shutting-down", "failed", "rejected", "expired"]);
  return objectsIn(own(json, key)).filter((one) => {
    const state = own(one, "State");
    const name = typeof state === "string" ? state : (ownText(state, "Name") ?? "");
    return !gone.has(name.toLowerCase());
  });
}

/** Instances as `describe-instances` prints them, by reservation, or in a list of their own. */
export function instancesIn(json: JsonObject): readonly JsonObject[] {
  return [...live(json, "Instances"), ...objectsIn(own(json, "Reservations")).flatMap((one) => live(one, "Instances"))];
}

/** Peerings that join something, or may yet: AWS lists those that are over for a while, and a route may still lead to one. */
export function peerings(json: JsonObject): readonly JsonObject[] {
  const over = new Set(["deleted", "rejected", "expired", "failed"]);
  const led = objectsIn(own(json, "RouteTables"))
    .flatMap((table) => objectsIn(own(table, "Routes")))
    .filter((route) => own(route, "State") !== "blackhole")
    .flatMap((route) => ownText(route, "VpcPeeringConnectionId") ?? []);
  return objectsIn(own(json, "VpcPeeringConnections")).filter(
    (one) => !over.has(ownText(own(one, "Status"), "Code") ?? "") || led.includes(text(one, "VpcPeeringConnectionId")),
  );
}
