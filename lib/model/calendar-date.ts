/** A day in the calendar, without a time or a zone: `2027-03-31`. */
import { InvalidInput, orThrow, type Parsed } from "./issue";

const dayInMs = 86_400_000;
/** The days that four digits of year can write. */
const firstDay = Date.parse("0000-01-01T00:00:00Z") / dayInMs;
const lastDay = Date.parse("9999-12-31T00:00:00Z") / dayInMs;

/** One day, from year 0000 to 9999. */
export class CalendarDate {
  private constructor(
    /** Days since 1970-01-01. */
    private readonly day: number,
  ) {}

  /**
   * A day that an author wrote.
   *
   * @throws {InvalidInput} when the text is not a day that exists, as `YYYY-MM-DD`
   */
  public static of(text: string): CalendarDate {
    return orThrow(CalendarDate.parse(text));
  }

  /** The day that it is now, in UTC. */
  public static today(): CalendarDate {
    return new CalendarDate(Math.floor(Date.now() / dayInMs));
  }

  /** The day in `text`, or what is wrong with it. */
  public static parse(text: string): Parsed<CalendarDate> {
    const allowed = "a day that exists, as YYYY-MM-DD";
    const bad = (what: string): Parsed<CalendarDate> => ({
      ok: false,
      issue: { what, received: JSON.stringify(text), allowed },
    });
    if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return bad("not a date");
    const time = Date.parse(`${text}T00:00:00Z`);
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return bad("not a day that exists");
    return { ok: true, value: new CalendarDate(time / dayInMs) };
  }

  public isBefore(other: CalendarDate): boolean {
    return this.day < other.day;
  }

  public isAfter(other: CalendarDate): boolean {
    return this.day > other.day;
  }

  public equals(other: CalendarDate): boolean {
    return this.day === other.day;
  }

  /** Whole days from this one to `other`; negative when `other` is earlier. */
  public daysUntil(other: CalendarDate): number {
    return other.day - this.day;
  }

  /**
   * The day so many days later, or earlier when negative.
   *
   * @throws {InvalidInput} when the number is not whole, or the day is outside the years 0000 to 9999
   */
  public plusDays(days: number): CalendarDate {
    const day = this.day + days;
    if (Number.isInteger(day) && day >= firstDay && day <= lastDay) return new CalendarDate(day);
    const what = `no day is so many days after ${this.toString()}`;
    throw new InvalidInput([{ what, received: String(days), allowed: "whole days, within the years 0000 to 9999" }]);
  }

  public toString(): string {
    return new Date(this.day * dayInMs).toISOString().slice(0, 10);
  }
}
