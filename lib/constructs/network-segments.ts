/** The ways to add a segment to a network, one for each kind, so that the compiler knows who may start a conduit to whom. */
import { Construct } from "constructs";
import type { DeviceProfile, Kind } from "../model";
import type { Declaration } from "./declaration";
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
import { OutsideSegment, type OutsideSegmentProps } from "./outside-segment";
import type { NetworkHome, SegmentProps } from "./segment-props";

type Named<P extends DeviceProfile> = SegmentProps<P>;

/** What a network has of its segments. */
export abstract class NetworkSegments extends Construct implements NetworkHome {
  /** @internal */
  public abstract readonly declaration: Declaration;

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
    return new OutsideSegment<K, P>(this, name, { ...props, network: this, at: undefined });
  }
}
