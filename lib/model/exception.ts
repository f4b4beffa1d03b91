/** A rule that someone decided not to keep, for a time: every field is required, and it ends. */
import type { CalendarDate } from "./calendar-date";

export interface Exception {
  /** The rule that is not kept: `SEG-004`. */
  readonly rule: string;
  /** What it is not kept for: a segment's name or a conduit's id, exactly as the finding names it. */
  readonly subject: string;
  readonly reason: string;
  readonly approver: string;
  readonly ticket: string;
  /** The last day it holds. The synth fails after it. */
  readonly expires: CalendarDate;
}
