/** A question that can be asked of records, whatever engine answers. */
import type { Dialect, Term } from "./dialect";

export interface Question {
  /** Lower-case letters, digits and hyphens. */
  readonly name: string;
  /** One sentence: what the answer lists. */
  readonly description: string;
  /**
   * Terms of its own, after those that all questions begin with.
   *
   * @default - none
   */
  readonly terms?: readonly Term[];
  /** The statement over those terms; `conduits` and `places` are names of tables. */
  readonly ask: (dialect: Dialect, tables: Tables) => string;
}

/** The names of the data tables, as a statement writes them. */
export interface Tables {
  readonly places: string;
  readonly conduits: string;
}

/** Seconds that the last part of a window has, which is compared with all before: one day. */
export const lastPart = 86_400;

/** Counts of one way: flows of the direction that was started, packets and bytes of both. */
export const volume = [
  "cast(greatest(sum(CASE WHEN forward = 1 THEN flows ELSE 0 END), sum(CASE WHEN forward = 1 THEN 0 ELSE flows END)) AS bigint) AS flows",
  "cast(sum(packets) AS bigint) AS packets",
  "cast(sum(bytes) AS bigint) AS bytes",
].join(",\n  ");

/** When it was first and last seen. */
export function seen({ time }: Dialect): string {
  return `${time("min(first_seen)")} AS first_seen, ${time("max(last_seen)")} AS last_seen`;
}
