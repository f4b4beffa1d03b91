/** What flow-log monitoring is told. */
import {
  daysIssues,
  nameIssues,
  neededFields,
  proseIssues,
  retentionIssues,
  type FlowLogFormat,
  type Issue,
  type LogRetention,
  type Retention,
} from "../../model";
import type { Tags } from "../tags";
import type { Destruction } from "../vpn/site-edge";
import type { LogArchiveAttributes } from "./log-archive";
import { objectLockIssues, type ObjectLock } from "./object-lock";

/** A format that was in use and is not the one any more. */
export interface RetiredFormat {
  readonly format: FlowLogFormat;
  /** Why its log still runs beside the new one: one line of 1–200 characters. Lands in the intent. */
  readonly reason: string;
}

/** What is chosen about the records, wherever they are of. */
export interface FlowRecordProps {
  /**
   * The fields of the archive's records.
   *
   * @default - the recommended format: 29 fields to version 10, or all 36 of a transit gateway
   */
  readonly format?: FlowLogFormat;
  /**
   * Formats that were in use. AWS cannot change a log's format, so that another format is another log: the old one goes on
   * beside it for as long as it is named here, and then ends.
   *
   * @default - none
   */
  readonly retired?: readonly RetiredFormat[];
  /**
   * How long the archive keeps records.
   *
   * @default "audit-six-years": 2192 days
   */
  readonly retention?: Retention;
  /**
   * Days that rejects stay in CloudWatch Logs, for alarms and for a quick look.
   *
   * @default 14
   */
  readonly hotRetentionInDays?: LogRetention;
  /**
   * The archive that takes the records: a {@link LogArchive} of another stack, or one in another account by ARN. How long
   * it keeps them is then its own to say.
   *
   * @default - one of its own
   */
  readonly archive?: LogArchiveAttributes;
  /**
   * A lock on every record of its own archive. It cannot be undone.
   *
   * @default - none: who may delete objects and versions can delete records
   */
  readonly irreversibleObjectLock?: ObjectLock;
  /**
   * Whether Terraform may destroy records and keys. `allowed` is for throw-away deployments.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

const reasonLimit = 200;

/** Everything wrong with what is chosen for `kind` of records. */
export function recordIssues(
  name: string,
  kind: FlowLogFormat["kind"],
  format: FlowLogFormat,
  props: FlowRecordProps,
): readonly Issue[] {
  const { retired = [], retention, hotRetentionInDays, archive, irreversibleObjectLock } = props;
  const about = `flow logs of "${name}"`;
  return [
    ...nameIssues("name of flow logs", name),
    ...kindIssues(about, kind, [format, ...retired.map((old) => old.format)]),
    ...neededIssues(about, format),
    ...retiredIssues(about, format, retired),
    ...(retention === undefined ? [] : retentionIssues("flow logs", retention)),
    ...(hotRetentionInDays === undefined ? [] : daysIssues("log of rejects", hotRetentionInDays)),
    ...(archive === undefined ? [] : archiveIssues(about, props)),
    ...(retention === undefined && archive === undefined ? objectLockIssues(irreversibleObjectLock, Infinity) : []),
  ];
}

function kindIssues(about: string, kind: FlowLogFormat["kind"], formats: readonly FlowLogFormat[]): readonly Issue[] {
  return formats
    .filter((format) => format.kind !== kind)
    .map((format) => ({
      what: `format of ${about} is of another kind of log`,
      received: format.kind,
      allowed: kind === "interface" ? "FlowLogFormat.of(…)" : "FlowLogFormat.ofTransitGateway(…)",
    }));
}

/** A transit gateway's records have no `action`. */
function neededIssues(about: string, format: FlowLogFormat): readonly Issue[] {
  const needed = neededFields.filter((field) => field !== "action" || format.kind === "interface");
  const missing = format.without(needed);
  if (missing.length === 0) return [];
  return [
    {
      what: `format of ${about} is without fields that every finding needs`,
      received: `a format without ${missing.join(", ")}`,
      allowed: `a format with ${needed.join(", ")}`,
    },
  ];
}

function retiredIssues(about: string, format: FlowLogFormat, retired: readonly RetiredFormat[]): readonly Issue[] {
  const texts = retired.map((old) => old.format.toString());
  return [
    ...retired.flatMap(({ reason }) => proseIssues(`reason of a retired format of ${about}`, reason, reasonLimit)),
    ...(texts.includes(format.toString())
      ? [{ what: `a retired format of ${about} is the one in use`, received: format.toString() }]
      : []),
    ...texts
      .filter((text, index) => texts.indexOf(text) !== index)
      .map((text) => ({ what: `a format of ${about} is retired twice`, received: text })),
  ];
}

const bucketArn = /^arn:aws(-[a-z]+)*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function archiveIssues(about: string, props: FlowRecordProps): readonly Issue[] {
  const { archive, retention, irreversibleObjectLock } = props;
  const arn: unknown = archive?.bucketArn;
  const taken = [
    ...(retention === undefined ? [] : ["retention"]),
    ...(irreversibleObjectLock === undefined ? [] : ["irreversibleObjectLock"]),
  ];
  return [
    ...(typeof arn === "string" && (arn.includes("${") || bucketArn.test(arn))
      ? []
      : [
          {
            what: `archive of ${about} is not a bucket`,
            received: JSON.stringify(arn),
            allowed: "the ARN of a bucket, without a prefix",
          },
        ]),
    ...taken.map((key) => ({
      what: `${about} name an archive that is there already, and a choice of its own`,
      received: key,
      allowed: `the archive's own ${key}`,
    })),
  ];
}
