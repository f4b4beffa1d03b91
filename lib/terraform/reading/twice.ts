/** Objects that two inputs describe: either may be what will be there, and links by id mean only one of them. */
import type { UnknownReason } from "../facts";
import { textOf } from "../expression/access";
import type { Instance } from "../world/instance";
import { kindOf } from "./identity";

/** One reason for each pair of inputs, with the first object that both describe. */
export function describedTwice(instances: readonly Instance[]): readonly UnknownReason[] {
  const first = new Map<string, Instance>();
  const found = new Map<string, UnknownReason>();
  for (const one of instances) {
    if (one.mode !== "managed" || kindOf(one) === "other") continue;
    const id = one.read("id");
    const text = id === undefined ? undefined : textOf(id);
    if (text === undefined || text === "") continue;
    const other = first.get(text);
    if (other === undefined) first.set(text, one);
    else if (other.unit !== one.unit && !isSamePeering(other, one) && !found.has(`${other.unit} ${one.unit}`)) {
      const detail = `${other.source.input} and ${one.source.input} both describe ${text}: leave one of them out`;
      found.set(`${other.unit} ${one.unit}`, { kind: "disagreement", at: one.address, detail });
    }
  }
  return [...found.values()];
}

/** A peering is listed on both of its sides, alike but for the tags, which each side has of its own. */
function isSamePeering(one: Instance, other: Instance): boolean {
  if (kindOf(one) !== "peering" || one.type !== other.type) return false;
  return [...new Set([...one.attributes, ...other.attributes])]
    .filter((name) => name !== "tags")
    .every((name) => {
      const [a, b] = [one, other].map((each) => each.read(name));
      const text = a === undefined ? undefined : textOf(a);
      return text !== undefined && b !== undefined && textOf(b) === text;
    });
}
