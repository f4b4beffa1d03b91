/** Domain names that a firewall lets through, as lists of them write names: `.example.com` is itself and all under it. */

import { isNameUnder } from "../../../model";

/** `any`: whatever name a connection carries, or none. */
export type Names = "any" | readonly string[];

/** Names that surely pass, and all that may. */
export interface NamesPassed {
  readonly surely: Names;
  readonly perhaps: Names;
}

export const anyName: NamesPassed = { surely: "any", perhaps: "any" };
export const noName: NamesPassed = { surely: [], perhaps: [] };
export const whoKnows: NamesPassed = { surely: [], perhaps: "any" };

/** Whether one of some names stands for all that a name does. */
export function includesName(names: Names, name: string): boolean {
  return names === "any" || names.some((one) => one === name || isNameUnder(one, name));
}

/** What passes two firewalls. */
export function bothNames(a: NamesPassed, b: NamesPassed): NamesPassed {
  return { surely: common(a.surely, b.surely), perhaps: common(a.perhaps, b.perhaps) };
}

function common(a: Names, b: Names): Names {
  if (a === "any") return b;
  if (b === "any") return a;
  return [...new Set([...a.filter((name) => includesName(b, name)), ...b.filter((name) => includesName(a, name))])];
}
