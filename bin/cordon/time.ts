/** Times of UTC as options of the command have them. */
import { InvalidInput } from "../../lib/model";

const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/;

/**
 * Unix seconds of a day or a time: `2026-11-28`, `2026-11-28T13:00Z`.
 *
 * @throws {InvalidInput} naming the option, when the text is neither
 */
export function parseTime(option: string, text: string): number {
  const time = form.test(text) ? Date.parse(text) : NaN;
  // A day that no month has would roll over into the next.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10))) return time / 1000;
  throw new InvalidInput([
    {
      what: `${option} is no time`,
      received: `"${text}"`,
      allowed: "a day (2026-11-28) or a time of UTC (2026-11-28T13:00Z)",
    },
  ]);
}
