/** One flow log of AWS: what it is of, in which format, and where its records go. */
import type { Construct } from "constructs";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { ITerraformDependable } from "cdktf";
import type { FlowLogFormat } from "../../model";
import { digest } from "../names";
import type { Tags } from "../tags";
import { kindOf, subjectArguments, type FlowSubject } from "./subject";

/** Longest time that a record sums up, in seconds. On Nitro instances it is 60 or less whatever is asked for. */
export type FlowInterval = 60 | 600;

/** `v10-1a2b3c4d`: the same for the same fields in the same order, another for any other. */
export function formatKey(format: FlowLogFormat): string {
  return `v${String(format.version)}-${digest(format.toString(), 8)}`;
}

/** Where in the archive the records of one network and format are. */
export function archivePrefix(name: string, format: FlowLogFormat): string {
  const what = format.kind === "transit-gateway" ? "transit" : "flows";
  return `${name}/${what}-${formatKey(format)}`;
}

/** `${` as Terraform has to see it: it would evaluate it otherwise (provider issues 30412 and 35610). */
export function escapedForTerraform(text: string): string {
  // A replacement that is a text would read `$$` as one `$`.
  return text.replaceAll(/[$%]\{/g, (found) => `${found.charAt(0)}${found}`);
}

interface Common {
  readonly subject: FlowSubject;
  readonly interval: FlowInterval;
  readonly name: string;
  readonly tags: Tags;
  /** What must be there before the first record comes. */
  readonly after: ITerraformDependable[];
}

/** All traffic, to the archive: Parquet, in folders by hour that say in their names what they are. */
export function archivedFlowLog(
  scope: Construct,
  id: string,
  { subject, interval, name, tags, after }: Common,
  { bucketArn, format }: { readonly bucketArn: string; readonly format: FlowLogFormat },
): FlowLog {
  return new FlowLog(scope, id, {
    ...subjectArguments(subject),
    // A transit gateway's log has no choice of traffic: nothing is rejected there.
    ...(kindOf(subject) === "interface" ? { trafficType: "ALL" } : {}),
    logDestinationType: "s3",
    logDestination: `${bucketArn}/${archivePrefix(name, format)}`,
    logFormat: escapedForTerraform(format.toString()),
    maxAggregationInterval: interval,
    destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
    tags: { ...tags, Name: `${name}-flows-${formatKey(format)}` },
    dependsOn: after,
  });
}

/** Rejected traffic, to a log group. */
export function rejectFlowLog(
  scope: Construct,
  id: string,
  { subject, interval, name, tags, after }: Common,
  sink: { readonly logGroupArn: string; readonly roleArn: string; readonly format: FlowLogFormat },
): FlowLog {
  return new FlowLog(scope, id, {
    ...subjectArguments(subject),
    trafficType: "REJECT",
    logDestinationType: "cloud-watch-logs",
    logDestination: sink.logGroupArn,
    iamRoleArn: sink.roleArn,
    logFormat: escapedForTerraform(sink.format.toString()),
    maxAggregationInterval: interval,
    tags: { ...tags, Name: `${name}-rejects-${formatKey(sink.format)}` },
    dependsOn: after,
  });
}
