/**
 * How long records are kept.
 *
 * Decides a number of days that CloudWatch Logs can keep. Says nothing about what the law asks: that is a hospital's own
 * policy, its state's law and its litigation holds.
 */
import type { Issue } from "../issue";
import { choiceIssues, proseIssues, shown } from "../wording";

/** Days that CloudWatch Logs can keep what it has (API reference, PutRetentionPolicy), without its "for ever". */
export const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
export type LogRetention = (typeof logRetentions)[number];

/** Retention with a name. */
export const retentionPresets = {
  /** To find a fault, and to see what a segment did last quarter. */
  operational: 90,
  /** Six years: the time that 45 CFR 164.316(b)(2)(i) sets for documentation. It sets none for logs. */
  "audit-six-years": 2192,
} as const satisfies Record<string, LogRetention>;
export type RetentionPreset = keyof typeof retentionPresets;

/** Retention of one's own, and why. */
export interface CustomRetention {
  readonly days: LogRetention;
  /** One line of 1–200 characters. Lands in the intent. */
  readonly reason: string;
}

/** A preset by name, or days with a reason. */
export type Retention = RetentionPreset | CustomRetention;

const reasonLimit = 200;

export function retentionDays(retention: Retention): LogRetention {
  return typeof retention === "string" ? retentionPresets[retention] : retention.days;
}

/** Everything wrong with a retention of `what`: `flow logs`. */
export function retentionIssues(what: string, retention: Retention): readonly Issue[] {
  // From JavaScript anything may come.
  if (typeof retention !== "object" || (retention as CustomRetention | null) === null) {
    return choiceIssues(`retention of the ${what}`, retention, [
      ...Object.keys(retentionPresets),
      "or days with a reason",
    ]);
  }
  return [
    ...daysIssues(what, retention.days),
    ...proseIssues(`reason of the ${what}' own retention`, retention.reason, reasonLimit),
  ];
}

/** Everything wrong with a number of days. */
export function daysIssues(what: string, days: number): readonly Issue[] {
  if ((logRetentions as readonly number[]).includes(days)) return [];
  return [
    {
      what: `retention of the ${what} is not one that CloudWatch Logs has`,
      received: shown(days),
      allowed: `days: ${logRetentions.join(", ")}`,
    },
  ];
}
