/** What the proof found, in a form that every report can show. */
import type { Transport } from "../../model";
import type { Blocker } from "../explain/blockers";
import type { Witness } from "../explain/witness";

export type FindingKind = "missing" | "excess" | "undecided" | "question";
export type Verdict = "holds" | "broken" | "undecided";

export interface Finding {
  /** `excess:guest>pumps`: stable while the meaning is. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly verdict: "broken" | "undecided";
  readonly from: string;
  readonly to: string;
  readonly traffic: Transport;
  /** One sentence. */
  readonly text: string;
  /**
   * A packet that shows it.
   *
   * @default - it is about traffic that does not pass, or about facts
   */
  readonly witness?: Witness;
  /**
   * What stops declared traffic.
   *
   * @default - nothing does
   */
  readonly blockers?: readonly Blocker[];
  /** The rules that let it through. */
  readonly rules: readonly string[];
  /** What is not known. */
  readonly doubts: readonly string[];
  /** What to do next. */
  readonly next: string;
}

/** What is broken before what is undecided: nobody may have to look for it. Otherwise in the order that they had. */
export function brokenFirst<T extends Pick<Finding, "verdict">>(findings: readonly T[]): readonly T[] {
  const of = (wanted: Finding["verdict"]): readonly T[] => findings.filter(({ verdict }) => verdict === wanted);
  return [...of("broken"), ...of("undecided")];
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ verdict }) => verdict === "broken")) return "broken";
  return findings.length > 0 ? "undecided" : "holds";
}
