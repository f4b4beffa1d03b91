export { AddressPlan, type AddressPlanStore } from "./address-plan";
export { formatLock, lockfileVersion, parseLock, type LockDocument, type LockedSegment, type LockedZone } from "./lock";
export {
  freeReleased,
  planAddresses,
  type AddressPlanned,
  type AddressRequest,
  type LockChange,
  type PlanResult,
  type PlannedSegment,
  type SegmentRequest,
} from "./plan";
