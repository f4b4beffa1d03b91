/** Whether two subnets are in one zone, straight from the facts. Shares nothing with the engine. */
import type { Subnet, Value } from "../../terraform";

/** `unlike`: one tells its zone's name and the other its zone's id, and which go together differs by account. */
export function zonesOf(a: Subnet, b: Subnet): "one" | "two" | "untold" | "unlike" {
  if (a.id === b.id) return "one";
  const [names, numbers] = [
    [textOf(a.zone), textOf(b.zone)],
    [textOf(a.zoneId), textOf(b.zoneId)],
  ] as const;
  for (const [mine, other] of [names, numbers])
    if (mine !== undefined && other !== undefined) return mine === other ? "one" : "two";
  const tells = [0, 1].every((side) => names[side] !== undefined || numbers[side] !== undefined);
  return tells ? "unlike" : "untold";
}

function textOf(value: Value<string> | undefined): string | undefined {
  return value !== undefined && "exact" in value ? value.exact : undefined;
}
