/** A hospital's network on AWS: the VPC, its segments, and the conduits between them. */
import type { Construct } from "constructs";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  CalendarDate,
  carrierTags,
  maintenanceWindowIssues,
  refuse,
  validateException,
  type Exception,
  type Issue,
} from "../model";
import type { Declaration } from "./declaration";
import { declare } from "./declare";
import type { ConduitDetails } from "./ends";
import { assertSameFramework, stackOf } from "./framework";
import { InternetEgress } from "./internet-egress";
import { LockDown } from "./lock-down";
import type {
  AttachmentProps,
  ExceptionDetails,
  HospitalNetworkProps,
  MaintenanceDetails,
  VpcAttributes,
} from "./network-props";
import { MonitoredNetwork } from "./monitoring/monitored-network";
import { NetworkOutputs } from "./outputs";
import { PrivateServices, type PrivateServiceName, type PrivateServicesProps } from "./private-services";
import type { Segment } from "./segment";
import { HospitalSite, type SiteProps } from "./site/hospital-site";
import { registerSynthesis } from "./synthesis";
import type { Tags } from "./tags";
import type { TransitGateway } from "./transit/transit-gateway";
import { VpcAttachment } from "./transit/vpc-attachment";
import { VpnGateway, type VpnGatewayProps } from "./vpn";
import { checkRequired, given, networkNeeds, text, vpcNeed } from "./required";

/**
 * The network. Its default security group, default network ACL and main route table are closed; a segment reaches
 * another only by a conduit, and the internet only where its kind allows it and it asks. Its traffic is recorded unless it
 * says why not.
 */
export class HospitalNetwork extends MonitoredNetwork {
  /** @internal */
  public readonly declaration: Declaration;
  public readonly name: string;
  public readonly vpcId: string;
  /** The VPC, when Cordon created it. */
  public readonly vpc: Vpc | undefined;
  /** What closes the VPC's own defaults, when Cordon created it. */
  public readonly lockDown: LockDown | undefined;
  private privateServices: PrivateServices | undefined;

  public constructor(scope: Construct, id: string, props: HospitalNetworkProps | VpcAttributes) {
    super(scope, id);
    stackOf(this);
    checkRequired(this.node.path, "network", props, {
      ...networkNeeds,
      reviewBy: text("the day of its next review, as YYYY-MM-DD"),
    });
    if ("vpcId" in props) checkRequired(this.node.path, "network", { vpcId: props.vpcId }, { vpcId: vpcNeed });
    this.name = props.name;
    const existing = "vpcId" in props ? props : undefined;
    const ipv6 = "ipv6" in props ? (props.ipv6 ?? "none") : "none";
    this.declaration = declare(this, props, ipv6);
    const { tags } = this;
    if (existing === undefined) {
      this.vpc = new Vpc(this, "Resource", {
        cidrBlock: this.declaration.props.block.toString(),
        enableDnsSupport: true,
        enableDnsHostnames: true,
        ...(ipv6 === "none" ? {} : { assignGeneratedIpv6CidrBlock: true }),
        tags: { ...tags, Name: props.name },
      });
      assertSameFramework(this.vpc);
      this.vpcId = this.vpc.id;
      this.lockDown = new LockDown(this, "LockDown", {
        vpcId: this.vpc.id,
        defaultNetworkAclId: this.vpc.defaultNetworkAclId,
        defaultRouteTableId: this.vpc.defaultRouteTableId,
        name: props.name,
        tags,
      });
      if (ipv6 !== "none") this.declaration.ipv6Block = this.vpc.ipv6CidrBlock;
    } else {
      this.vpcId = existing.vpcId;
    }
    this.declaration.vpcId = this.vpcId;
    this.declaration.vpc = this.vpc;
    new NetworkOutputs(this, "Outputs", this.declaration);
    this.recordByDefault();
    registerSynthesis(this);
  }

  /**
   * A network on a VPC that exists. Its own default group, default ACL and main route table stay as they are, because
   * closing them could cut what uses them today; `new LockDown(…)` closes them on purpose.
   */
  public static fromVpcAttributes(scope: Construct, id: string, attributes: VpcAttributes): HospitalNetwork {
    return new HospitalNetwork(scope, id, attributes);
  }

  /**
   * A virtual private gateway on the VPC, for the VPNs of sites. A network has one end for them for life: here, or at a
   * transit gateway.
   *
   * @throws {InvalidInput} when there is one already, or the ASN is not one that AWS takes for its side
   */
  public addVpnGateway(props: Pick<VpnGatewayProps, "asn" | "destruction">): VpnGateway {
    this.refuseSecondEdge();
    const gateway = new VpnGateway(this, "VpnGateway", {
      ...props,
      vpcId: this.vpcId,
      name: this.name,
      tags: this.tags,
    });
    this.declaration.edge = gateway.edge;
    return gateway;
  }

  /**
   * Attaches the VPC to a transit gateway, in subnets of its own. Its segments can then have conduits with those of the other
   * networks there, and with sites whose VPNs end there; nothing else passes.
   *
   * @throws {InvalidInput} when the network has a place for VPNs already, or is in another stack than the gateway
   */
  public attachTo(hub: TransitGateway, { trustGroup }: AttachmentProps = {}): VpcAttachment {
    this.refuseSecondEdge();
    const { declaration, tags } = this;
    const [own, home] = [stackOf(this), stackOf(hub)];
    if (own !== home) {
      refuse([
        {
          what: `network "${this.name}" is in another stack than transit gateway "${hub.name}"`,
          received: `"${own.node.id}"`,
          allowed: `stack "${home.node.id}", as each would need ids of the other`,
          where: this.node.path,
        },
      ]);
    }
    const group = hub.group(trustGroup, `network_${this.name}`);
    const attached = new VpcAttachment(this, "TransitAttachment", declaration, {
      transitGatewayId: hub.transitGatewayId,
      tags,
    });
    group.associate(attached.attachment);
    declaration.edge = hub.edge;
    declaration.hub = hub;
    declaration.attachment = attached.attachment;
    declaration.trustGroup = group;
    hub.join(declaration);
    return attached;
  }

  /**
   * A site behind the network's VPN: a hospital campus with one gateway or two.
   *
   * @throws {InvalidInput} with everything that is wrong in its properties
   */
  public addSite(name: string, props: SiteProps): HospitalSite {
    return new HospitalSite(this, name, { ...props, network: this });
  }

  /**
   * Writes the files for the other end of a site's VPN at each synth, into `site-kit/NAME` beside the Terraform. AWS's
   * addresses are known after the deployment: `cordon site-kit --outputs` fills them in.
   *
   * @param site name of a site of this network; one that it does not have fails the synth
   */
  public siteKit(site: string): void {
    this.declaration.siteKits.add(site);
  }

  private refuseSecondEdge(): void {
    if (this.declaration.edge === undefined) return;
    refuse([
      {
        what: `network "${this.name}" has a place where the VPNs of its sites end already`,
        received: this.declaration.edge.kind,
        allowed: "one, for life",
        where: this.node.path,
      },
    ]);
  }

  private get tags(): Tags {
    return { ...this.declaration.props.tags, [carrierTags.network]: this.name };
  }

  /**
   * Announces a change that a site will feel, so that the synth lets it through on the days that were agreed on.
   *
   * @param site name of the site; one that is taken out of the program can be named too
   * @throws {InvalidInput} when a day or another detail is missing or wrong
   */
  public announceMaintenance(site: string, details: MaintenanceDetails): void {
    const { from, until } = given(details);
    const issues: Issue[] = [];
    const day = (text: string, which: string): CalendarDate => {
      const parsed = CalendarDate.parse(text);
      if (parsed.ok) return parsed.value;
      issues.push({
        ...parsed.issue,
        what: `${which} day of the maintenance window of site "${site}": ${parsed.issue.what}`,
      });
      return this.declaration.props.today;
    };
    const window = { ...details, site, from: day(from, "first"), until: day(until, "last") };
    if (issues.length === 0) issues.push(...maintenanceWindowIssues(window));
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
    this.declaration.addWindow(window);
  }

  /**
   * A way out to the internet, for segments that may ask for it. On a new VPC only: one that exists has its own.
   *
   * @throws {InvalidInput} when there is one already, or the VPC is not Cordon's
   */
  public addInternetEgress(): InternetEgress {
    const { declaration } = this;
    const issues: Issue[] = [];
    if (declaration.internetEgress !== undefined)
      issues.push({ what: `network "${this.name}" has a way out to the internet already` });
    if (this.vpc === undefined) {
      issues.push({
        what: `network "${this.name}" is on a VPC that Cordon did not create`,
        allowed: "its own NAT gateways; Cordon adds none to it",
      });
    }
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
    const { zones } = declaration.props;
    declaration.internetEgress = new InternetEgress(this, "InternetEgress", declaration, {
      name: this.name,
      zones,
      tags: this.tags,
    });
    return declaration.internetEgress;
  }

  /**
   * Private endpoints of AWS services, for the segments that ask with `allowPrivateServices`.
   *
   * @throws {InvalidInput} when there are some already, or a service, account or organisation is not one
   */
  public addPrivateServices(props: Omit<PrivateServicesProps, "network">): PrivateServices {
    if (this.privateServices !== undefined)
      refuse([{ what: `network "${this.name}" has private services already`, where: this.node.path }]);
    this.privateServices = new PrivateServices(this, "PrivateServices", { ...props, network: this });
    return this.privateServices;
  }

  /**
   * Lets a segment use AWS services through the network's private endpoints.
   *
   * @throws {InvalidInput} when the network has no such endpoint, or a detail is missing or wrong
   */
  public allowPrivateServices(segment: Segment, names: readonly PrivateServiceName[], details: ConduitDetails): void {
    if (this.privateServices === undefined) {
      refuse([
        {
          what: `segment "${segment.name}" asks for private services, but the network has none`,
          allowed: "addPrivateServices first",
          where: this.node.path,
        },
      ]);
    }
    this.privateServices?.allow(segment, names, details);
  }

  /**
   * Acknowledges that a rule is not kept for a time.
   *
   * @param rule the rule: `SEG-004`
   * @param subject what it is not kept for, as the finding names it
   * @throws {InvalidInput} when a field is missing or wrong; the synth fails when it has expired
   */
  public acknowledge(rule: string, subject: string, details: ExceptionDetails): void {
    const { reason, approver, ticket, expires: until } = given(details);
    const parsed = CalendarDate.parse(until);
    const issues: Issue[] = parsed.ok
      ? []
      : [{ ...parsed.issue, what: `expiry of the exception to ${rule} for "${subject}": ${parsed.issue.what}` }];
    const expires = parsed.ok ? parsed.value : this.declaration.props.today;
    const exception: Exception = {
      rule,
      subject,
      reason,
      approver,
      ticket,
      expires,
    };
    issues.push(...validateException(exception));
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
    this.declaration.addException(exception);
  }
}
