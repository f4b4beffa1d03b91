/** What devices talk to in AWS, whichever side of the VPN they are on. */
import type { ClinicalSegment, DeviceManagementSegment, IntegrationSegment, SharedServicesSegment } from "cdktf-cordon";

export interface Servers {
  readonly time: SharedServicesSegment;
  /** Names and time of the sites: one segment for all peers would be over the 20 entries of a network ACL. */
  readonly siteTime: SharedServicesSegment;
  readonly logs: SharedServicesSegment;
  readonly integration: IntegrationSegment;
  readonly pumpServer: ClinicalSegment;
  readonly pacs: ClinicalSegment;
  readonly ris: ClinicalSegment;
  readonly lims: ClinicalSegment;
  readonly emr: ClinicalSegment;
  readonly management: DeviceManagementSegment;
  readonly mirror: DeviceManagementSegment;
}

/** The devices whose conduits must be decided on for the day they are cut. */
export const standsAlone = { failMode: "fail-closed" } as const;
