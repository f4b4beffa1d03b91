/**
 * Which fields a flow log's records have, in which order.
 *
 * AWS cannot change the format of a flow log: another format is another log. Two formats are the same when they have the
 * same fields in the same order.
 */
import { orThrow, type Issue, type Parsed } from "../issue";
import { nearMatches } from "../near-matches";
import { repetitionIssues, shown } from "../wording";
import { columnOf, type FlowLogColumn, type FlowLogField } from "./field";
import { interfaceFields, type FlowLogFieldName } from "./interface-fields";
import { transitGatewayFields, type TransitGatewayFieldName } from "./transit-gateway-fields";

/** Whose records a format is of: interfaces (of a VPC, a subnet or one alone), or a transit gateway. */
export type FlowLogKind = "interface" | "transit-gateway";

const fieldsOf: Readonly<Record<FlowLogKind, readonly FlowLogField[]>> = {
  interface: interfaceFields,
  "transit-gateway": transitGatewayFields,
};

/** The fields without which nothing can be said of a record: who sent what to whom, when, and whether it passed. */
export const neededFields = [
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
] as const satisfies readonly FlowLogFieldName[];

/** An ordered list of fields, each once. */
export class FlowLogFormat {
  private constructor(
    public readonly kind: FlowLogKind,
    public readonly fields: readonly FlowLogField[],
  ) {}

  /**
   * The format of a VPC's, a subnet's or an interface's records.
   *
   * @throws {InvalidInput} when there is no field, an unknown one, or one twice
   */
  public static of(...names: readonly FlowLogFieldName[]): FlowLogFormat {
    return orThrow(FlowLogFormat.check("interface", names));
  }

  /**
   * The format of a transit gateway's records.
   *
   * @throws {InvalidInput} when there is no field, an unknown one, or one twice
   */
  public static ofTransitGateway(...names: readonly TransitGatewayFieldName[]): FlowLogFormat {
    return orThrow(FlowLogFormat.check("transit-gateway", names));
  }

  /** The format that a file's first line or AWS's own text of a format names: `version srcaddr`, or `${version} ${srcaddr}`. */
  public static parse(text: string, kind: FlowLogKind = "interface"): Parsed<FlowLogFormat> {
    if (typeof text !== "string") return { ok: false, issue: emptyIssue(shown(text)) };
    const words = text
      .trim()
      .split(/\s+/)
      .filter((word) => word !== "");
    return FlowLogFormat.check(
      kind,
      words.map((word) => /^\$\{(.+)\}$/.exec(word)?.[1] ?? word),
    );
  }

  private static check(kind: FlowLogKind, names: readonly string[]): Parsed<FlowLogFormat> {
    const [issue] = formatIssues(kind, names);
    if (issue !== undefined) return { ok: false, issue };
    const fields = names.flatMap((name) => fieldsOf[kind].find((field) => field.name === name) ?? []);
    return { ok: true, value: new FlowLogFormat(kind, fields) };
  }

  public get names(): readonly string[] {
    return this.fields.map(({ name }) => name);
  }

  /** The version that AWS gives its records: the highest of its fields. */
  public get version(): number {
    return Math.max(...this.fields.map(({ version }) => version));
  }

  /** The columns of the files and tables that its records end up in, in order. */
  public get columns(): readonly FlowLogColumn[] {
    return this.fields.map(({ name, type }) => ({ name: columnOf(name), type }));
  }

  /**
   * The format with further fields behind its own.
   *
   * @throws {InvalidInput} when a field is unknown to its kind of log, or there already
   */
  public with(...names: readonly (FlowLogFieldName | TransitGatewayFieldName)[]): FlowLogFormat {
    return orThrow(FlowLogFormat.check(this.kind, [...this.names, ...names]));
  }

  /** Those of `names` that it does not have. */
  public without(names: readonly string[]): readonly string[] {
    return names.filter((name) => !this.names.includes(name));
  }

  public equals(other: FlowLogFormat): boolean {
    return this.kind === other.kind && this.toString() === other.toString();
  }

  /** As AWS takes it: `${version} ${srcaddr}`. Terraform would evaluate it as it is. */
  public toString(): string {
    return this.names.map((name) => `\${${name}}`).join(" ");
  }
}

/** Everything wrong with a list of fields. */
function formatIssues(kind: FlowLogKind, names: readonly string[]): readonly Issue[] {
  if (names.length === 0) return [emptyIssue("no field")];
  const known = fieldsOf[kind].map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => ({
      what: `flow log has no such field`,
      received: shown(name),
      allowed: suggestion(name, known),
    })),
    ...repetitionIssues("flow log's format", names),
  ];
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearMatches(name, known);
  return near.length > 0 ? `did you mean ${near.map(shown).join(" or ")}?` : known.join(", ");
}

function emptyIssue(received: string): Issue {
  return { what: "flow log's format has no field", received, allowed: "at least one field" };
}
