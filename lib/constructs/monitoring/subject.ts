/** What a flow log is of. */
import { Token } from "cdktf";
import type { FlowLogKind, Issue } from "../../model";

/** A VPC, a subnet, an interface or a transit gateway, by its id or another resource's attribute. */
export type FlowSubject =
  | { readonly vpcId: string }
  | { readonly subnetId: string }
  | { readonly interfaceId: string }
  | { readonly transitGatewayId: string };

const ids: Readonly<Record<string, { readonly title: string; readonly prefix: string }>> = {
  vpcId: { title: "a VPC", prefix: "vpc" },
  subnetId: { title: "a subnet", prefix: "subnet" },
  interfaceId: { title: "an interface", prefix: "eni" },
  transitGatewayId: { title: "a transit gateway", prefix: "tgw" },
};

/** Whose records it has. */
export function kindOf(subject: FlowSubject): FlowLogKind {
  return "transitGatewayId" in subject ? "transit-gateway" : "interface";
}

/** Everything wrong with what is to be monitored. From JavaScript anything may come. */
export function subjectIssues(subject: FlowSubject): readonly Issue[] {
  const entries = Object.entries((subject as FlowSubject | null | undefined) ?? {});
  const [entry] = entries;
  const known = entry === undefined ? undefined : ids[entry[0]];
  if (entries.length !== 1 || entry === undefined || known === undefined) {
    return [
      {
        what: "flow logs need one thing that they are of",
        received: entries.map(([key]) => key).join(", ") || "nothing",
        allowed: `one of ${Object.keys(ids).join(", ")}`,
      },
    ];
  }
  const value: unknown = entry[1];
  const form = new RegExp(`^${known.prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  if (typeof value === "string" && (Token.isUnresolved(value) || form.test(value))) return [];
  return [
    {
      what: `${entry[0]} of flow logs is not the id of ${known.title}`,
      received: JSON.stringify(value),
      allowed: `${known.prefix}- and 8 or 17 hexadecimal digits, or another resource's attribute`,
    },
  ];
}

/** As `aws_flow_log` takes it. */
export function subjectArguments(subject: FlowSubject): Readonly<Record<string, string>> {
  if ("vpcId" in subject) return { vpcId: subject.vpcId };
  if ("subnetId" in subject) return { subnetId: subject.subnetId };
  if ("interfaceId" in subject) return { eniId: subject.interfaceId };
  return { transitGatewayId: subject.transitGatewayId };
}
