/**
 * What a claim rests on, and what keeps it from holding.
 *
 * A claim and its contrary are each proved by themselves: what is undecided keeps both from holding. So do facts that are
 * left open anywhere, and a place where nothing has an interface: of nothing, everything could be said.
 */
import type { Transport } from "../../model";
import type { EvidenceFinder } from "../judge/evidence";
import { brokenFirst, type Finding } from "../judge/finding";
import type { Place } from "../places/places";
import type { Relations } from "../reach/relation";
import { noTraffic } from "../sets/rows";
import type { World } from "../world/world";

/** What claims are proved from. */
export interface Grounds {
  readonly world: World;
  readonly places: readonly Place[];
  readonly relations: Relations;
  readonly evidence: EvidenceFinder;
  /** What is left open everywhere: facts, and segments of which a part is not among them. */
  readonly open: () => Objections;
}

/** What keeps a claim from holding: nothing, when it holds. */
export type Objections = readonly Finding[];

/** The parts of an objection that differ; the rest says nothing. */
export type Objection = Pick<Finding, "verdict" | "from" | "to" | "text" | "next"> & Partial<Finding>;

export function objection(grounds: Grounds, said: Objection): Finding {
  const traffic: Transport = grounds.world.rows.transport(noTraffic);
  return { id: `${said.from}>${said.to}`, kind: "question", traffic, rules: [], doubts: [], ...said };
}

/**
 * The objections to a claim, and what is left open everywhere. What is open could still let something through: then nothing
 * is said to be stopped for sure.
 */
export function settled({ open: everywhere }: Grounds, objections: Objections): Objections {
  const open = everywhere();
  if (open.length === 0) return brokenFirst(objections);
  const softened = objections.map((each): Finding =>
    each.witness === undefined ? { ...each, verdict: "undecided" } : each,
  );
  return brokenFirst([...softened, ...open]);
}

/** That there is nothing to prove of some of these places. */
export function nothingAt(grounds: Grounds, ...asked: readonly Place[]): Objections {
  const empty = [...new Set(asked.filter(({ spots }) => spots.length === 0).map(({ id }) => id))];
  return empty.map((id) =>
    objection(grounds, {
      id: `empty:${id}`,
      verdict: "undecided",
      from: id,
      to: "anything",
      text: `nothing has an interface at ${id}, so there is nothing to prove of it`,
      next: "name a place where something is, or declare a segment there",
    }),
  );
}
