/**
 * Refuses input from which nothing is learnt: that nothing was found in it must never read as that nothing is wrong.
 *
 * Lines that say NODATA are records: of silence.
 */
import { InvalidInput, type Issue } from "../../model";
import type { Observation } from "../../flows";
import type { FileNote } from "./take-in";

/**
 * @param empty - how many files have not a byte in them
 * @throws {InvalidInput} when there is no record of the time that is asked for
 */
export function refuseNothing(records: Observation["records"], notes: readonly FileNote[], empty: number): void {
  if (records.flows > 0 || records.noData > 0) return;
  throw new InvalidInput([issueOf(records, notes, empty)]);
}

function issueOf(
  { files, skipped, damaged, outsideWindow }: Observation["records"],
  [first]: readonly FileNote[],
  empty: number,
): Issue {
  if (outsideWindow > 0)
    return {
      what: "no record of the input is of the time asked for",
      received: count(outsideWindow, "record of another time", "records of other times"),
      allowed: "another --since and --until, or the files of that time",
    };
  if (skipped > 0)
    return {
      what: "every record of the input says SKIPDATA: AWS recorded no traffic then, and nothing can be said of it",
      received: count(skipped, "record", "records"),
      allowed: "records of a time in which AWS skipped none, or not all",
    };
  if (damaged > 0)
    return {
      what: "no line of the input is a record",
      received: `${count(damaged, "damaged line", "damaged lines")}, the first: ${JSON.stringify(first?.example ?? "")}`,
      allowed: "flow-log records as AWS writes them",
    };
  const all = count(files + empty, "file", "files");
  const which = empty === 0 ? "with names of fields at most" : `of which ${String(empty)} empty`;
  return {
    what: "the input holds no record, so nothing can be said",
    received: first === undefined ? `${all}, ${which}` : `${all}; ${first.file}: ${first.what}`,
    allowed: "files with flow-log records; lines that say NODATA are records too",
  };
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
