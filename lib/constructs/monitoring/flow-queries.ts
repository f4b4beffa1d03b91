/**
 * Questions to an archive of flow logs, for Athena.
 *
 * What is declared is data: two files of JSON lines beside the results, which grow with the network. The questions are the
 * same for every network, so that a segment or a conduit changes none of them.
 */
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { athenaQueries, conduitsColumns, conduitsRows, placesColumns, placesRows, type Declared } from "../../flows";
import { nameIssues, refuse, repetitionIssues, type FlowLogFormat, type Issue } from "../../model";
import { fit } from "../names";
import type { Tags } from "../tags";
import { destructionIssues, type Destruction } from "../vpn/site-edge";
import { accountIssues, listIssues, regionIssues } from "../aws-ids";
import { AwsPlace } from "./aws-place";
import { formatKey } from "./flow-log";
import { formatNeed, logKindIssues, neededIssues, retiredListIssues } from "./format-issues";
import { dataTable, lastDays, mostDays, recordsTable, recordsTableName } from "./flow-table";
import type { LogArchive } from "./log-archive";
import { LogBucket } from "./log-bucket";
import { callable, checkRequired, having, isObject, nameNeed, received } from "../required";

/** What questions to an archive are told. */
export interface FlowQueriesProps {
  /** The name that the flow logs were given. */
  readonly name: string;
  /** The archive; the questions are in its account. */
  readonly archive: LogArchive;
  /** The format in use, of interfaces' records and with what findings need: the questions are asked of its records. */
  readonly format: FlowLogFormat;
  /**
   * Formats whose records are in the archive too: each has a table.
   *
   * @default - none
   */
  readonly retired?: readonly FlowLogFormat[];
  /** What is declared, asked when the stack is synthesized: the parsed `intent.json`, or the networks of it. */
  readonly declared: () => Declared;
  /**
   * Ids of the accounts whose records are looked at: 12 digits each, at least one.
   *
   * @default - the stack's own
   */
  readonly accounts?: readonly [string, ...string[]];
  /**
   * Regions whose records are looked at, by name: `us-east-1`. At least one.
   *
   * @default - the stack's own
   */
  readonly regions?: readonly [string, ...string[]];
  /**
   * How far back the questions look, in days: 2–28.
   *
   * @default 7
   */
  readonly days?: number;
  /**
   * How much one question may read, in GiB, before Athena ends it: 1–7,168.
   *
   * @default 100
   */
  readonly scanLimitGiB?: number;
  /**
   * Whether Terraform may destroy results with their bucket.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** Days that results are kept: they can be asked for again. */
const resultDays = 30;
const gibibyte = 1024 ** 3;
const defaultDays = 7;
const defaultScanLimitGiB = 100;

/** A workgroup that encrypts its results and bounds what a question costs, a database, its tables, and the questions. */
export class FlowQueries extends Construct {
  public readonly workgroup: AthenaWorkgroup;
  public readonly database: GlueCatalogDatabase;
  /** Results, and what is declared. */
  public readonly bucket: LogBucket;
  /** By name. */
  public readonly queries: ReadonlyMap<string, AthenaNamedQuery>;

  public constructor(scope: Construct, id: string, props: FlowQueriesProps) {
    super(scope, id);
    checkRequired(this.node.path, "questions to flow logs", props, {
      name: nameNeed,
      archive: having("a LogArchive", "bucket", "key"),
      format: formatNeed,
      declared: callable("a function that gives the intent's networks"),
    });
    const where = this.node.path;
    refuse(queriesIssues(props).map((issue) => ({ ...issue, where })));
    const { name, archive, format, retired = [], destruction = "prevented" } = props;
    const { days = defaultDays, scanLimitGiB = defaultScanLimitGiB } = props;
    const declared = (): Declared => networksOf(props.declared(), where);
    const place = new AwsPlace(this, "Place");
    const tags = props.tags ?? {};
    this.bucket = new LogBucket(this, "Bucket", {
      name: `${name}-queries`,
      place,
      keyArn: archive.key.arn,
      expires: { prefix: "results/", afterDays: resultDays },
      statements: () => [],
      objectLock: undefined,
      destruction,
      tags,
    });
    this.workgroup = new AthenaWorkgroup(this, "Workgroup", {
      name: fit(`${name}-flows`, 128),
      description: `Questions to the flow logs of ${name}`,
      ...(destruction === "allowed" ? { forceDestroy: true } : {}),
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitGiB * gibibyte,
        resultConfiguration: {
          outputLocation: `s3://${this.bucket.bucketName}/results/`,
          expectedBucketOwner: place.accountId,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: archive.key.arn },
        },
      },
      tags: { ...tags, Name: `${name}-flows` },
    });
    this.database = new GlueCatalogDatabase(this, "Database", {
      name: `${name.replaceAll("-", "_")}_flows`,
      description: `Flow logs of ${name}, and what is declared`,
    });
    const database = this.database.name;
    for (const one of [format, ...retired]) {
      recordsTable(this, one, {
        database,
        bucketName: archive.bucket.bucketName,
        name,
        accounts: props.accounts ?? [place.accountId],
        regions: props.regions ?? [place.region],
      });
    }
    this.declare("places", placesColumns, () => placesRows(declared()));
    this.declare("conduits", conduitsColumns, () => conduitsRows(declared()));
    const at = new Construct(this, `Questions_${formatKey(format)}`);
    const tables = { database: `${name.replaceAll("-", "_")}_flows`, places: "places", conduits: "conduits" };
    const questions = athenaQueries({ ...tables, flows: recordsTableName(format), format, where: lastDays(days) });
    this.queries = new Map(
      questions.map((question) => [
        question.name,
        new AthenaNamedQuery(at, question.name, {
          name: fit(`${name}: ${question.name}`, 128),
          description: question.description,
          database,
          workgroup: this.workgroup.id,
          query: question.sql,
        }),
      ]),
    );
  }

  /** A table, and its rows as one file. */
  private declare(
    table: string,
    columns: readonly { readonly name: string; readonly type: string }[],
    rows: () => readonly object[],
  ): void {
    const at = new Construct(this, table);
    const { bucketName, policy } = this.bucket;
    const key = `declared/${table}/${table}.jsonl`;
    new S3Object(at, "Rows", {
      bucket: bucketName,
      key,
      contentType: "application/x-ndjson",
      content: Lazy.stringValue({
        produce: () =>
          rows()
            .map((row) => `${JSON.stringify(row)}\n`)
            .join(""),
      }),
      dependsOn: [policy],
    });
    dataTable(
      at,
      "Table",
      {
        database: this.database.name,
        name: table,
        description: `What is declared: ${table}`,
        folder: `s3://${bucketName}/declared/${table}/`,
      },
      columns,
    );
  }
}

function queriesIssues(props: FlowQueriesProps): readonly Issue[] {
  const { name, format, retired, accounts, regions, days = defaultDays, scanLimitGiB = defaultScanLimitGiB } = props;
  const about = `questions to flow logs of "${name}"`;
  return [
    ...nameIssues("name of the questions to flow logs", name),
    ...logKindIssues(about, "interface", [format]),
    ...neededIssues(about, "interface", format),
    ...retiredIssues(about, format, retired),
    ...listIssues(`accounts of the ${about}`, accounts, accountIssues),
    ...listIssues(`regions of the ${about}`, regions, regionIssues),
    ...rangeIssues("days that questions to flow logs look back", days, 2, mostDays),
    ...rangeIssues("GiB that a question to flow logs may read", scanLimitGiB, 1, 7168),
    ...destructionIssues(`the ${about}`, props.destruction),
  ];
}

/** Each format is a table of its own. */
function retiredIssues(about: string, format: FlowLogFormat, retired: FlowQueriesProps["retired"]): readonly Issue[] {
  const wrong = retiredListIssues(about, retired, formatNeed);
  if (wrong.length > 0) return wrong;
  return repetitionIssues(
    `formats of the ${about}`,
    [format, ...(retired ?? [])].map((one) => one.toString()),
  );
}

/** What is declared, when it has networks at all: it is another's to give, and is asked for late. */
function networksOf(declared: unknown, where: string): Declared {
  refuse(
    isObject(declared) && Array.isArray(declared["networks"])
      ? []
      : [
          {
            what: "declared of the questions to flow logs gives no networks",
            received: received(declared),
            allowed: "the parsed intent.json, or { networks }",
            where,
          },
        ],
  );
  return declared as Declared;
}

function rangeIssues(what: string, value: number, least: number, most: number) {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [
    {
      what: `${what} are out of range`,
      received: received(value),
      allowed: `a whole number from ${String(least)} to ${String(most)}`,
    },
  ];
}
