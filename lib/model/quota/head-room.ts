/** How much of each quota a network uses, and what to do when it is too much. */
import type { Issue } from "../issue";
import { compareText } from "../order";
import { awsQuotas, type QuotaName } from "./aws-quotas";
import type { Quotas } from "./quotas";

export interface QuotaUsage {
  readonly quota: QuotaName;
  /** What it is counted for: a segment and direction, or the network. */
  readonly subject: string;
  readonly used: number;
  /** What costs it, and how much each: conduits, mostly. */
  readonly contributors: readonly { readonly name: string; readonly cost: number }[];
}

/** One row of head-room. */
export interface HeadRoom {
  readonly quota: QuotaName;
  readonly subject: string;
  readonly used: number;
  readonly limit: number;
  readonly free: number;
  /** `used` of `limit`; above 1 when over. */
  readonly ratio: number;
}

/** A row for each usage, in the order given. */
export function headRoom(usage: readonly QuotaUsage[], quotas: Quotas): readonly HeadRoom[] {
  return usage.map(({ quota, subject, used }) => {
    const limit = quotas.limit(quota);
    return { quota, subject, used, limit, free: limit - used, ratio: used / limit };
  });
}

const named = 5;

/** An issue for each usage over its quota, naming what costs most. */
export function quotaIssues(usage: readonly QuotaUsage[], quotas: Quotas): readonly Issue[] {
  return usage
    .filter(({ quota, used }) => used > quotas.limit(quota))
    .map(({ quota, subject, used, contributors }) => {
      const { title, max } = awsQuotas[quota];
      const costly = [...contributors]
        .sort((a, b) => b.cost - a.cost || compareText(a.name, b.name))
        .slice(0, named)
        .map(({ name, cost }) => `${name} (${String(Math.round(cost * 10) / 10)})`);
      const grant = max === undefined ? "" : `, at most ${String(max)}`;
      return {
        what: `over quota: ${title}, for ${subject}`,
        received: costly.length === 0 ? String(used) : `${String(used)}, most of it from ${costly.join(", ")}`,
        allowed: `${String(quotas.limit(quota))}; when AWS has granted more${grant}, say so in \`quotas: { ${quota}: … }\``,
      };
    });
}
