/** From the properties of a network to its declaration, with every issue at once. */
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
import type { NetworkProps, VpcAttributes } from "./network-props";
import { checkTags } from "./tags";

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
  const today = take(CalendarDate.parse(props.today ?? new Date().toISOString().slice(0, 10)), "today");
  const quotas = take(Quotas.parse(props.quotas ?? {}), "quotas");
  if (block !== undefined && today !== undefined) {
    const empty = {
      name: props.name,
      block,
      zones: props.availabilityZones,
      segments: [],
      conduits: [],
      exceptions: [],
    };
    issues.push(
      ...validateNetwork(empty, today),
      ...tagProseIssues(`owner of network "${props.name}"`, props.owner, ownerLimit),
    );
  }
  refuse(issues.map((issue) => ({ ...issue, where: issue.where ?? scope.node.path })));
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
    ownVpc: !("vpcId" in props),
  });
}
