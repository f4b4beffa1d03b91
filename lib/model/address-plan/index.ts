export { AddressPlan, type AddressPlanStore } from "./address-plan";
export { freeReleased } from "./free-released";
export { formatLock, type LockDocument, type LockedSegment, type LockedZone } from "./lock";
export { parseLock } from "./parse-lock";
export { planAddresses, type AddressPlanned, type LockChange, type PlanResult, type PlannedSegment } from "./plan";
export type { AddressRequest, SegmentRequest } from "./request";
