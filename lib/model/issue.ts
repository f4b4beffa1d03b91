/**
 * What is wrong with an input, in the caller's words.
 *
 * Everything that refuses input reports through this module, so that every door can show the same four facts:
 * what is wrong, what was received, what is allowed, and where.
 */

/** One thing wrong with an input. */
export interface Issue {
  /** What is wrong, naming the thing, as a sentence without a full stop: `port of service "hl7-feed" is out of range`. */
  readonly what: string;
  /**
   * The value received, as text.
   *
   * @default - the issue is about something missing
   */
  readonly received?: string;
  /**
   * What would have been accepted.
   *
   * @default - `what` already says it
   */
  readonly allowed?: string;
  /**
   * Where it is: a construct path, or a file and a key.
   *
   * @default - the caller knows, because the call itself threw
   */
  readonly where?: string;
}

/** The result of reading something from outside: a value, or the issue that says why not. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue };

/** One issue as one line of text. */
export function describeIssue(issue: Issue): string {
  const where = issue.where === undefined ? "" : `${issue.where}: `;
  const received = issue.received === undefined ? "" : `; received ${issue.received}`;
  const allowed = issue.allowed === undefined ? "" : `; allowed: ${issue.allowed}`;
  return `${where}${issue.what}${received}${allowed}`;
}

/** Thrown when input is refused. Carries every issue found, so that a user mends all of them in one go. */
export class InvalidInput extends Error {
  public override readonly name = "InvalidInput";

  public constructor(public readonly issues: readonly [Issue, ...Issue[]]) {
    super(issues.map(describeIssue).join("\n"));
  }
}

/**
 * Throws when there is at least one issue.
 *
 * @throws {InvalidInput} carrying all of them
 */
export function refuse(issues: readonly Issue[]): void {
  const [first, ...rest] = issues;
  if (first !== undefined) throw new InvalidInput([first, ...rest]);
}

/**
 * The value of a parse, for input that an author wrote.
 *
 * @throws {InvalidInput} when the parse refused it
 */
export function orThrow<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new InvalidInput([parsed.issue]);
}
