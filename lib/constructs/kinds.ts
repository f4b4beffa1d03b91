/** One class for each kind of segment, so that the compiler knows who may start a conduit to whom. */
import type { Construct } from "constructs";
import type { ConduitDefinition, DeviceProfile, Service } from "../model";
import { allowToDomains, type DomainListDetails } from "./inspection/allow-to-domains";
import type { InspectionVpc } from "./inspection/inspection-vpc";
import { allowToInternet } from "./internet-egress";
import type { ConduitDetails } from "./ends";
import { Segment } from "./segment";
import type { NetworkHome, SegmentProps } from "./segment-props";
import { homeOf } from "./required";

/** Properties of a segment that is created by itself, with the network it is in. */
export interface StandaloneSegmentProps<P extends DeviceProfile = DeviceProfile> extends SegmentProps<P> {
  readonly network: NetworkHome;
}

/** Medical devices, their gateways, or what of them lies on an Outpost. Never has a way to the internet. */
export class MedicalDeviceSegment<P extends DeviceProfile = DeviceProfile> extends Segment<"medical-device", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "medical-device", homeOf(scope, "segment", name, props), props);
  }
}

/** Servers that care depends on: PACS, RIS, LIMS, EMR, pump servers. */
export class ClinicalSegment<P extends DeviceProfile = DeviceProfile> extends Segment<"clinical", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "clinical", homeOf(scope, "segment", name, props), props);
  }
}

/** Interface engines and device gateways: the way between devices and everything else. */
export class IntegrationSegment<P extends DeviceProfile = DeviceProfile> extends Segment<"integration", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "integration", homeOf(scope, "segment", name, props), props);
  }
}

/** DNS, NTP, directory, syslog: what everyone asks and what asks nobody. */
export class SharedServicesSegment<P extends DeviceProfile = DeviceProfile> extends Segment<"shared-services", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "shared-services", homeOf(scope, "segment", name, props), props);
  }
}

/** A segment whose kind may ask for a way out to the internet. */
abstract class SegmentWithInternet<
  K extends "corporate" | "device-management" | "guest",
  P extends DeviceProfile,
> extends Segment<K, P> {
  /**
   * Asks for a way out to public addresses for these services, through a NAT gateway in each zone. Nothing can come in.
   *
   * @throws {InvalidInput} when the network has no internet egress, or a detail is missing or wrong
   */
  public allowToInternet(
    services: Service | readonly Service[],
    details: ConduitDetails,
  ): readonly ConduitDefinition[] {
    return allowToInternet(this, services, details);
  }

  /**
   * Asks for a way out to these domains alone, through the firewall of an inspection VPC on the network's transit gateway.
   *
   * @throws {InvalidInput} when the network is not attached to that gateway, the segment has another way out, a domain is not
   * one, a service is neither HTTPS nor HTTP, or a detail is missing or wrong
   */
  public allowToDomains(
    inspection: InspectionVpc,
    what: DomainListDetails,
    details: ConduitDetails,
  ): readonly ConduitDefinition[] {
    return allowToDomains(this, inspection, what, details);
  }
}

/** CMMS, device managers, the patch mirror: what looks after devices. */
export class DeviceManagementSegment<P extends DeviceProfile = DeviceProfile> extends SegmentWithInternet<
  "device-management",
  P
> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "device-management", homeOf(scope, "segment", name, props), props);
  }
}

/** Where manufacturers' remote sessions arrive; every conduit from it is approved and ends (SEG-006). */
export class VendorAccessSegment<P extends DeviceProfile = DeviceProfile> extends Segment<"vendor-access", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "vendor-access", homeOf(scope, "segment", name, props), props);
  }
}

/** Nurse call, building management and other technology of the house. */
export class FacilitySegment<P extends DeviceProfile = DeviceProfile> extends Segment<"facility", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "facility", homeOf(scope, "segment", name, props), props);
  }
}

/** Business IT: desktops, office servers. */
export class CorporateSegment<P extends DeviceProfile = DeviceProfile> extends SegmentWithInternet<"corporate", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "corporate", homeOf(scope, "segment", name, props), props);
  }
}

/** Visitors. Reaches no other segment. */
export class GuestSegment<P extends DeviceProfile = DeviceProfile> extends SegmentWithInternet<"guest", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "guest", homeOf(scope, "segment", name, props), props);
  }
}

/** Machines under suspicion. Reaches its remediation host in device management, and nothing else. */
export class QuarantineSegment<P extends DeviceProfile = DeviceProfile> extends Segment<"quarantine", P> {
  public constructor(scope: Construct, name: string, props: StandaloneSegmentProps<P>) {
    super(scope, name, "quarantine", homeOf(scope, "segment", name, props), props);
  }
}
