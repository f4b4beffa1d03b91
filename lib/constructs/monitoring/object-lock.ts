/** Object Lock: records that nobody can delete before their time. */
import { choiceIssues, type Issue } from "../../model";
import { isObject, received } from "../required";

/**
 * S3's lock on every object of a bucket. It cannot be turned off again, and only a new bucket can have it.
 *
 * `governance`: those who may bypass it can delete. `compliance`: nobody can, the account's root user included, until the
 * days are over; the bucket cannot go before them either (S3 user guide, "Object Lock").
 */
export interface ObjectLock {
  readonly mode: "governance" | "compliance";
  /** Days, 1–36,500. Not more than records are kept. */
  readonly days: number;
}

const longestInDays = 36_500;

/** Everything wrong with a lock on records that are kept for `keptDays`. */
export function objectLockIssues(lock: ObjectLock | undefined, keptDays: number): readonly Issue[] {
  if (lock === undefined) return [];
  if (!isObject(lock)) {
    return [{ what: "the object lock is not one", received: received(lock), allowed: "{ mode, days }" }];
  }
  const { mode, days } = lock;
  const isNumber = typeof days === "number";
  return [
    ...choiceIssues("mode of the object lock", mode, ["governance", "compliance"]),
    ...(Number.isInteger(days) && days >= 1 && days <= longestInDays
      ? []
      : [
          {
            what: `days of the object lock are ${isNumber ? "out of range" : "not a number"}`,
            received: received(days),
            allowed: `1 to ${String(longestInDays)} days`,
          },
        ]),
    ...(isNumber && days > keptDays
      ? [
          {
            what: "the object lock is longer than records are kept",
            received: `${String(days)} days`,
            allowed: `up to ${String(keptDays)} days`,
          },
        ]
      : []),
  ];
}

/** What is announced at each synth of a bucket that has a lock. */
export function lockAnnouncement({ mode, days }: ObjectLock): string {
  const who = mode === "compliance" ? "nobody, the account's root user included," : "only who may bypass governance";
  return `Object Lock cannot be turned off again: ${who} can delete a record within ${String(days)} days`;
}
