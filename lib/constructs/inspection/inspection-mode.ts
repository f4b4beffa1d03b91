/** Whether a firewall keeps what no domain list names, or only tells of it. */
import { CalendarDate, choiceIssues, refuse, validateException, type Issue } from "../../model";
import type { ExceptionDetails } from "../network-props";

/**
 * `enforce`: what no domain list names is dropped. `alert`: for staging, everything to the ports that conduits name passes and
 * is logged; it opens, so that it has a reason, an approver and a last day, after which the synth fails.
 */
export type InspectionMode = "enforce" | { readonly alert: ExceptionDetails };

/**
 * The mode, checked.
 *
 * @throws {InvalidInput} when it is no choice, or what must be said about an alert is missing, wrong or past
 */
export function checkMode(name: string, mode: InspectionMode, today: CalendarDate, where: string): InspectionMode {
  refuse(modeIssues(name, mode, today).map((issue) => ({ ...issue, where })));
  return mode;
}

function modeIssues(name: string, mode: InspectionMode, today: CalendarDate): readonly Issue[] {
  // From JavaScript anything may come.
  const details = (mode as Partial<Exclude<InspectionMode, string>> | null)?.alert as
    ExceptionDetails | null | undefined;
  if (typeof details !== "object" || details === null) {
    return choiceIssues(`mode of inspection VPC "${name}"`, mode, ["enforce"]).map((issue) => ({
      ...issue,
      received: JSON.stringify(mode),
      allowed: '"enforce", or { alert: { reason, approver, ticket, expires } }',
    }));
  }
  const about = `alert mode of inspection VPC "${name}"`;
  const expires = CalendarDate.parse(details.expires);
  const said = validateException({ ...details, rule: "inspection", subject: name, expires: today });
  return [
    ...said.map((issue) => ({ ...issue, what: issue.what.replace(/ of exception ".*"/, ` of the ${about}`) })),
    ...(expires.ok ? [] : [{ ...expires.issue, what: `last day of the ${about}: ${expires.issue.what}` }]),
    ...(expires.ok && expires.value.isBefore(today)
      ? [
          {
            what: `the ${about} has expired`,
            received: details.expires,
            allowed: `${today.toString()} or later; otherwise mode: "enforce"`,
          },
        ]
      : []),
  ];
}
