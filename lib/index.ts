/** The front door of Cordon. */
import { writeWhole } from "./app";
import { useArtifactStore } from "./constructs";

useArtifactStore({ write: writeWhole });

export { AddressPlan, parseIntent, readLock, writeWhole } from "./app";
export * from "./constructs";
export {
  CalendarDate,
  Cidr,
  InvalidInput,
  PortRange,
  Quotas,
  Transport,
  awsQuotas,
  defineProfile,
  describeIssue,
  findService,
  formatLock,
  freeReleased,
  kinds,
  mayReach,
  mayStart,
  orThrow,
  policyChecks,
  profiles,
  quotasAsOf,
  services,
  siteService,
  tryFindService,
} from "./model";
export type {
  AddressPlanStore,
  Basis,
  Citation,
  ClientSystem,
  ConduitDefinition,
  Criticality,
  DataClass,
  DeviceProfile,
  FailMode,
  Intent,
  IntentConduit,
  IntentNetwork,
  IntentSegment,
  IntentService,
  Issue,
  Kind,
  LockDocument,
  MayReach,
  Need,
  Parsed,
  PolicyCheck,
  PolicyFinding,
  QuotaName,
  QuotaOverrides,
  Role,
  SegmentDefinition,
  SegmentTrait,
  Service,
  ServiceTransport,
  SiteService,
} from "./model";
