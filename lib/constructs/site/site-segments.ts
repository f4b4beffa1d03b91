/** The ways to add a segment to a site, one for each kind, so that the compiler knows who may start a conduit to whom. */
import { Construct } from "constructs";
import type { DeviceProfile, Kind } from "../../model";
import type { Declaration } from "../declaration";
import { SiteSegment, type SiteHome, type SiteSegmentProps } from "./site-segment";

/** What a site has of its segments. */
export abstract class SiteSegments extends Construct implements SiteHome {
  public abstract readonly name: string;
  /** @internal */
  public abstract readonly declaration: Declaration;

  public addMedicalDeviceSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"medical-device", P> {
    return this.add("medical-device", name, props);
  }

  public addClinicalSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"clinical", P> {
    return this.add("clinical", name, props);
  }

  public addIntegrationSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"integration", P> {
    return this.add("integration", name, props);
  }

  public addSharedServicesSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"shared-services", P> {
    return this.add("shared-services", name, props);
  }

  public addDeviceManagementSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"device-management", P> {
    return this.add("device-management", name, props);
  }

  public addVendorAccessSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"vendor-access", P> {
    return this.add("vendor-access", name, props);
  }

  public addFacilitySegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"facility", P> {
    return this.add("facility", name, props);
  }

  public addCorporateSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"corporate", P> {
    return this.add("corporate", name, props);
  }

  public addGuestSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"guest", P> {
    return this.add("guest", name, props);
  }

  public addQuarantineSegment<P extends DeviceProfile = never>(
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<"quarantine", P> {
    return this.add("quarantine", name, props);
  }

  private add<K extends Kind, P extends DeviceProfile>(
    kind: K,
    name: string,
    props: SiteSegmentProps<P>,
  ): SiteSegment<K, P> {
    return new SiteSegment<K, P>(this, name, { ...props, kind });
  }
}
