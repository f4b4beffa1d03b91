/** What must be said when something that would stop traffic only tells of it. */
import { CalendarDate, choiceIssues, validateException, type Issue } from "../model";
import type { ExceptionDetails } from "./network-props";

/** The mode that closes, or one that only alerts: it opens, so that it has a reason, an approver, a ticket and a last day. */
export type ClosedOrAlert<Closed extends string> = Closed | { readonly alert: ExceptionDetails };

/**
 * Everything wrong with a mode.
 *
 * @param of what has it: `inspection VPC "clinic"`
 * @param closed the mode that closes
 * @param rule as its exception is called
 */
export function modeIssues<Closed extends string>(
  of: string,
  closed: Closed,
  rule: string,
  mode: ClosedOrAlert<Closed>,
  today: CalendarDate,
): readonly Issue[] {
  // From JavaScript anything may come.
  const details = (mode as { readonly alert: ExceptionDetails | null | undefined } | null)?.alert;
  if (typeof details !== "object" || details === null) {
    return choiceIssues(`mode of ${of}`, mode, [closed]).map((issue) => ({
      ...issue,
      received: JSON.stringify(mode),
      allowed: `"${closed}", or { alert: { reason, approver, ticket, expires } }`,
    }));
  }
  const about = `alert mode of ${of}`;
  const expires = CalendarDate.parse(details.expires);
  const said = validateException({ ...details, rule, subject: of, expires: today });
  return [
    ...said.map((issue) => ({ ...issue, what: issue.what.replace(/ of exception ".*"/, ` of the ${about}`) })),
    ...(expires.ok ? [] : [{ ...expires.issue, what: `last day of the ${about}: ${expires.issue.what}` }]),
    ...(expires.ok && expires.value.isBefore(today)
      ? [
          {
            what: `the ${about} has expired`,
            received: details.expires,
            allowed: `${today.toString()} or later; otherwise mode: "${closed}"`,
          },
        ]
      : []),
  ];
}
