/** A transit gateway: the hub that joins the VPCs of several networks and the VPNs of their sites. */
import { Construct } from "constructs";
import { Ec2TransitGateway } from "@cdktf/provider-aws/lib/ec2-transit-gateway";
import { awsAsnIssues, compareText, nameIssues, refuse } from "../../model";
import type { Declaration } from "../declaration";
import { InspectionVpc, type InspectionProps } from "../inspection/inspection-vpc";
import { checkTags, type Tags } from "../tags";
import type { Destruction, SiteEdge } from "../vpn";
import { lifecycleOf } from "../vpn/site-edge";
import { TrustGroup } from "./trust-group";
import { checkRequired, nameNeed, number } from "../required";

export interface TransitGatewayProps {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  /** The AWS side's ASN, 64512–65534 or 4200000000–4294967294. Fixed for life: another one replaces the gateway. */
  readonly asn: number;
  /**
   * Whether Terraform may destroy the gateway, and everything that meets at it.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/**
 * A transit gateway that joins nothing by itself: what is attached to it is put into no route table and announced to none,
 * until a conduit asks. Each trust group has a route table of its own, and drops what no conduit has opened.
 */
export class TransitGateway extends Construct {
  public readonly resource: Ec2TransitGateway;
  public readonly transitGatewayId: string;
  public readonly asn: number;
  public readonly name: string;
  public readonly edge: SiteEdge;
  private readonly props: TransitGatewayProps;
  private readonly joined: Declaration[] = [];
  private inspectionVpc: InspectionVpc | undefined;
  private readonly groups = new Map<string, TrustGroup>();

  public constructor(scope: Construct, id: string, props: TransitGatewayProps) {
    super(scope, id);
    checkRequired(this.node.path, "transit gateway", props, {
      name: nameNeed,
      asn: number("a private number: 64512 to 65534 or 4200000000 to 4294967294"),
    });
    const { name, asn } = props;
    refuse(
      [...nameIssues("name of the transit gateway", name), ...awsAsnIssues("ASN of the transit gateway", asn)].map(
        (issue) => ({ ...issue, where: this.node.path }),
      ),
    );
    this.props = props;
    this.name = name;
    this.asn = asn;
    this.resource = new Ec2TransitGateway(this, "Resource", {
      description: `Cordon hub ${name}`,
      amazonSideAsn: asn,
      autoAcceptSharedAttachments: "disable",
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
      dnsSupport: "enable",
      multicastSupport: "disable",
      vpnEcmpSupport: "enable",
      tags: this.tags,
      lifecycle: lifecycleOf(props.destruction ?? "prevented"),
    });
    this.transitGatewayId = this.resource.id;
    this.edge = { kind: "transit-gateway", transitGatewayId: this.transitGatewayId, asn };
  }

  /**
   * A VPC through whose firewall segments of the networks here reach the domains that they name, and by no other way.
   *
   * @throws {InvalidInput} with everything that is wrong in its properties, or when there is one already
   */
  public addInspection(props: InspectionProps): InspectionVpc {
    return new InspectionVpc(this, "Inspection", { ...props, hub: this });
  }

  /** @internal The VPC that inspects what its networks send out, when there is one. */
  public get inspection(): InspectionVpc | undefined {
    return this.inspectionVpc;
  }

  /** @internal */
  public inspectBy(inspection: InspectionVpc): void {
    this.inspectionVpc = inspection;
    this.join(inspection.declaration);
  }

  /** @internal The names of its trust groups: each has a route table. */
  public get trustGroups(): Iterable<string> {
    return this.groups.keys();
  }

  /** @internal The networks on it, by name. */
  public get networks(): readonly Declaration[] {
    return [...this.joined].sort((a, b) => compareText(a.props.name, b.props.name));
  }

  /** @internal */
  public join(declaration: Declaration): void {
    this.joined.push(declaration);
  }

  /**
   * @internal The route table of a trust group, made when it is first asked for.
   *
   * @param chosen the author's name for it
   * @param own its name when the author chose none; no author's name is like it
   * @throws {InvalidInput} when the author's name is not one
   */
  public group(chosen: string | undefined, own: `${"network" | "site" | "inspection"}_${string}`): TrustGroup {
    const name = chosen ?? own;
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    if (chosen !== undefined) {
      const issues = nameIssues(`name of a trust group of transit gateway "${this.name}"`, chosen);
      refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
    }
    const group = new TrustGroup(this, name, {
      transitGatewayId: this.transitGatewayId,
      name: `${this.name}-${name}`,
      tags: this.tags,
    });
    this.groups.set(name, group);
    return group;
  }

  private get tags(): Tags {
    return {
      ...checkTags(this.props.tags ?? {}, this.node.path),
      "cordon:hub": this.props.name,
      Name: this.props.name,
    };
  }
}
