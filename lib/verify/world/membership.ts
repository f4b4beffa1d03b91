/** Which groups the interfaces of a resource are in. */
import type { FactId, Interface } from "../../terraform";
import { meanings } from "./links";

/** `more`: in groups beyond these. `any`: those may be groups of the inputs too, which rules name. */
export function membershipOf(
  face: Pick<Interface, "groups" | "moreGroups">,
  all: readonly FactId[],
): { groups: readonly { to: FactId; sure: boolean }[] | "unfiltered"; more: boolean; any: boolean } {
  if (face.groups === "unfiltered") return { groups: "unfiltered", more: false, any: false };
  const any = face.moreGroups !== undefined || face.groups.some((link) => link.how === "unknown");
  const more = any || face.groups.some((link) => link.how === "outside");
  const found = new Map<FactId, boolean>();
  for (const link of face.groups)
    for (const { to, sure } of link.how === "unknown" ? [] : meanings(link, () => all))
      found.set(to, sure || found.get(to) === true);
  const groups = [...found].map(([to, sure]) => ({ to, sure })).sort((a, b) => (a.to < b.to ? -1 : 1));
  return { groups, more, any };
}
