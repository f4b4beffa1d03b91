/** A segment in AWS: its block, subnets, route tables, network ACL and security group. */
import { Lazy } from "cdktf";
import type { Construct } from "constructs";
import {
  CalendarDate,
  Cidr,
  internet,
  nameIssues,
  refuse,
  type ClientSystem,
  type Criticality,
  type DataClass,
  type DeviceProfile,
  type Issue,
  type Kind,
  type Parsed,
  type SegmentDefinition,
  type SegmentTrait,
  validateSegment,
} from "../model";
import type { AclDetail } from "./acl/compile";
import type { Declaration, Room } from "./declaration";
import { stackOf } from "./framework";
import { kindDefaults } from "./kind-defaults";
import { Member } from "./member";
import { egressRoom } from "./rooms";
import { SegmentNetworkAcl } from "./network-acl";
import { SegmentSecurityGroup } from "./security-group";
import { SegmentSubnets, type SubnetRequest } from "./subnets";
import { checkTags, segmentTags, type Tags } from "./tags";

/** Where a segment can be added: a `HospitalNetwork`, new or imported. */
export interface NetworkHome {
  /** @internal */
  readonly declaration: Declaration;
}

/** What every segment can be given, wherever its machines are. */
export interface MemberProps<P extends DeviceProfile = DeviceProfile> {
  /**
   * Who answers for it: a team or a role.
   *
   * @default - the network's owner
   */
  readonly owner?: string;
  /**
   * How much depends on it.
   *
   * @default - the highest of its device profiles; without one, by kind: `high` for medical-device, clinical, integration
   * and shared-services, `medium` for device-management, vendor-access, facility and quarantine, otherwise `non-clinical`
   */
  readonly criticality?: Criticality;
  /**
   * The data it carries.
   *
   * @default - by kind: `phi` for medical-device, clinical, integration and quarantine, `none` for guest, otherwise `internal`
   */
  readonly dataClass?: DataClass;
  /**
   * What its devices are: `fulfil` then builds the conduits that they need.
   *
   * @default - no profile
   */
  readonly profile?: P | readonly P[];
  /**
   * The operating system of its machines, for the ephemeral ports that answers come back to.
   *
   * @default "any" (1024–65535)
   */
  readonly clientSystem?: ClientSystem;
  /**
   * Name shared with the segments that hold the redundant twins of what is in this one.
   *
   * @default - no twin
   */
  readonly redundancyGroup?: string;
  /**
   * Why it stands apart.
   *
   * @default - no trait
   */
  readonly traits?: readonly SegmentTrait[];
  /**
   * The day support of its oldest operating system ends, `YYYY-MM-DD`.
   *
   * @default - not known
   */
  readonly endOfSupport?: string;
}

/** What a segment in AWS can be given. */
export interface SegmentProps<P extends DeviceProfile = DeviceProfile> extends MemberProps<P> {
  /**
   * The availability zones it has a subnet in.
   *
   * @default - all zones of the network
   */
  readonly availabilityZones?: readonly string[];
  /**
   * Prefix length of each zone's subnet, 16–28. AWS keeps five addresses of each.
   *
   * @default 26 (64 addresses, 59 usable)
   */
  readonly subnetPrefix?: number;
  /**
   * For how many zones its block has room, 1–8, rounded up to a power of two.
   *
   * @default 4
   */
  readonly reservedZones?: number;
  /**
   * Its block, when the address plan is not to choose one: `10.40.8.0/24`.
   *
   * @default - free space that the address plan chooses
   */
  readonly cidr?: string;
  /**
   * ARN of the Outpost that its subnet lies on, by zone.
   *
   * @default - its subnets lie in the Region
   */
  readonly outposts?: Readonly<Record<string, string>>;
  /**
   * Whether its network ACL has an entry for each service of each peer, or one each way for a peer that has any conduit.
   *
   * @default - "pair" for integration, shared-services and device-management, which many segments talk to; otherwise "service"
   */
  readonly aclDetail?: AclDetail;
  /**
   * Tags beside those of the network and of Cordon.
   *
   * @default - none
   */
  readonly tags?: Tags;
}

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
        ...validateSegment(definition, this.declaration.definition()),
        ...issues,
        ...this.strayIssues(),
        ...outpostIssues(name, this.zones, props),
      ].map((issue) => ({ ...issue, where: this.node.path })),
    );
    const tags = segmentTags(this.declaration.props.name, definition, {
      ...this.declaration.props.tags,
      ...checkTags(props.tags ?? {}, this.node.path),
    });
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
    return this.group.resource.id;
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

/**
 * `name`, when a new segment can have it. Asked before the construct exists, so that the error is Cordon's own.
 *
 * @throws {InvalidInput} when it is malformed, taken, or one of Cordon's own
 */
export function admitName(home: NetworkHome, scope: Construct, name: string): string {
  const network = home.declaration.props.name;
  const where = `${scope.node.path}/${name}`;
  const own = [internet, egressRoom];
  const issues: Issue[] = [...nameIssues(`name of a segment of network "${network}"`, name)];
  if (home.declaration.segment(name) !== undefined) {
    issues.push({
      what: `network "${network}" has a segment of this name already`,
      received: `"${name}"`,
      allowed: "a name of its own for each segment",
    });
  } else if (own.includes(name) || scope.node.tryFindChild(name) !== undefined) {
    issues.push({
      what: `the name of a segment of network "${network}" is taken by something that is no segment`,
      received: `"${name}"`,
      allowed: "another name",
    });
  }
  refuse(issues.map((issue) => ({ ...issue, where })));
  return name;
}

export function profilesOf<P extends DeviceProfile>(props: MemberProps<P>): readonly P[] {
  if (props.profile === undefined) return [];
  return Array.isArray(props.profile) ? (props.profile as readonly P[]) : [props.profile as P];
}

/** A segment's definition from its properties, with what is wrong in them. */
export function defineMember<K extends Kind, P extends DeviceProfile>(
  declaration: Declaration,
  name: string,
  kind: K,
  props: MemberProps<P>,
  placement: SegmentDefinition["placement"],
): { readonly definition: SegmentDefinition<K>; readonly issues: Issue[] } {
  const issues: Issue[] = [];
  const profiles = profilesOf(props);
  for (const profile of profiles) {
    if (profile.kind !== kind)
      issues.push({
        what: `device profile "${profile.name}" does not fit segment "${name}"`,
        received: `a segment of kind ${kind}`,
        allowed: profile.kind,
      });
  }
  let endOfSupport: CalendarDate | undefined;
  if (props.endOfSupport !== undefined) {
    const parsed: Parsed<CalendarDate> = CalendarDate.parse(props.endOfSupport);
    if (parsed.ok) endOfSupport = parsed.value;
    else issues.push({ ...parsed.issue, what: `end of support of segment "${name}": ${parsed.issue.what}` });
  }
  const definition: SegmentDefinition<K> = {
    name,
    kind,
    criticality: props.criticality ?? highest(profiles) ?? kindDefaults[kind].criticality,
    owner: props.owner ?? declaration.props.owner,
    dataClass: props.dataClass ?? kindDefaults[kind].dataClass,
    placement,
    clientSystem: props.clientSystem ?? "any",
    internet: "none",
    profiles: profiles.map((profile) => profile.name).sort(),
    redundancyGroup: props.redundancyGroup,
    traits: [...(props.traits ?? [])].sort(),
    endOfSupport,
  };
  return { definition, issues };
}

function highest(profiles: readonly DeviceProfile[]): Criticality | undefined {
  const order: readonly Criticality[] = ["life-critical", "high", "medium", "non-clinical"];
  return order.find((criticality) => profiles.some((profile) => profile.criticality === criticality));
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
    if (!outpostArn.test(arn)) {
      issues.push({
        what: `Outpost of segment "${name}" in ${zone} is not an Outpost's ARN`,
        received: `"${arn}"`,
        allowed: "arn:<partition>:outposts:<region>:<account>:outpost/op-…",
      });
    }
    return issues;
  });
}
