/** The form that an answer is asked for in. */
import { InvalidInput } from "../../lib/model";

/** @throws {InvalidInput} when it is none of the known ones */
export function formatAmong<Format extends string>(format: string, known: readonly Format[]): Format {
  const found = known.find((one) => one === format);
  if (found !== undefined) return found;
  throw new InvalidInput([{ what: "unknown format", received: `"${format}"`, allowed: known.join(", ") }]);
}
