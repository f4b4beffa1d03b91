/**
 * What the inputs set going beyond themselves: interfaces of other accounts, and tasks that a state machine or a schedule
 * starts. None of it is read; all of it is named where it may be.
 */
import { textOf } from "../expression/access";
import type { Sym } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import type { Reader, Reading } from "../reading/reading";
import { idsOf } from "../settle/links";
import type { Instance } from "../world/instance";

function named(types: readonly string[], why: string, isThere: (cursor: Cursor) => boolean): Reader {
  return {
    types,
    read: (instance, reading) => {
      if (!isThere(reading.cursor(instance))) return;
      reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
    },
  };
}

/** With whom a subnet is shared puts machines into it; with whom a transit gateway is, attaches networks (RAM user guide). */
const share = named(
  ["aws_ram_resource_association"],
  "what other accounts put into a shared subnet, or attach to a shared transit gateway, is not known",
  (cursor) => {
    const sym = cursor.sym("resource_arn");
    if (sym?.k === "ref") return /^aws_(default_)?subnet$|^aws_ec2_transit_gateway$/.test(sym.of.type);
    const arn = sym === undefined ? undefined : textOf(sym);
    return arn === undefined || /:ec2:[^:]*:[^:]*:(subnet|transit-gateway)\//.test(arn);
  },
);

/**
 * A secondary network is beside the VPC, with subnets of its own (EC2 user guide, "Secondary Networks"): whoever is in it reaches
 * the instance by no route, ACL or group of the VPC.
 */
export function nameSecondary(instance: Instance, reading: Reading, templates: readonly Instance[]): void {
  const cursors = [instance, ...templates].map((one) => reading.cursor(one));
  const isThere = cursors.some((one) => secondary.some((name) => one.has(name)));
  if (!isThere) return;
  const why = "what reaches it in a secondary network is not modelled";
  reading.unread.push({ address: instance.address, type: instance.type, why, touches: [instance.id] });
}

const secondary = ["secondary_network_interface", "secondary_interface", "secondary_interfaces"];

/**
 * Whoever may use an EC2 Instance Connect Endpoint comes in by it, under an address of the internet where it preserves those
 * (EC2 user guide, "Security groups for EC2 Instance Connect Endpoint"); what is left out the API's versions take differently.
 */
export function namePreserved(instance: Instance, reading: Reading): void {
  if (instance.type !== "aws_ec2_instance_connect_endpoint") return;
  const cursor = reading.cursor(instance);
  const kept = cursor.flag("preserve_client_ip", "computed");
  if ("exact" in kept && !kept.exact) return;
  const subnet = cursor.link("subnet_id", "subnet");
  const why = "what comes in by it under its client's address is not modelled";
  const touches = subnet === undefined ? [] : idsOf(subnet);
  reading.unread.push({ address: instance.address, type: instance.type, why, touches });
}

/** What calls of a state machine may put machines into a VPC (Step Functions developer guide, "Integrating services"). */
const starts =
  /:ecs:runTask|:elasticmapreduce:createCluster|:emr-serverless:|:sagemaker:create|:aws-sdk:(apprunner|batch|cloudformation|codebuild|databasemigration|docdb|ec2|ecs|efs|eks|elasticache|elasticloadbalancing|elasticsearch|emr|fsx|glue|kafka|lambda|memorydb|mq|mwaa|neptune|networkfirewall|opensearch|rds|redshift|route53resolver|sagemaker|servicecatalog|transfer|vpclattice|workspaces)/i;

/** The name of a call that goes on in another part of the text, or what is none of its objects' ids. */
const cutOff = /:::[^:"]*$|:aws-sdk:[^:"]*$/;

/** The text of a definition that holds the ids of things yet to be made is known but for those: they are no calls. */
const stateMachine = named(
  ["aws_sfn_state_machine"],
  "the interfaces of tasks that its definition may start are not read",
  (cursor) => {
    const definition = cursor.sym("definition");
    const text = definition === undefined ? undefined : textOf(definition);
    if (text !== undefined) return starts.test(text);
    if (definition?.k !== "unknown" || !definition.hints.exhaustive || definition.hints.isHidden === true) return true;
    return !definition.hints.from.every(isNoCall);
  },
);

/**
 * The target of a schedule may be any call of AWS, named in its ARN (EventBridge Scheduler guide, "Using universal targets"); all
 * others are there to be called already, and have an ARN of their own.
 */
export function nameScheduled(instance: Instance, reading: Reading): void {
  if (instance.type !== "aws_scheduler_schedule") return;
  const { cursors, more } = reading.cursor(instance).each("target");
  const targets = cursors.flatMap((one) => one.sym("arn") ?? []);
  if (more === undefined && targets.every(isThere)) return;
  const why = "what the call that is its target may start or change is not read";
  reading.unread.push({ address: instance.address, type: instance.type, why, touches: [] });
}

function isThere(target: Sym): boolean {
  const text = textOf(target);
  if (text !== undefined) return !starts.test(text);
  if (target.k === "ref") return /(^|_)arn$|^id$/.test(target.path);
  if (target.k === "one") return target.among.every(isThere);
  if (target.k !== "unknown" || !target.hints.exhaustive) return false;
  const { from, isHidden } = target.hints;
  const [only, ...others] = from;
  if (only?.k === "ref" && others.length === 0) return isThere(only);
  return isHidden !== true && from.every(isPartOfArn);
}

/** No part of an ARN that is put together is a call, or begins the name of one. */
function isPartOfArn(sym: Sym): boolean {
  const text = textOf(sym);
  return text === undefined ? sym.k === "ref" : !starts.test(text) && !cutOff.test(text);
}

function isNoCall(sym: Sym): boolean {
  const text = textOf(sym);
  if (text !== undefined) return !starts.test(text) && !cutOff.test(text);
  return (
    sym.k === "ref" &&
    sym.of.mode === "managed" &&
    callable.test(sym.of.type) &&
    /^(qualified_)?(arn|id|url)$/.test(sym.path)
  );
}

/** Types whose ids a definition names as what is called; those of tasks, and of where they run, are not among them. */
const callable =
  /^aws_(lambda_function|lambda_alias|sfn_activity|sfn_state_machine|sns_topic|sqs_queue|dynamodb_table|kinesis_stream|cloudwatch_event_bus|s3_bucket|iam_role|kms_key)$/;

/** The network plugin may give pods interfaces in subnets and groups that it names itself (EKS user guide, "Custom networking"). */
const networkPlugin = named(
  ["aws_eks_addon"],
  "the subnets and groups that it gives to the interfaces of pods are not read",
  (cursor) => {
    const addon = cursor.text("addon_name");
    if (("exact" in addon && addon.exact !== "vpc-cni") || !cursor.has("configuration_values")) return false;
    const values = cursor.text("configuration_values");
    return !("exact" in values) || /eniConfig|custom_network_cfg/i.test(values.exact);
  },
);

/** With agents that it keeps itself, GuardDuty makes an endpoint in every VPC of theirs (GuardDuty guide, "Runtime Monitoring"). */
const runtimeMonitoring = named(
  [
    "aws_guardduty_detector_feature",
    "aws_guardduty_member_detector_feature",
    "aws_guardduty_organization_configuration_feature",
  ],
  "the endpoints that GuardDuty makes for its agents are not read",
  (cursor) => {
    const name = cursor.text("name");
    if (("exact" in name && !name.exact.includes("RUNTIME_MONITORING")) || isOff(cursor)) return false;
    const { cursors, more } = cursor.each("additional_configuration");
    return more !== undefined || cursors.some((one) => !isOff(one));
  },
);

/** A member's feature has a status, an organization's says for whom it is switched on. */
function isOff(cursor: Cursor): boolean {
  const [status, enabled] = ["status", "auto_enable"].map((name) => (cursor.has(name) ? cursor.text(name) : undefined));
  const told = status ?? enabled;
  return told !== undefined && "exact" in told && (told.exact === "DISABLED" || told.exact === "NONE");
}

export const beyondReaders: readonly Reader[] = [share, stateMachine, networkPlugin, runtimeMonitoring];
