/** The model: what a hospital network is. Pure. */
export * from "./address";
export * from "./address-plan";
export { CalendarDate } from "./calendar-date";
export { carrierTags } from "./carrier-tags";
export type { Citation } from "./citation";
export { conduitId, failModes, type ConduitDefinition, type FailMode } from "./conduit";
export { readsDomainsOf, validateConduit } from "./conduit-rules";
export { domainIssues, isNameUnder } from "./domain";
export type { Exception } from "./exception";
export * from "./edit";
export * from "./flow-log";
export * from "./intent";
export type { Interval, IntervalSet } from "./interval-set";
export { InvalidInput, describeIssue, orThrow, refuse, type Issue, type Parsed } from "./issue";
export {
  criticalities,
  internet,
  kinds,
  mayAskForInternet,
  mayReach,
  mayStart,
  type Criticality,
  type Kind,
  type MayReach,
  type MayStart,
} from "./kind";
export { nearMatches } from "./near-matches";
export type { NetworkDefinition } from "./network";
export { validateException, validateNetwork } from "./network-rules";
export { compareText } from "./order";
export * from "./policy";
export { defineProfile, type DeviceProfile, type Need, type Role, type RoleKind, type RoleName } from "./profile";
export { profiles } from "./profiles";
export * from "./quota";
export { ruleDescription } from "./rule-description";
export {
  clientPortRanges,
  dataClasses,
  placeAtSite,
  type ClientSystem,
  type DataClass,
  type Placement,
  type SegmentDefinition,
  type SegmentTrait,
  type SitePlace,
} from "./segment";
export { blockCollisions, ownerLimit, validateSegment } from "./segment-rules";
export type { Basis, Reach, Service, ServiceTransport } from "./service";
export { findService, services, siteService, tryFindService, type SiteService } from "./services";
export * from "./site";
export { sitePlaceIssues } from "./site-places";
export * from "./traffic";
export * from "./tunnel";
export { choiceIssues, repetitionIssues, nameIssues, proseIssues, tagProseIssues } from "./wording";
