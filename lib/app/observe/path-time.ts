/**
 * The time that the path of a file of records tells, so that files of other times are not opened and folders of other times
 * not listed.
 *
 * Knows the two layouts that flow logs are delivered in: `…/2026/11/28/13/` and Hive's `…/year=2026/month=11/day=28/hour=13/`
 * (Amazon VPC user guide, "Publish flow logs to Amazon S3"). Decides nothing of a path that has neither: it is read.
 */

/** A time to look at, in Unix seconds: from the first on, and before the second. */
export interface TimeWindow {
  readonly since: number;
  readonly until: number;
}

/** Records are in a file of the time they are delivered at, up to this many seconds after they were taken. */
const slack = 3600;

const parts = ["year", "month", "day", "hour"] as const;
const form = /^(?:(?<name>year|month|day|hour)=)?(?<digits>\d{1,4})$/;

/** Whether a folder or file with this path can hold records of the window. */
export function mayHold(path: string, { since, until }: TimeWindow): boolean {
  const told = timeOf(path);
  return told === undefined || (told.until + slack > since && told.since - slack < until);
}

/** The time that a path tells, or undefined. */
export function timeOf(path: string): TimeWindow | undefined {
  const numbers: number[] = [];
  for (const folder of path.split(/[/\\]/)) {
    const { name, digits = "" } = form.exec(folder)?.groups ?? {};
    const next = parts[numbers.length];
    if (next !== undefined && (name === undefined || name === next) && inRange(next, digits))
      numbers.push(Number(digits));
    // What follows a day is an hour or a file; digits before it were something else.
    else if (numbers.length < 3) numbers.length = 0;
  }
  const [year, month, day, hour] = numbers;
  if (year === undefined) return undefined;
  const start = (y: number, m: number, d: number, h: number): number => Date.UTC(y, m, d, h) / 1000;
  const since = start(year, (month ?? 1) - 1, day ?? 1, hour ?? 0);
  if (hour !== undefined) return { since, until: since + 3600 };
  if (day !== undefined) return { since, until: since + 86_400 };
  if (month !== undefined) return { since, until: start(year, month, 1, 0) };
  return { since, until: start(year + 1, 0, 1, 0) };
}

/** Four digits of a year that flow logs had been invented in, two of the others. */
function inRange(part: (typeof parts)[number], digits: string): boolean {
  const value = Number(digits);
  switch (part) {
    case "year":
      return digits.length === 4 && value >= 2015 && value < 2200;
    case "month":
      return digits.length === 2 && value >= 1 && value <= 12;
    case "day":
      return digits.length === 2 && value >= 1 && value <= 31;
    case "hour":
      return digits.length === 2 && value <= 23;
  }
}
