/** A segment in AWS: its block, subnets, route tables, network ACL and security group. */
import { Lazy, Token } from "cdktf";
import type { Construct } from "constructs";
import {
  Cidr,
  refuse,
  validateSegment,
  type DeviceProfile,
  type Issue,
  type Kind,
  type Parsed,
  type SegmentDefinition,
} from "../model";
import type { Declaration, Room } from "./declaration";
import { admitName, defineMember, profilesOf } from "./define-member";
import { stackOf } from "./framework";
import { kindDefaults } from "./kind-defaults";
import { Member } from "./member";
import { SegmentNetworkAcl } from "./network-acl";
import { SegmentSecurityGroup } from "./security-group";
import type { NetworkHome, SegmentProps } from "./segment-props";
import { SegmentSubnets, type SubnetRequest } from "./subnets";
import { checkTags, segmentTags } from "./tags";

/** A segment that Cordon builds. Use the class of its kind. */
export abstract class Segment<K extends Kind = Kind, P extends DeviceProfile = DeviceProfile> extends Member<K, P> {
  public readonly name: string;
  /** @internal */
  public readonly declaration: Declaration;
  /** @internal */
  public readonly definition: SegmentDefinition<K>;
  public readonly subnets: SegmentSubnets;
  public readonly networkAcl: SegmentNetworkAcl;
  public readonly group: SegmentSecurityGroup;
  protected readonly profiles: readonly P[];

  protected constructor(
    scope: Construct,
    name: string,
    public readonly kind: K,
    home: NetworkHome,
    props: SegmentProps<P>,
  ) {
    super(scope, admitName(home, scope, name));
    this.name = name;
    this.declaration = home.declaration;
    this.profiles = profilesOf(props);
    const { definition, issues } = defineMember(this.declaration, name, kind, props, {
      in: "aws",
      zones: [...(props.availabilityZones ?? this.declaration.props.zones)].sort(),
    });
    this.definition = definition;
    const room = roomOf(name, this.zones, props, issues);
    refuse(
      [
        ...validateSegment(definition, this.declaration.frame),
        ...issues,
        ...this.strayIssues(),
        ...outpostIssues(name, this.zones, props),
        ...aclDetailIssues(name, props),
      ].map((issue) => ({ ...issue, where: this.node.path })),
    );
    const userTags = checkTags({ ...this.declaration.props.tags, ...props.tags }, this.node.path);
    const tags = segmentTags(this.declaration.props.name, definition, userTags);
    const fullName = `${this.declaration.props.name}-${name}`;
    const { vpcId } = this.declaration;
    this.subnets = new SegmentSubnets(this, "Subnets", {
      vpcId,
      name: fullName,
      tags,
      subnets: this.zones.map((zone) => this.subnetIn(zone, props)),
    });
    this.group = new SegmentSecurityGroup(this, "SecurityGroup", {
      vpcId,
      name: fullName,
      tags,
      description: `Segment ${name} (${kind})`,
    });
    this.networkAcl = new SegmentNetworkAcl(this, "NetworkAcl", {
      vpcId,
      name: fullName,
      tags,
      subnetIds: this.subnets.subnetIds,
      entries: () => this.declaration.compile().entriesOf(name),
    });
    this.declaration.addSegment({
      definition,
      where: this.node.path,
      built: {
        room,
        aclDetail: props.aclDetail ?? kindDefaults[kind].aclDetail,
        subnets: this.subnets,
        acl: this.networkAcl,
        group: this.group,
      },
    });
  }

  /** The zones it has a subnet in, sorted. */
  public get zones(): readonly string[] {
    return this.definition.placement.in === "aws" ? this.definition.placement.zones : [];
  }

  /** Its IPv4 block, as a token that is known when the stack is synthesized. */
  public get cidr(): string {
    return Lazy.stringValue({ produce: () => this.declaration.compile().blockOf(this.name) });
  }

  public get securityGroupId(): string {
    return this.group.groupId;
  }

  public get subnetIds(): readonly string[] {
    return this.subnets.subnetIds;
  }

  private subnetIn(zone: string, props: SegmentProps<P>): SubnetRequest {
    const { ipv6Block } = this.declaration;
    return {
      zone,
      cidr: Lazy.stringValue({ produce: () => this.declaration.compile().subnetOf(this.name, zone) }),
      ipv6Cidr:
        ipv6Block === undefined
          ? undefined
          : Lazy.stringValue({
              produce: () => this.declaration.ipv6SubnetOf(this.declaration.compile().ipv6IndexOf(this.name, zone)),
            }),
      outpostArn: props.outposts?.[zone],
    };
  }

  /** A segment in another stack than its network would need its group's id across stacks, both ways. */
  private strayIssues(): Issue[] {
    const [own, home] = [stackOf(this), stackOf(this.declaration.props.scope)];
    return own === home
      ? []
      : [
          {
            what: `segment "${this.name}" is in another stack than its network`,
            received: `"${own.node.id}"`,
            allowed: `stack "${home.node.id}"`,
          },
        ];
  }
}

function roomOf(name: string, zones: readonly string[], props: SegmentProps, issues: Issue[]): Room {
  const room = {
    name,
    zones,
    subnetPrefix: props.subnetPrefix ?? 26,
    reservedZones: props.reservedZones ?? 4,
    block: undefined,
  };
  if (props.cidr === undefined) return room;
  const parsed: Parsed<Cidr> = Cidr.parse(props.cidr);
  if (parsed.ok) return { ...room, block: parsed.value };
  issues.push({ ...parsed.issue, what: `block of segment "${name}": ${parsed.issue.what}` });
  return room;
}

const outpostArn = /^arn:aws(-[a-z]+)*:outposts:[a-z0-9-]+:\d{12}:outpost\/op-[0-9a-f]{8,17}$/;

function outpostIssues(name: string, zones: readonly string[], props: SegmentProps): Issue[] {
  return Object.entries(props.outposts ?? {}).flatMap(([zone, arn]) => {
    const issues: Issue[] = [];
    if (!zones.includes(zone)) {
      issues.push({
        what: `segment "${name}" has an Outpost in a zone it is not in`,
        received: `"${zone}"`,
        allowed: zones.join(", "),
      });
    }
    if (!Token.isUnresolved(arn) && !outpostArn.test(arn)) {
      issues.push({
        what: `Outpost of segment "${name}" in ${zone} is not an Outpost's ARN`,
        received: `"${arn}"`,
        allowed: "arn:<partition>:outposts:<region>:<account>:outpost/op-…",
      });
    }
    return issues;
  });
}

/** From JavaScript anything may come, and what is not "service" opens more. */
function aclDetailIssues(name: string, { aclDetail }: SegmentProps): Issue[] {
  const choices: readonly unknown[] = ["service", "pair", undefined];
  if (choices.includes(aclDetail)) return [];
  return [
    {
      what: `aclDetail of segment "${name}" is not a choice`,
      received: JSON.stringify(aclDetail),
      allowed: "service, pair",
    },
  ];
}
