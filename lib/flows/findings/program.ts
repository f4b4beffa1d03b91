/** Suggested conduits as TypeScript to paste. Text from records is never in it: places and services have names of ours. */
import { internet, services, type Service } from "../../model";
import type { NotSuggested, Observation } from "./observation";

const keys: ReadonlyMap<string, string> = new Map(
  Object.entries<Service>(services).map(([key, { name }]) => [name, key]),
);

/** Lines of a program in which every segment is a constant of its name. */
export function suggestedProgram({ suggestions, notSuggested, records, wouldDeny }: Observation): string {
  const seen = `seen in flow logs from ${records.firstSeen} to ${records.lastSeen}`;
  const critical = new Set(
    wouldDeny.filter((one) => one.criticality === "life-critical").map(({ segment }) => segment),
  );
  const lines = suggestions.map(({ from, to, services: names }) => {
    const list = names.map((name) => `services.${keys.get(name) ?? name}`);
    const named = list.length === 1 ? (list[0] ?? "") : `[${list.join(", ")}]`;
    const care = critical.has(from) || critical.has(to) ? ', failMode: "fail-closed"' : "";
    const details = `{ reason: "TODO: why (${seen})"${care} }`;
    return to === internet
      ? `${constant(from)}.allowToInternet(${named}, ${details});`
      : `${constant(from)}.allowTo(${constant(to)}, ${named}, ${details});`;
  });
  const left = notSuggested.map(comment);
  return [
    "// Conduits that would cover what was seen. Each is a decision: keep those that care needs, and say why.",
    ...(lines.length === 0 ? ["// There is nothing to suggest."] : lines),
    ...(left.length === 0 ? [] : ["", "// Seen too, and not suggested:", ...left]),
    "",
  ].join("\n");
}

function comment({ from, to, service, why }: NotSuggested): string {
  return `// ${from} > ${to}: ${service}: ${why}`;
}

/** `campus-pumps` as `campusPumps`, and `st-marys/emr`, as one is called of several networks, as `stMarysEmr`. */
function constant(name: string): string {
  return name.replaceAll(/[-/]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
