/**
 * Interfaces of which no input describes the network: those in a subnet that is told by its id alone, and those whose subnet is
 * not known. They are at no place, so that no pair tells of them.
 */
import type { FactBase, FactId } from "../../terraform";

/** Interfaces that are, or may be, where no input looks. */
export interface Undescribed {
  /** The subnet by its id, or the interface whose subnet is not known. */
  readonly about: string;
  readonly interfaces: readonly FactId[];
  /** One sentence without a full stop. */
  readonly text: string;
}

/** Interfaces that a sentence names. */
const named = 3;

export function undescribed({ interfaces }: FactBase): readonly Undescribed[] {
  const bySubnet = new Map<string, FactId[]>();
  const unknown: Undescribed[] = [];
  for (const { id, subnets, moreSubnets } of interfaces) {
    for (const link of subnets) if (link.how === "outside") append(bySubnet, link.id, id);
    const because = moreSubnets ?? subnets.flatMap((link) => (link.how === "unknown" ? [link.because] : []))[0];
    if (because === undefined) continue;
    const text = `${id} may be in a subnet that no input describes (${because.detail}): then what it reaches and what reaches it is not known`;
    unknown.push({ about: id, interfaces: [id], text });
  }
  const known = [...bySubnet].map(([subnet, found]): Undescribed => {
    const verb = found.length === 1 ? "is" : "are";
    const text = `${listed(found)} ${verb} in ${subnet}, which no input describes: what reaches that, and what it reaches, is not known`;
    return { about: subnet, interfaces: found, text };
  });
  return [...known, ...unknown];
}

function append(lists: Map<string, FactId[]>, key: string, one: FactId): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

function listed(all: readonly FactId[]): string {
  const more = all.length - named;
  return `${all.slice(0, named).join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}
