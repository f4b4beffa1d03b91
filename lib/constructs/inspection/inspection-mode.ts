/** Whether a firewall keeps what no domain list names, or only tells of it. */
import { refuse, type CalendarDate } from "../../model";
import { modeIssues, type ClosedOrAlert } from "../alert-mode";

/**
 * `enforce`: what no domain list names is dropped. `alert`: for staging, everything to the ports that conduits name passes and
 * is logged; it opens, so that it has a reason, an approver and a last day, after which the synth fails.
 */
export type InspectionMode = ClosedOrAlert<"enforce">;

/**
 * The mode, checked.
 *
 * @throws {InvalidInput} when it is no choice, or what must be said about an alert is missing, wrong or past
 */
export function checkMode(name: string, mode: InspectionMode, today: CalendarDate, where: string): InspectionMode {
  const issues = modeIssues(`inspection VPC "${name}"`, "enforce", "inspection", mode, today);
  refuse(issues.map((issue) => ({ ...issue, where })));
  return mode;
}
