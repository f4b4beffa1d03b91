/** AWS services reached privately: VPC endpoints in a segment of their own, open only to the segments that ask. */
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcEndpointRouteTableAssociation } from "@cdktf/provider-aws/lib/vpc-endpoint-route-table-association";
import { carrierTags, PortRange, refuse, type ConduitDefinition, type Issue, type Service } from "../model";
import { replyTo } from "./acl/compile";
import { serviceToAcl } from "./acl/entry";
import { connectAll, type ConnectRequest } from "./connect";
import type { ConduitDetails } from "./ends";
import { SharedServicesSegment } from "./kinds";
import { privateServicesName } from "./rooms";
import { SegmentSecurityGroup } from "./security-group";
import type { Segment } from "./segment";
import type { NetworkHome } from "./segment-props";
import type { Tags } from "./tags";
import { checkRequired, having, array, networkNeed } from "./required";

/** Services that can be reached privately. S3 has a gateway endpoint; the others have interface endpoints. */
export const privateServiceNames = [
  "s3",
  "ssm",
  "ssmmessages",
  "ec2messages",
  "logs",
  "kms",
  "sts",
  "secretsmanager",
  "ecr.api",
  "ecr.dkr",
] as const;
export type PrivateServiceName = (typeof privateServiceNames)[number];

/** Whose requests the endpoints let through: those of one account, or of one organisation. */
export type PrivateServicePrincipals = { readonly account: string } | { readonly organization: string };

export interface PrivateServicesProps {
  readonly network: NetworkHome;
  readonly services: readonly [PrivateServiceName, ...PrivateServiceName[]];
  readonly principals: PrivateServicePrincipals;
  /**
   * The availability zones that interface endpoints have an address in.
   *
   * @default - all zones of the network
   */
  readonly availabilityZones?: readonly string[];
}

interface Endpoint {
  readonly resource: VpcEndpoint;
  /** Its own group; a gateway endpoint has none. */
  readonly group: SegmentSecurityGroup | undefined;
}

/**
 * One endpoint for each service. An interface endpoint has a security group of its own, so that asking for one service
 * opens no other. The policy of each lets through only requests by the account or the organisation that is named.
 */
export class PrivateServices extends Construct {
  /** The segment that the interface endpoints are in. */
  public readonly segment: SharedServicesSegment;
  private readonly endpoints = new Map<PrivateServiceName, Endpoint>();

  public constructor(scope: Construct, id: string, props: PrivateServicesProps) {
    super(scope, id);
    checkRequired(this.node.path, "private services", props, {
      network: networkNeed,
      services: array("names of services, such as s3: at least one"),
      principals: having("the account or the organisation that may use them"),
    });
    refuse(issuesOf(props).map((issue) => ({ ...issue, where: this.node.path })));
    const { declaration } = props.network;
    this.segment = new SharedServicesSegment(scope, privateServicesName, {
      network: props.network,
      clientSystem: "any",
      ...(props.availabilityZones === undefined ? {} : { availabilityZones: props.availabilityZones }),
    });
    // The prefix of service names differs by partition: `com.amazonaws` in most, `cn.com.amazonaws` in China.
    const prefix = `${new DataAwsPartition(this, "Partition").reverseDnsPrefix}.${new DataAwsRegion(this, "Region").name}`;
    const policy = policyFor(props.principals);
    const gateways = props.services.filter((name) => name === "s3").length;
    declaration.endpoints = { gateway: gateways, interface: props.services.length - gateways };
    for (const name of [...props.services].sort()) {
      this.endpoints.set(
        name,
        this.addEndpoint(name, `${prefix}.${name}`, declaration.vpcId, policy, declaration.props),
      );
    }
  }

  /** Lets a segment use some of the services. */
  public allow(
    segment: Segment,
    names: readonly PrivateServiceName[],
    details: ConduitDetails,
  ): readonly ConduitDefinition[] {
    if (names.length === 0) {
      refuse([
        {
          what: `segment "${segment.name}" asks for no private service`,
          allowed: [...this.endpoints.keys()].join(", "),
          where: segment.node.path,
        },
      ]);
    }
    const missing = names.filter((name) => !this.endpoints.has(name));
    refuse(
      missing.map((name) => ({
        what: `segment "${segment.name}" asks for a private service that the network does not have`,
        received: `"${name}"`,
        allowed: [...this.endpoints.keys()].join(", "),
        where: segment.node.path,
      })),
    );
    const sorted = [...names].sort();
    const requests = sorted.map((name) => this.requestFor(segment, name, details));
    const definitions = connectAll(segment.declaration, requests);
    for (const name of sorted) this.routeTo(segment, name);
    return definitions;
  }

  private requestFor(segment: Segment, name: PrivateServiceName, details: ConduitDetails): ConnectRequest {
    const { resource, group } = this.endpoints.get(name) as Endpoint;
    const service = serviceFor(name);
    const request = { from: segment, to: this.segment, services: [service], details };
    if (group !== undefined)
      return {
        ...request,
        answerer: { peer: { groupId: group.groupId }, group, answeredBy: group.resource, publicWants: [] },
      };
    const forward = serviceToAcl(service.transport);
    const back = replyTo(forward, segment.definition.clientSystem);
    const because = `${segment.name}>${privateServicesName}:${service.name}`;
    const seed = details.aclSeed ?? 0;
    return {
      ...request,
      answerer: {
        peer: { prefixListId: resource.prefixListId },
        group: undefined,
        answeredBy: resource,
        publicWants: [
          { direction: "egress", transport: forward, because, seed },
          ...(back === undefined ? [] : [{ direction: "ingress" as const, transport: back, because, seed }]),
        ],
      },
    };
  }

  /** A gateway endpoint is a route in each of the segment's tables; an interface endpoint needs none. */
  private routeTo(segment: Segment, name: PrivateServiceName): void {
    const { resource, group } = this.endpoints.get(name) as Endpoint;
    if (group !== undefined) return;
    for (const { zone, routeTableId } of segment.subnets.zones) {
      new VpcEndpointRouteTableAssociation(segment, `${serviceFor(name).name}_${zone}`, {
        vpcEndpointId: resource.id,
        routeTableId,
      });
    }
  }

  private addEndpoint(
    name: PrivateServiceName,
    serviceName: string,
    vpcId: string,
    policy: string,
    network: { readonly name: string; readonly tags: Tags },
  ): Endpoint {
    const at = new Construct(this, name);
    const tags = { ...network.tags, Name: `${network.name}-${name}` };
    if (name === "s3") {
      return {
        resource: new VpcEndpoint(at, "Resource", { vpcId, serviceName, vpcEndpointType: "Gateway", policy, tags }),
        group: undefined,
      };
    }
    const group = new SegmentSecurityGroup(at, "SecurityGroup", {
      vpcId,
      name: `${network.name}-${name}`,
      description: `Private endpoint of ${name}`,
      tags: { ...tags, [carrierTags.network]: network.name, [carrierTags.service]: serviceFor(name).name },
    });
    const resource = new VpcEndpoint(at, "Resource", {
      vpcId,
      serviceName,
      vpcEndpointType: "Interface",
      subnetIds: [...this.segment.subnetIds],
      securityGroupIds: [group.groupId],
      privateDnsEnabled: true,
      policy,
      tags,
    });
    return { resource, group };
  }
}

function serviceFor(name: PrivateServiceName): Service {
  return {
    name: `aws-${name.replace(".", "-")}`,
    title: `AWS ${name} by a private endpoint`,
    transport: { protocol: "tcp", ports: PortRange.of(443) },
    basis: "vendor",
    citation: { source: "AWS PrivateLink guide", at: "Access an AWS service using an interface VPC endpoint" },
    reach: "routable",
    encrypted: true,
  };
}

function policyFor(principals: PrivateServicePrincipals): string {
  const condition =
    "account" in principals
      ? { "aws:PrincipalAccount": principals.account }
      : { "aws:PrincipalOrgID": principals.organization };
  return Fn.jsonencode({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "*", Resource: "*", Condition: { StringEquals: condition } },
    ],
  });
}

function issuesOf({ services, principals }: PrivateServicesProps): Issue[] {
  const issues: Issue[] = [];
  for (const name of services) {
    if (!privateServiceNames.includes(name))
      issues.push({
        what: "not a service that can be reached privately",
        received: JSON.stringify(name),
        allowed: privateServiceNames.join(", "),
      });
  }
  if (new Set(services).size !== services.length)
    issues.push({ what: "a private service is named twice", received: services.join(", ") });
  if (services.length === 0)
    issues.push({ what: "no private service is named", allowed: privateServiceNames.join(", ") });
  if ("account" in principals) {
    if (!Token.isUnresolved(principals.account) && !/^\d{12}$/.test(principals.account))
      issues.push({
        what: "account of the private services is not an account id",
        received: `"${principals.account}"`,
        allowed: "12 digits",
      });
  } else if (!Token.isUnresolved(principals.organization) && !/^o-[a-z0-9]{10,32}$/.test(principals.organization)) {
    issues.push({
      what: "organisation of the private services is not an organisation id",
      received: `"${principals.organization}"`,
      allowed: "o- and 10–32 lower-case letters and digits",
    });
  }
  return issues;
}
