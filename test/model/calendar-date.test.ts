import fc from "fast-check";
import { CalendarDate } from "../../lib/model/calendar-date";
import { InvalidInput } from "../../lib/model/issue";

const days = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("a calendar date", () => {
  test("is written as it is read", () => {
    fc.assert(fc.property(days, (text) => expect(CalendarDate.of(text).toString()).toBe(text)));
  });

  test("is in the order of its text", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [left, right] = [CalendarDate.of(a), CalendarDate.of(b)];
        expect([left.isBefore(right), left.equals(right), left.isAfter(right)]).toEqual([a < b, a === b, a > b]);
        expect(left.plusDays(left.daysUntil(right)).toString()).toBe(b);
      }),
    );
  });

  test.each([
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2100-02-28", 1, "2100-03-01"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-01-01", -1, "2025-12-31"],
  ])("counts from %s by %d days to %s", (from, count, to) => {
    expect(CalendarDate.of(from).plusDays(count).toString()).toBe(to);
    expect(CalendarDate.of(from).daysUntil(CalendarDate.of(to))).toBe(count);
  });

  test.each(["2026-02-30", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-04-31"])(
    "refuses %s, a day that does not exist",
    (text) => {
      expect(CalendarDate.parse(text)).toEqual({
        ok: false,
        issue: { what: "not a day that exists", received: `"${text}"`, allowed: "a day that exists, as YYYY-MM-DD" },
      });
      expect(() => CalendarDate.of(text)).toThrow(InvalidInput);
    },
  );

  test.each([
    "",
    "2026-1-1",
    "2026-01-01T00:00:00Z",
    " 2026-01-01",
    "2026-01-01\n",
    "20260101",
    "+2026-01-01",
    "26-01-01",
    "01/02/2026",
    "tomorrow",
  ])("refuses %j, which is not a date", (text) => {
    expect(CalendarDate.parse(text)).toMatchObject({
      ok: false,
      issue: { what: "not a date", received: JSON.stringify(text) },
    });
  });

  test.each([undefined, null, 20260101, new Date(0)])("refuses %p, which is not text", (value) => {
    expect(CalendarDate.parse(value as unknown as string).ok).toBe(false);
  });

  test.each([0.5, Number.NaN, 10_000_000, -10_000_000])("refuses to count %p days on", (count) => {
    expect(() => CalendarDate.of("2026-01-01").plusDays(count)).toThrow(/no day is so many days after 2026-01-01/);
  });

  test("knows what day it is, in UTC, to the last millisecond", () => {
    const clock = jest.spyOn(Date, "now").mockReturnValue(Date.parse("2026-12-31T23:59:59.999Z"));
    expect(CalendarDate.today().toString()).toBe("2026-12-31");
    clock.mockRestore();
  });
});
