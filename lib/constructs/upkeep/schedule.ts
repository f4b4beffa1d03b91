/**
 * Schedules of maintenance windows (Systems Manager user guide, "Reference: Cron and rate expressions").
 *
 * Decides whether Systems Manager reads a text as a schedule; not whether it ever comes to pass, as the 31st of February.
 */
import { CalendarDate, type Issue } from "../../model";
import { received } from "../required";

/** A field of a cron expression. */
interface Field {
  readonly least: number;
  readonly most: number;
  /**
   * What its values are called too, the least first.
   *
   * @default - numbers alone
   */
  readonly names?: readonly string[];
  /**
   * What it may say beside values, ranges, steps and `*`.
   *
   * @default - nothing
   */
  readonly more?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const seconds: Field = { least: 0, most: 59 };
/** Minutes, hours, day of month, month, day of week, year. */
const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31, more: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { least: 1, most: 12, names: months },
  // The last of the month, and the first to the fifth: `6L`, `THU#3`.
  { least: 1, most: 7, names: days, more: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/ },
  { least: 1970, most: 2199 },
];
const [dayOfMonth, dayOfWeek] = [2, 4];

const longest = 256;
const allowed =
  '"cron(minutes hours day-of-month month day-of-week year)" with "?" for one of the two days, such as ' +
  '"cron(0 2 ? * SUN *)"; "rate(7 days)"; or "at(2027-01-01T02:00:00)"';

/** Everything wrong with a schedule: text of 1–256 characters. From JavaScript anything may come. */
export function scheduleIssues(about: string, schedule: unknown): readonly Issue[] {
  if (typeof schedule === "string" && schedule.length <= longest && isSchedule(schedule)) return [];
  return [{ what: `schedule of the ${about} is none`, received: received(schedule), allowed }];
}

function isSchedule(text: string): boolean {
  const [, form, said = ""] = /^(cron|rate|at)\((.*)\)$/.exec(text) ?? [];
  if (form === "cron") return isCron(said.split(" "));
  if (form === "rate") return /^(1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))$/.test(said);
  return form === "at" && isTime(said);
}

/** Seconds may stand before the six. A day is asked for in one way: the other is `?`. */
function isCron(said: readonly string[]): boolean {
  const of = said.length === fields.length + 1 ? [seconds, ...fields] : fields;
  const six = said.slice(-fields.length);
  return (
    said.length === of.length &&
    of.every((field, at) => (said[at] ?? "").split(",").every((part) => isPart(field, part))) &&
    (six[dayOfMonth] === "?") !== (six[dayOfWeek] === "?")
  );
}

/** `*`, `MON`, `1-5`, `0/15`, `8-17/2`. */
function isPart({ least, most, names = [], more }: Field, part: string): boolean {
  if (more?.test(part) === true) return true;
  const [range = "", step, ...rest] = part.split("/");
  const isValue = (value: string): boolean => names.includes(value) || isWithin(value, least, most);
  const ends = range.split("-");
  return (
    rest.length === 0 &&
    (step === undefined || isWithin(step, 1, most)) &&
    (range === "*" || (ends.length <= 2 && ends.every(isValue)))
  );
}

function isWithin(value: string, least: number, most: number): boolean {
  return /^\d{1,4}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

function isTime(said: string): boolean {
  const [, day = ""] = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.exec(said) ?? [];
  return CalendarDate.parse(day).ok;
}
