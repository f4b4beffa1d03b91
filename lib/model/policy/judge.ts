/**
 * Judges a network by every check, and sets aside what an exception acknowledges.
 *
 * An exception acknowledges what it names, rule and subject, and nothing near it. It counts only while it is complete and
 * has not expired; a bad one is an error of its own, because someone believes in it. Findings about exceptions cannot be
 * acknowledged. Refuses to decide whether a reason is good: that is what the approver signed.
 */
import type { CalendarDate } from "../calendar-date";
import { conduitId } from "../conduit";
import { exceptionName, missingIn, type Exception } from "../exception";
import type { NetworkDefinition } from "../network";
import { compareText } from "../order";
import { daysAgo } from "../wording";
import type { PolicyCheck, PolicyFinding, Severity } from "./check";

/** The rule id of findings about exceptions themselves. */
export const exceptionRule = "EXCEPTION";

/** A finding that someone answers for, until the exception expires. */
export interface Acknowledged {
  readonly finding: PolicyFinding;
  readonly exception: Exception;
}

/** What the checks found, and what someone answers for. */
export interface Judgement {
  /** What is wrong and not acknowledged, by rule, subject and message. */
  readonly findings: readonly PolicyFinding[];
  readonly acknowledged: readonly Acknowledged[];
}

/** Every breach of `checks`, sorted, and what is wrong with the exceptions. */
export function judgeBy(checks: readonly PolicyCheck[], network: NetworkDefinition, today: CalendarDate): Judgement {
  const all = checks.flatMap((check) => findingsOf(check, network, today)).sort(compareFindings);
  const valid = network.exceptions.filter((exception) => isInForce(exception, today)).sort(compareExceptions);
  const findings: PolicyFinding[] = [];
  const acknowledged: Acknowledged[] = [];
  for (const finding of all) {
    const exception = valid.find((candidate) => names(candidate, finding));
    if (exception === undefined) findings.push(finding);
    else acknowledged.push({ finding, exception });
  }
  const aboutExceptions = network.exceptions.flatMap((exception) =>
    judgeException(exception, checks, all, network, today),
  );
  return { findings: [...findings, ...aboutExceptions].sort(compareFindings), acknowledged };
}

function findingsOf(check: PolicyCheck, network: NetworkDefinition, today: CalendarDate): readonly PolicyFinding[] {
  return check.breaches(network, today).map(({ subject, message, severity }) => ({
    rule: check.id,
    severity: severity ?? check.severity,
    subject,
    message,
  }));
}

function isInForce(exception: Exception, today: CalendarDate): boolean {
  return missingIn(exception).length === 0 && !exception.expires.isBefore(today);
}

function names(exception: Exception, finding: PolicyFinding): boolean {
  return exception.rule === finding.rule && exception.subject === finding.subject;
}

function judgeException(
  exception: Exception,
  checks: readonly PolicyCheck[],
  all: readonly PolicyFinding[],
  network: NetworkDefinition,
  today: CalendarDate,
): readonly PolicyFinding[] {
  const name = exceptionName(exception);
  const say = (severity: Severity, message: string): readonly PolicyFinding[] => [
    { rule: exceptionRule, severity, subject: name, message },
  ];
  if (!checks.some((check) => check.id === exception.rule)) {
    const known = checks.map((check) => check.id).join(", ");
    return say(
      "error",
      `Exception "${name}" is to rule "${exception.rule}", which does not exist. Name one of ${known}.`,
    );
  }
  const missing = missingIn(exception);
  if (missing.length > 0) {
    return say("error", `Exception "${name}" lacks: ${missing.join(", ")}. Fill it in, or remove the exception.`);
  }
  const { expires, ticket } = exception;
  if (expires.isBefore(today)) {
    const when = `${expires.toString()}, ${daysAgo(expires, today)}`;
    return say(
      "error",
      `Exception "${name}" (${ticket}) expired on ${when}. Mend the breach, or have the exception approved anew.`,
    );
  }
  if (all.some((finding) => names(exception, finding))) return [];
  if (!isInNetwork(exception.subject, network)) {
    return say(
      "warning",
      `Exception "${name}" (${ticket}) names no segment or conduit of network "${network.name}". Correct the name, or remove the exception.`,
    );
  }
  return say("warning", `Exception "${name}" (${ticket}) is no longer needed, as the rule is kept. Remove it.`);
}

function isInNetwork(subject: string, network: NetworkDefinition): boolean {
  return (
    network.segments.some((segment) => segment.name === subject) ||
    network.conduits.some((conduit) => conduitId(conduit) === subject)
  );
}

function compareFindings(a: PolicyFinding, b: PolicyFinding): number {
  return compareText(a.rule, b.rule) || compareText(a.subject, b.subject) || compareText(a.message, b.message);
}

/** Of several exceptions to one thing, the one that ends last comes first. */
function compareExceptions(a: Exception, b: Exception): number {
  return compareText(b.expires.toString(), a.expires.toString()) || compareText(a.ticket, b.ticket);
}
