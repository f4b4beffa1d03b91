/** From the properties of a network to its declaration, with every issue at once. */
import { Token } from "cdktf";
import type { Construct } from "constructs";
import {
  CalendarDate,
  Cidr,
  Quotas,
  ownerLimit,
  refuse,
  tagProseIssues,
  validateNetwork,
  type Issue,
  type Parsed,
} from "../model";
import { Declaration } from "./declaration";
import { stackOf } from "./framework";
import type { NetworkProps, VpcAttributes } from "./network-props";
import { checkTags } from "./tags";

const anyBlock = Cidr.of("10.0.0.0/16");
const anyDay = CalendarDate.of("2026-01-01");

/**
 * The declaration of a network in which nothing is declared yet.
 *
 * @throws {InvalidInput} with everything that is wrong in the properties
 */
export function declare(scope: Construct, props: NetworkProps, ipv6: "none" | "amazon-provided"): Declaration {
  const issues: Issue[] = [];
  const take = <T>(parsed: Parsed<T>, what: string): T | undefined => {
    if (parsed.ok) return parsed.value;
    issues.push({ ...parsed.issue, what: `${what} of network "${props.name}": ${parsed.issue.what}` });
    return undefined;
  };
  const block = take(Cidr.parse(props.cidr), "block");
  const taken = ("takenCidrs" in props ? ((props as VpcAttributes).takenCidrs ?? []) : []).flatMap(
    (text) => take(Cidr.parse(text), "taken block") ?? [],
  );
  const reviewBy = take(CalendarDate.parse(props.reviewBy), "review date");
  const today = take(CalendarDate.parse(props.today ?? CalendarDate.today().toString()), "today");
  const quotas = take(Quotas.parse(props.quotas ?? {}), "quotas");
  // An empty network is judged by its name and zones alone: neither its block nor the day matters.
  const empty = {
    name: props.name,
    block: anyBlock,
    zones: props.availabilityZones,
    sites: [],
    segments: [],
    neighbours: [],
    conduits: [],
    exceptions: [],
  };
  issues.push(
    ...validateNetwork(empty, anyDay),
    ...tagProseIssues(`owner of network "${props.name}"`, props.owner, ownerLimit),
  );
  issues.push(...vpcIssues(props, ipv6), ...nameTaken(scope, props.name));
  refuse(issues.map((issue) => ({ ...issue, where: issue.where ?? scope.node.path })));
  networkNames.get(stackOf(scope))?.add(props.name);
  return new Declaration({
    scope,
    name: props.name,
    block: block as Cidr,
    zones: [...props.availabilityZones].sort(),
    owner: props.owner,
    reviewBy: reviewBy as CalendarDate,
    today: today as CalendarDate,
    addressPlan: props.addressPlan,
    taken,
    quotas: quotas as Quotas,
    ipv6,
    tags: checkTags(props.tags ?? {}, scope.node.path),
    lastDeployed: props.lastDeployed,
    ownVpc: !("vpcId" in props),
  });
}

/** What is wrong with the VPC that is asked for, or that is there. From JavaScript anything may come. */
function vpcIssues(props: NetworkProps, ipv6: string): Issue[] {
  const issues: Issue[] = [];
  const choices = ["none", "amazon-provided"];
  if (!choices.includes(ipv6)) {
    issues.push({
      what: `ipv6 of network "${props.name}" is not a choice`,
      received: JSON.stringify(ipv6),
      allowed: choices.join(", "),
    });
  }
  if (!("vpcId" in props)) return issues;
  const { vpcId } = props as VpcAttributes;
  if (ipv6 === "amazon-provided") {
    issues.push({ what: `network "${props.name}" asks for IPv6 on a VPC that Cordon did not create`, allowed: "IPv4" });
  }
  if (!Token.isUnresolved(vpcId) && !/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(vpcId)) {
    issues.push({
      what: `vpcId of network "${props.name}" is not the id of a VPC`,
      received: JSON.stringify(vpcId),
      allowed: "vpc- and 8 or 17 hexadecimal digits, or another resource's attribute",
    });
  }
  return issues;
}

/** Names of the networks in each stack: each is the name of an output, of which there can be one. */
const networkNames = new WeakMap<object, Set<string>>();

function nameTaken(scope: Construct, name: string): Issue[] {
  const stack = stackOf(scope);
  const taken = networkNames.get(stack) ?? new Set();
  networkNames.set(stack, taken);
  if (!taken.has(name)) return [];
  return [
    {
      what: `stack "${stack.node.id}" has a network of this name already`,
      received: `"${name}"`,
      allowed: "a name of its own for each network of a stack",
    },
  ];
}
