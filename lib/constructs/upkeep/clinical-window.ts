/** When machines of clinical segments may be patched and restarted: the hospital's to say. */
import type { Issue } from "../../model";
import { choiceIssues } from "../../model";
import { received } from "../required";
import { scheduleIssues } from "./schedule";

/** The hours of the week that wards have agreed to. */
export interface ClinicalWindow {
  /**
   * When it begins, as Systems Manager writes it: `cron(minutes hours day-of-month month day-of-week year)` with `?` for one of
   * the two days (`cron(0 2 ? * SUN *)`), `rate(7 days)`, or once: `at(2027-01-01T02:00:00)`. Up to 256 characters.
   */
  readonly schedule: string;
  /** Time zone of the schedule, from the IANA database: `Europe/Berlin`. */
  readonly timeZone: string;
  /** Hours that it lasts: 1–24. */
  readonly hours: number;
  /** Hours before its end after which nothing new begins: 0–23, and less than it lasts. */
  readonly lastStartHours: number;
}

/** Everything wrong with a window (Systems Manager API reference, CreateMaintenanceWindow). */
export function windowIssues(about: string, window: ClinicalWindow): readonly Issue[] {
  const { schedule, timeZone, hours, lastStartHours } = window;
  return [
    ...scheduleIssues(about, schedule),
    ...(isTimeZone(timeZone)
      ? []
      : [
          {
            what: `time zone of the ${about} is not one`,
            received: received(timeZone),
            allowed: 'a name of the IANA database: "America/New_York"',
          },
        ]),
    ...(typeof hours === "number"
      ? choiceIssues(
          `hours of the ${about}`,
          String(hours),
          Array.from({ length: 24 }, (_, hour) => String(hour + 1)),
        )
      : [{ what: `hours of the ${about} are not a number`, received: received(hours), allowed: "1–24" }]),
    ...(Number.isInteger(lastStartHours) && lastStartHours >= 0 && lastStartHours < hours
      ? []
      : [
          {
            what: `hours before the end of the ${about} after which nothing begins are out of range`,
            received: received(lastStartHours),
            allowed: "a whole number from 0, less than the hours that it lasts",
          },
        ]),
  ];
}

function isTimeZone(name: unknown): boolean {
  if (typeof name !== "string" || name === "") return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
