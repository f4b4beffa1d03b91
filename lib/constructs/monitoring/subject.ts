/** What a flow log is of. */
import type { FlowLogKind, Issue } from "../../model";
import { isObject, received } from "../required";
import { aSubnet, aVpc, idIssues, type Identified } from "../aws-ids";

/** A VPC, a subnet, an interface or a transit gateway, by its id or another resource's attribute. */
export type FlowSubject =
  | { readonly vpcId: string }
  | { readonly subnetId: string }
  | { readonly interfaceId: string }
  | { readonly transitGatewayId: string };

const ids: Readonly<Record<string, Identified>> = {
  vpcId: aVpc,
  subnetId: aSubnet,
  interfaceId: { title: "an interface", prefix: "eni" },
  transitGatewayId: { title: "a transit gateway", prefix: "tgw" },
};

/** Whose records it has. */
export function kindOf(subject: FlowSubject): FlowLogKind {
  return "transitGatewayId" in subject ? "transit-gateway" : "interface";
}

/** Everything wrong with what is to be monitored. From JavaScript anything may come. */
export function subjectIssues(subject: FlowSubject): readonly Issue[] {
  const given: unknown = subject;
  const entries = isObject(given) ? Object.entries(given) : [];
  const [entry] = entries;
  const known = entry !== undefined && Object.hasOwn(ids, entry[0]) ? ids[entry[0]] : undefined;
  const keys = entries.map(([key]) => key).join(", ");
  if (entries.length !== 1 || entry === undefined || known === undefined) {
    return [
      {
        what: "flow logs need one thing that they are of",
        received: isObject(given) || given === undefined ? keys || "nothing" : received(given),
        allowed: `one of ${Object.keys(ids).join(", ")}`,
      },
    ];
  }
  return idIssues(`${entry[0]} of flow logs`, known, entry[1]);
}

/** As `aws_flow_log` takes it. */
export function subjectArguments(subject: FlowSubject): Readonly<Record<string, string>> {
  if ("vpcId" in subject) return { vpcId: subject.vpcId };
  if ("subnetId" in subject) return { subnetId: subject.subnetId };
  if ("interfaceId" in subject) return { eniId: subject.interfaceId };
  return { transitGatewayId: subject.transitGatewayId };
}
