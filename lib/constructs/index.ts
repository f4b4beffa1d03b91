export type { ClosedOrAlert } from "./alert-mode";
export { BlockPublicAccess, type BlockPublicAccessProps } from "./block-public-access";
export type { AclDetail } from "./acl/compile";
export type { ConduitDetails, ConduitEnd, FulfilDetails, RoleFillers } from "./ends";
export { EncryptedLogs, type EncryptedLogsProps, type LogSubject } from "./encrypted-logs";
export { HospitalNetwork } from "./hospital-network";
export type {
  AttachmentProps,
  ExceptionDetails,
  HospitalNetworkProps,
  MaintenanceDetails,
  NetworkProps,
  VpcAttributes,
} from "./network-props";
export type { DomainListDetails } from "./inspection/allow-to-domains";
export { FirewallLogs, InspectionFirewall } from "./inspection/inspection-firewall";
export { InspectionVpc, type InspectionProps, type InspectionVpcProps } from "./inspection/inspection-vpc";
export type { InspectionMode } from "./inspection/inspection-mode";
export { InternetEgress } from "./internet-egress";
export {
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
  type StandaloneSegmentProps,
} from "./kinds";
export { LockDown, type LockDownProps } from "./lock-down";
export { Member } from "./member";
export { SegmentNetworkAcl, type SegmentNetworkAclProps } from "./network-acl";
export type { AclEntry, AclTransport, Direction } from "./acl/entry";
export * from "./monitoring";
export { OutsideSegment, type OutsideSegmentProps } from "./outside-segment";
export {
  PrivateServices,
  privateServiceNames,
  type PrivateServiceName,
  type PrivateServicePrincipals,
  type PrivateServicesProps,
} from "./private-services";
export { SegmentSecurityGroup, type Rule, type RulePeer, type SegmentSecurityGroupProps } from "./security-group";
export { Segment } from "./segment";
export type { MemberProps, NetworkHome, SegmentProps } from "./segment-props";
export { HospitalSite, type SiteGatewayProps, type SiteProps } from "./site/hospital-site";
export { SiteSegment, type SiteHome, type SiteSegmentProps } from "./site/site-segment";
export { SegmentSubnets, type SegmentSubnetsProps, type SubnetRequest, type ZoneSubnet } from "./subnets";
export * from "./upkeep";
export { useArtifactStore, type ArtifactStore, type SynthesisSession } from "./synthesis";
export type { Tags } from "./tags";
export { TransitGateway, type TransitGatewayProps } from "./transit/transit-gateway";
export { VpcAttachment } from "./transit/vpc-attachment";
export {
  VendorVpn,
  type VendorAuthentication,
  type VendorAuthorisation,
  type VendorVpnProps,
} from "./vendor/vendor-vpn";
export * from "./vpn";
