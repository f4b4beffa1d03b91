import { describeIssue } from "../../../lib/model/issue";
import {
  logRetentions,
  retentionDays,
  retentionIssues,
  retentionPresets,
  type Retention,
} from "../../../lib/model/flow-log";

describe("the retention of flow logs", () => {
  test("with a name is one that CloudWatch Logs has", () => {
    expect(retentionPresets).toEqual({ operational: 90, "audit-six-years": 2192 });
    for (const days of Object.values(retentionPresets)) expect(logRetentions).toContain(days);
  });

  test("of one's own has days and a reason", () => {
    const retention: Retention = { days: 365, reason: "state law" };
    expect(retentionIssues("flow logs", retention)).toEqual([]);
    expect(retentionDays(retention)).toBe(365);
  });

  test.each<[unknown, readonly string[]]>([
    [
      "six-years",
      [
        'retention of the flow logs is not one of the choices; received "six-years"; allowed: operational, audit-six-years, or days with a reason',
      ],
    ],
    [
      { days: 2000, reason: "" },
      [
        `retention of the flow logs is not one that CloudWatch Logs has; received 2000; allowed: days: ${logRetentions.join(", ")}`,
        `reason of the flow logs' own retention is empty; received ""; allowed: one line of 1–200 characters`,
      ],
    ],
    [
      { days: 0, reason: "for ever" },
      [
        `retention of the flow logs is not one that CloudWatch Logs has; received 0; allowed: days: ${logRetentions.join(", ")}`,
      ],
    ],
    ...([null, 2192] as const).map((retention): [unknown, readonly string[]] => [
      retention,
      [
        `retention of the flow logs is not one of the choices; received ${String(retention)}; allowed: operational, audit-six-years, or days with a reason`,
      ],
    ]),
  ])("refuses %j", (retention, messages) => {
    expect(retentionIssues("flow logs", retention as Retention).map(describeIssue)).toEqual(messages);
  });
});
