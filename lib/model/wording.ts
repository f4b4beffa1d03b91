/**
 * What a name and a line of prose may be, wherever the author of a network writes one.
 *
 * Refuses what would read differently from what it is (control and invisible characters, line breaks) and what Terraform
 * would take for an expression. Decides nothing about language or sense.
 */
import type { CalendarDate } from "./calendar-date";
import { compareText } from "./order";
import type { Issue } from "./issue";

const nameForm = /^[a-z][a-z0-9-]{1,39}$/;
const nameRule = "2–40 lower-case letters, digits and hyphens, starting with a letter";

/** Control, format, lone-surrogate and private-use characters, and the two line separators. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const expression = /[$%]\{/;

/** AWS tag values: letters, digits, spaces and `_ . : / = + - @` (EC2 user guide, tag restrictions). */
const tagForm = /^[\p{L}\p{N}\p{Zs}_.:/=+\-@]*$/u;

/** A value of any type, as an error shows it. */
export function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Whether nothing is written, white space included. */
export function isBlank(text: string | undefined): boolean {
  return typeof text !== "string" || text.trim() === "";
}

/** Issues of the name of a network, segment or service. */
export function nameIssues(what: string, name: unknown): readonly Issue[] {
  if (typeof name === "string" && nameForm.test(name)) return [];
  return [{ what: `${what} is not a name`, received: shown(name), allowed: nameRule }];
}

/** Issues of one line of prose of up to `limit` characters. */
export function proseIssues(what: string, text: unknown, limit: number): readonly Issue[] {
  const allowed = `one line of 1–${String(limit)} characters`;
  if (typeof text !== "string") return [{ what: `${what} is missing`, received: shown(text), allowed }];
  if (isBlank(text)) return [{ what: `${what} is empty`, received: shown(text), allowed }];
  const length = Array.from(text).length;
  if (length > limit) return [{ what: `${what} is too long`, received: `${String(length)} characters`, allowed }];
  if (unprintable.test(text))
    return [{ what: `${what} has a character that does not print`, received: shown(text), allowed }];
  if (expression.test(text)) {
    return [
      {
        what: `${what} has "\${" or "%{", which Terraform would evaluate`,
        received: shown(text),
        allowed: "plain text",
      },
    ];
  }
  return [];
}

/** Issues of one line of prose that also becomes the value of an AWS tag. */
export function tagProseIssues(what: string, text: unknown, limit: number): readonly Issue[] {
  const issues = proseIssues(what, text, limit);
  if (issues.length > 0 || tagForm.test(String(text))) return issues;
  return [
    { what: `${what} cannot be an AWS tag`, received: shown(text), allowed: "letters, digits, spaces and _.:/=+-@" },
  ];
}

/** Issues of a value that must be one of a closed list. */
export function choiceIssues(what: string, value: unknown, allowed: readonly string[]): readonly Issue[] {
  if (typeof value === "string" && allowed.includes(value)) return [];
  return [{ what: `${what} is not one of the choices`, received: shown(value), allowed: allowed.join(", ") }];
}

/** Issues of a list in which nothing may be said twice. */
export function repetitionIssues(what: string, list: readonly string[]): readonly Issue[] {
  const repeated = new Set(list.filter((item, index) => list.indexOf(item) !== index));
  return [...repeated]
    .sort(compareText)
    .map((item) => ({ what: `${what} says one thing twice`, received: shown(item) }));
}

/** `3 days ago`. */
export function daysAgo(day: CalendarDate, today: CalendarDate): string {
  const days = day.daysUntil(today);
  return days === 1 ? "1 day ago" : `${String(days)} days ago`;
}
