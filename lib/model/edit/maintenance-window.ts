/**
 * Announcements of changes that a site will feel, and changes that nobody announced.
 *
 * A window names one site, the worst that may happen to it, and the days on which it may. It never opens anything: outside
 * its days, or for something worse, the change is refused as if it were not there.
 */
import type { CalendarDate } from "../calendar-date";
import type { Issue } from "../issue";
import { compareText } from "../order";
import { choiceIssues, proseIssues, shown } from "../wording";
import { describeSiteEdit, type SiteEdit } from "./site-edit";
import { disruptions, type Disruption } from "./site-rule";

/** An announced change of one site. */
export interface MaintenanceWindow {
  readonly site: string;
  /** The worst that may happen: a window for a replacement is one for an outage too. */
  readonly announces: Disruption;
  readonly from: CalendarDate;
  /** The last day. Up to 31 days after the first: a window that stays open announces nothing. */
  readonly until: CalendarDate;
  readonly approver: string;
  readonly ticket: string;
  readonly reason: string;
}

const longestInDays = 31;
const textLimit = 200;

/** Everything wrong with one window by itself. */
export function maintenanceWindowIssues(window: MaintenanceWindow): readonly Issue[] {
  const about = `maintenance window of site ${shown(window.site)}`;
  const days = window.from.daysUntil(window.until);
  return [
    ...choiceIssues(`what the ${about} announces`, window.announces, disruptions),
    ...(["approver", "ticket", "reason"] as const).flatMap((field) =>
      proseIssues(`${field} of the ${about}`, window[field], textLimit),
    ),
    ...(days < 0
      ? [
          {
            what: `${about} ends before it begins`,
            received: describeDays(window),
            allowed: "a last day not before the first",
          },
        ]
      : []),
    ...(days > longestInDays
      ? [
          {
            what: `${about} is open for too long to announce anything`,
            received: `${describeDays(window)}, ${String(days)} days`,
            allowed: `up to ${String(longestInDays)} days`,
          },
        ]
      : []),
  ];
}

/** Edits that a site would feel on `today` and that no sound window announces, and everything wrong with the windows. */
export function unannouncedEdits(
  edits: readonly SiteEdit[],
  windows: readonly MaintenanceWindow[],
  today: CalendarDate,
): readonly Issue[] {
  const wrong = windows.flatMap(maintenanceWindowIssues);
  const sound = windows.filter((window) => maintenanceWindowIssues(window).length === 0);
  return [
    ...wrong,
    ...edits.flatMap((edit) => {
      const { site, effect, why } = edit;
      if (!isDisruption(effect)) return [];
      const own = sound.filter((window) => window.site === site);
      if (own.some((window) => isOpen(window, today) && covers(window.announces, effect))) return [];
      return [
        {
          what: `${describeSiteEdit(edit)}: ${why}`,
          received: own.length === 0 ? "no maintenance window" : own.map(describeWindow).sort(compareText).join("; "),
          allowed: `a maintenance window of site "${site}" that announces "${effect}" and is open on ${today.toString()}`,
        },
      ];
    }),
  ];
}

function isDisruption(effect: SiteEdit["effect"]): effect is Disruption {
  return (disruptions as readonly string[]).includes(effect);
}

function covers(announced: Disruption, effect: Disruption): boolean {
  return disruptions.indexOf(announced) >= disruptions.indexOf(effect);
}

function isOpen({ from, until }: MaintenanceWindow, today: CalendarDate): boolean {
  return !today.isBefore(from) && !today.isAfter(until);
}

function describeWindow(window: MaintenanceWindow): string {
  return `${window.ticket} announces "${window.announces}" ${describeDays(window)}`;
}

function describeDays({ from, until }: MaintenanceWindow): string {
  return `${from.toString()} to ${until.toString()}`;
}
