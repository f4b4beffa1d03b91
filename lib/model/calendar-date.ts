/** A day in the calendar, without a time or a zone: `2027-03-31`. */
import { orThrow, type Parsed } from "./issue";

const dayInMs = 86_400_000;

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

  /** The day in `text`, or what is wrong with it. */
  public static parse(text: string): Parsed<CalendarDate> {
    const allowed = "a day that exists, as YYYY-MM-DD";
    const bad = (what: string): Parsed<CalendarDate> => ({ ok: false, issue: { what, received: JSON.stringify(text), allowed } });
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

  public plusDays(days: number): CalendarDate {
    return new CalendarDate(this.day + days);
  }

  public toString(): string {
    return new Date(this.day * dayInMs).toISOString().slice(0, 10);
  }
}
