/** What every block of a rule's tests does: breach, near miss, acknowledged, acknowledged too long ago. */
import { CalendarDate } from "../../../lib/model/calendar-date";
import type { NetworkDefinition } from "../../../lib/model/network";
import { judge, type PolicyFinding } from "../../../lib/model/policy";
import { exception, today } from "../example-network";

/** `severity subject` of every finding of one rule, acknowledged or not. */
export function breachesOf(rule: string, definition: NetworkDefinition): readonly string[] {
  const { findings, acknowledged } = judge(definition, today);
  return [...findings, ...acknowledged.map(({ finding }) => finding)]
    .filter((finding) => finding.rule === rule)
    .map(({ severity, subject }) => `${severity} ${subject}`);
}

/** The one message of a rule about a subject. */
export function messageOf(rule: string, subject: string, definition: NetworkDefinition): string {
  const found = judge(definition, today).findings.filter((one) => one.rule === rule && one.subject === subject);
  expect(found).toHaveLength(1);
  return (found[0] as PolicyFinding).message;
}

/** The two tests of acknowledgement that every rule passes in the same way. */
export function testAcknowledgement(rule: string, subject: string, breaching: NetworkDefinition): void {
  const about = (definition: NetworkDefinition): readonly PolicyFinding[] =>
    judge(definition, today).findings.filter((one) => one.rule === rule || one.rule === "EXCEPTION");

  test("is acknowledged by an exception, which stays beside the finding", () => {
    const agreed = exception(rule, subject);
    const before = about(breaching).filter((one) => one.subject === subject);
    const definition = { ...breaching, exceptions: [agreed] };
    expect(before).toHaveLength(1);
    expect(about(definition)).toEqual(about(breaching).filter((one) => one.subject !== subject));
    expect(judge(definition, today).acknowledged).toEqual([{ finding: before[0], exception: agreed }]);
  });

  test("refuses an acknowledgement that has expired", () => {
    const expired = exception(rule, subject, { expires: CalendarDate.of("2026-11-22") });
    const definition = { ...breaching, exceptions: [expired] };
    expect(about(definition)).toEqual([
      {
        rule: "EXCEPTION",
        severity: "error",
        subject: `${rule} for ${subject}`,
        message: `Exception "${rule} for ${subject}" (CHG-1) expired on 2026-11-22, 1 day ago. Mend the breach, or have the exception approved anew.`,
      },
      ...about(breaching),
    ]);
    expect(judge(definition, today).acknowledged).toEqual([]);
  });
}
