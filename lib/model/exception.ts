/** A rule that someone decided not to keep, for a time: every field is required, and it ends. */
import type { CalendarDate } from "./calendar-date";
import { isBlank } from "./wording";

/** A rule that is not kept for one subject, who agreed to that, and until when. */
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

/** What an exception is called in errors and findings: `SEG-004 for infusion-pumps`. */
export function exceptionName(exception: Pick<Exception, "rule" | "subject">): string {
  return `${exception.rule} for ${exception.subject}`;
}

/** The fields that nothing is written in. An exception that lacks one acknowledges nothing. */
export function missingIn(exception: Exception): readonly string[] {
  const texts = (["reason", "approver", "ticket"] as const).filter((field) => isBlank(exception[field]));
  return (exception.expires as CalendarDate | undefined) === undefined ? [...texts, "expires"] : texts;
}
