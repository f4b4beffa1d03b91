export { AddressPlan, type AddressPlanStore } from "./address-plan";
export { freeReleased } from "./free-released";
export { formatLock, parseLock, type LockDocument, type LockedSegment, type LockedZone } from "./lock";
export { planAddresses, type AddressPlanned, type LockChange, type PlanResult, type PlannedSegment } from "./plan";
export type { AddressRequest, SegmentRequest } from "./request";
