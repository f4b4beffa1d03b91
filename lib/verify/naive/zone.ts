/** Whether two subnets are in one zone, straight from the facts. Shares nothing with the engine. */
import type { Subnet, Value } from "../../terraform";

/** `untold` too where one tells its zone's name and the other its zone's id: which go together differs by account. */
export function zonesOf(a: Subnet, b: Subnet): "one" | "two" | "untold" {
  if (a.id === b.id) return "one";
  const [names, numbers] = [
    [textOf(a.zone), textOf(b.zone)],
    [textOf(a.zoneId), textOf(b.zoneId)],
  ] as const;
  for (const [mine, other] of [names, numbers])
    if (mine !== undefined && other !== undefined) return mine === other ? "one" : "two";
  return "untold";
}

function textOf(value: Value<string> | undefined): string | undefined {
  return value !== undefined && "exact" in value ? value.exact : undefined;
}
