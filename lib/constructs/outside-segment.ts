/** A segment that Cordon does not build: a hospital VLAN or another network, known by its blocks. */
import type { Construct } from "constructs";
import {
  Cidr,
  refuse,
  type DeviceProfile,
  type Issue,
  type Kind,
  type Parsed,
  type SegmentDefinition,
  type SitePlace,
  blockCollisions,
  sitePlaceIssues,
  validateSegment,
} from "../model";
import type { Declaration } from "./declaration";
import { Member } from "./member";
import { admitName, defineMember, profilesOf } from "./define-member";
import type { MemberProps, NetworkHome } from "./segment-props";
import { checkRequired, homeOf, kindNeed, array } from "./required";

export interface OutsideSegmentProps<K extends Kind, P extends DeviceProfile = DeviceProfile> extends MemberProps<P> {
  readonly kind: K;
  /** Its blocks, IPv4 or IPv6, outside the network's own. */
  readonly cidrs: readonly [string, ...string[]];
}

/**
 * Conduits with it get rules and ACL entries for its exact blocks at the AWS end, and nothing at its own end. No route is
 * built: the way there (VPN, transit gateway, peering) belongs to the network it is reached through.
 */
export class OutsideSegment<K extends Kind = Kind, P extends DeviceProfile = DeviceProfile> extends Member<K, P> {
  public readonly name: string;
  public readonly kind: K;
  /** @internal */
  public readonly declaration: Declaration;
  /** @internal */
  public readonly definition: SegmentDefinition<K>;
  public readonly group = undefined;
  protected readonly profiles: readonly P[];

  public constructor(
    scope: Construct,
    name: string,
    props: OutsideSegmentProps<K, P> & { readonly network: NetworkHome; readonly at: SitePlace | undefined },
  ) {
    super(scope, admitName(homeOf(scope, "segment", name, props), scope, name));
    checkRequired(
      this.node.path,
      `segment ${JSON.stringify(name)}`,
      { kind: props.kind, cidrs: props.cidrs },
      {
        kind: kindNeed,
        cidrs: array("its blocks: at least one"),
      },
    );
    this.name = name;
    this.kind = props.kind;
    this.declaration = props.network.declaration;
    this.profiles = profilesOf(props);
    const blockIssues: Issue[] = [];
    const blocks = props.cidrs.flatMap((text) => {
      const parsed: Parsed<Cidr> = Cidr.parse(text);
      if (parsed.ok) return [parsed.value];
      blockIssues.push({ ...parsed.issue, what: `block of segment "${name}": ${parsed.issue.what}` });
      return [];
    });
    const { definition, issues } = defineMember(this.declaration, name, props.kind, props, {
      in: "outside",
      blocks,
      at: props.at,
    });
    this.definition = definition;
    refuse(
      [...blockIssues, ...issues, ...(blockIssues.length === 0 ? this.modelIssues() : [])].map((issue) => ({
        ...issue,
        where: this.node.path,
      })),
    );
    this.declaration.addSegment({ definition, where: this.node.path });
  }

  private modelIssues(): readonly Issue[] {
    const { frame } = this.declaration;
    return [
      ...validateSegment(this.definition, frame),
      ...blockCollisions({ ...frame, segments: this.declaration.besides(this.definition) }),
      ...sitePlaceIssues({
        ...frame,
        sites: this.declaration.sites.map(({ definition }) => definition),
        segments: this.declaration.besides(this.definition),
      }),
    ];
  }
}
