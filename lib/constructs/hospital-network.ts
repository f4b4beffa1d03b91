/** A hospital's network on AWS: the VPC, its segments, and the conduits between them. */
import { Construct } from "constructs";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  carrierTags,
  CalendarDate,
  refuse,
  validateException,
  type DeviceProfile,
  type Exception,
  type Issue,
  type Kind,
} from "../model";
import type { Declaration } from "./declaration";
import { declare } from "./declare";
import type { ConduitDetails } from "./ends";
import { assertSameFramework, stackOf } from "./framework";
import { InternetEgress } from "./internet-egress";
import {
  ClinicalSegment,
  CorporateSegment,
  DeviceManagementSegment,
  FacilitySegment,
  GuestSegment,
  IntegrationSegment,
  MedicalDeviceSegment,
  QuarantineSegment,
  SharedServicesSegment,
  VendorAccessSegment,
} from "./kinds";
import { LockDown } from "./lock-down";
import type { ExceptionDetails, HospitalNetworkProps, VpcAttributes } from "./network-props";
import { OutsideSegment, type OutsideSegmentProps } from "./outside-segment";
import { NetworkOutputs } from "./outputs";
import { PrivateServices, type PrivateServiceName, type PrivateServicesProps } from "./private-services";
import type { Segment } from "./segment";
import type { SegmentProps } from "./segment-props";
import { registerSynthesis } from "./synthesis";

type Named<P extends DeviceProfile> = SegmentProps<P>;

/**
 * The network. Its default security group, default network ACL and main route table are closed; a segment reaches
 * another only by a conduit, and the internet only where its kind allows it and it asks.
 */
export class HospitalNetwork extends Construct {
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
    this.name = props.name;
    const existing = "vpcId" in props ? props : undefined;
    const ipv6 = "ipv6" in props ? (props.ipv6 ?? "none") : "none";
    this.declaration = declare(this, props, ipv6);
    const tags = { ...this.declaration.props.tags, [carrierTags.network]: props.name };
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
    registerSynthesis(this);
  }

  /**
   * A network on a VPC that exists. Its own default group, default ACL and main route table stay as they are, because
   * closing them could cut what uses them today; `new LockDown(…)` closes them on purpose.
   */
  public static fromVpcAttributes(scope: Construct, id: string, attributes: VpcAttributes): HospitalNetwork {
    return new HospitalNetwork(scope, id, attributes);
  }

  public addMedicalDeviceSegment<P extends DeviceProfile = never>(
    name: string,
    props: Named<P> = {},
  ): MedicalDeviceSegment<P> {
    return new MedicalDeviceSegment<P>(this, name, { ...props, network: this });
  }

  public addClinicalSegment<P extends DeviceProfile = never>(name: string, props: Named<P> = {}): ClinicalSegment<P> {
    return new ClinicalSegment<P>(this, name, { ...props, network: this });
  }

  public addIntegrationSegment<P extends DeviceProfile = never>(
    name: string,
    props: Named<P> = {},
  ): IntegrationSegment<P> {
    return new IntegrationSegment<P>(this, name, { ...props, network: this });
  }

  public addSharedServicesSegment<P extends DeviceProfile = never>(
    name: string,
    props: Named<P> = {},
  ): SharedServicesSegment<P> {
    return new SharedServicesSegment<P>(this, name, { ...props, network: this });
  }

  public addDeviceManagementSegment<P extends DeviceProfile = never>(
    name: string,
    props: Named<P> = {},
  ): DeviceManagementSegment<P> {
    return new DeviceManagementSegment<P>(this, name, { ...props, network: this });
  }

  public addVendorAccessSegment<P extends DeviceProfile = never>(
    name: string,
    props: Named<P> = {},
  ): VendorAccessSegment<P> {
    return new VendorAccessSegment<P>(this, name, { ...props, network: this });
  }

  public addFacilitySegment<P extends DeviceProfile = never>(name: string, props: Named<P> = {}): FacilitySegment<P> {
    return new FacilitySegment<P>(this, name, { ...props, network: this });
  }

  public addCorporateSegment<P extends DeviceProfile = never>(name: string, props: Named<P> = {}): CorporateSegment<P> {
    return new CorporateSegment<P>(this, name, { ...props, network: this });
  }

  public addGuestSegment<P extends DeviceProfile = never>(name: string, props: Named<P> = {}): GuestSegment<P> {
    return new GuestSegment<P>(this, name, { ...props, network: this });
  }

  public addQuarantineSegment<P extends DeviceProfile = never>(
    name: string,
    props: Named<P> = {},
  ): QuarantineSegment<P> {
    return new QuarantineSegment<P>(this, name, { ...props, network: this });
  }

  /** A segment that Cordon does not build: a VLAN or another network, known by its blocks. */
  public addOutsideSegment<K extends Kind, P extends DeviceProfile = never>(
    name: string,
    props: OutsideSegmentProps<K, P>,
  ): OutsideSegment<K, P> {
    return new OutsideSegment<K, P>(this, name, { ...props, network: this });
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
    const { tags, zones } = declaration.props;
    declaration.internetEgress = new InternetEgress(this, "InternetEgress", declaration, {
      name: this.name,
      zones,
      tags: { ...tags, [carrierTags.network]: this.name },
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
    const parsed = CalendarDate.parse(details.expires);
    const issues: Issue[] = parsed.ok
      ? []
      : [{ ...parsed.issue, what: `expiry of the exception to ${rule} for "${subject}": ${parsed.issue.what}` }];
    const expires = parsed.ok ? parsed.value : this.declaration.props.today;
    const exception: Exception = {
      rule,
      subject,
      reason: details.reason,
      approver: details.approver,
      ticket: details.ticket,
      expires,
    };
    issues.push(...validateException(exception));
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
    this.declaration.addException(exception);
  }
}
