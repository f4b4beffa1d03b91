/** A resource that a plan makes, as it stands among the changes. */
export function created(address: string, after: object, unknown: object) {
  const [type = "", name = ""] = address.split(".");
  const change = { actions: ["create"], before: null, after, after_unknown: { id: true, ...unknown } };
  return { address, mode: "managed", type, name, change };
}
