/** What flow-log monitoring is told. */
import {
  daysIssues,
  nameIssues,
  proseIssues,
  retentionIssues,
  type FlowLogFormat,
  type FlowLogKind,
  type Issue,
  type LogRetention,
  type Retention,
} from "../../model";
import type { Tags } from "../tags";
import { destructionIssues, type Destruction } from "../vpn/site-edge";
import { formatNeed, logKindIssues, neededIssues, retiredListIssues } from "./format-issues";
import type { LogArchiveAttributes } from "./log-archive";
import { objectLockIssues, type ObjectLock } from "./object-lock";
import { isObject, kindIssues, received, type Need } from "../required";

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
   * Days that rejects stay in CloudWatch Logs, for alarms and for a quick look. Not for a transit gateway, which rejects nothing.
   *
   * @default 14
   */
  readonly hotRetentionInDays?: LogRetention;
  /**
   * The archive that takes the records: a {@link LogArchive} of this stack or of another, or one in another account by ARN.
   * How long it keeps them is then its own to say. Flow logs wait for the policy of one of this stack; another stack is to be
   * deployed first.
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

const retiredNeed: Need = {
  allowed: "{ format: FlowLogFormat.of(…), reason }",
  is: (value) => isObject(value) && formatNeed.is(value["format"]),
};

/** Everything wrong with what is chosen for `kind` of records. */
export function recordIssues(
  name: string,
  kind: FlowLogKind,
  format: FlowLogFormat,
  props: FlowRecordProps,
): readonly Issue[] {
  const { retired = [], retention, hotRetentionInDays, archive, irreversibleObjectLock, destruction } = props;
  const about = `flow logs of "${name}"`;
  const shape = [
    ...kindIssues(`format of ${about}`, format, formatNeed),
    ...retiredListIssues(about, props.retired, retiredNeed),
  ];
  return [
    ...nameIssues("name of flow logs", name),
    ...(shape.length > 0 ? shape : formatIssues(about, kind, format, retired)),
    ...(retention === undefined ? [] : retentionIssues("flow logs", retention)),
    ...(hotRetentionInDays === undefined ? [] : hotRetentionIssues(about, kind, hotRetentionInDays)),
    ...(archive === undefined ? [] : archiveIssues(about, props)),
    ...destructionIssues(about, destruction),
    ...(retention === undefined && archive === undefined ? objectLockIssues(irreversibleObjectLock, Infinity) : []),
  ];
}

/** A transit gateway rejects nothing, so that there is no log of rejects to keep. */
function hotRetentionIssues(about: string, kind: FlowLogKind, days: LogRetention): readonly Issue[] {
  if (kind === "interface") return daysIssues("log of rejects", days);
  return [
    { what: `${about} have no log of rejects to keep`, received: String(days), allowed: "no hotRetentionInDays" },
  ];
}

function formatIssues(
  about: string,
  kind: FlowLogKind,
  format: FlowLogFormat,
  retired: readonly RetiredFormat[],
): readonly Issue[] {
  return [
    ...logKindIssues(about, kind, [format, ...retired.map((old) => old.format)]),
    ...neededIssues(about, format.kind, format),
    ...retiredIssues(about, format, retired),
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
  const arn: unknown = isObject(archive) ? archive.bucketArn : archive;
  const taken = [
    ...(retention === undefined ? [] : ["retention"]),
    ...(irreversibleObjectLock === undefined ? [] : ["irreversibleObjectLock"]),
  ];
  return [
    ...(isObject(archive) && typeof arn === "string" && (arn.includes("${") || bucketArn.test(arn))
      ? []
      : [
          {
            what: `archive of ${about} is not a bucket`,
            received: received(arn),
            allowed: isObject(archive)
              ? "the ARN of a bucket, without a prefix"
              : "a LogArchive, or { bucketArn }: the ARN of a bucket, without a prefix",
          },
        ]),
    ...taken.map((key) => ({
      what: `${about} name an archive that is there already, and a choice of its own`,
      received: key,
      allowed: `the archive's own ${key}`,
    })),
  ];
}
