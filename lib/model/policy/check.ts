/** The form of a policy check: one rule, one file, its sources beside it. */
import type { CalendarDate } from "../calendar-date";
import type { Citation } from "../citation";
import type { NetworkDefinition } from "../network";

/** What a breach does to the synth: stops it, is shown while it runs, or is only reported. */
export type Severity = "error" | "warning" | "note";

/** One breach of one rule. */
export interface PolicyFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** A segment's name or a conduit's id: what an exception names to acknowledge this. */
  readonly subject: string;
  /** What is wrong and what to do about it, one sentence each. */
  readonly message: string;
}

/** One rule: what it says, on whose word, how it is checked, and what that cannot show. */
export interface PolicyCheck {
  /** `SEG-001`. */
  readonly id: string;
  /** The rule, as a sentence. */
  readonly title: string;
  /** What a breach does, unless the breach itself says that it does less. */
  readonly severity: Severity;
  readonly sources: readonly [Citation, ...Citation[]];
  /** What the check cannot see, so that passing it is not read as more than it is. */
  readonly limits: string;
  /** Every breach, at most one for each subject, so that one exception never hides two different things. */
  readonly breaches: (network: NetworkDefinition, today: CalendarDate) => readonly Breach[];
}

/** A finding before its rule is written on it. */
export interface Breach {
  readonly subject: string;
  readonly message: string;
  /** @default - the severity of the check */
  readonly severity?: Severity;
}
