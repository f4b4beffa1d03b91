export type { ClinicalWindow } from "./clinical-window";
export { Patching, patchedSystems, type PatchedSystem, type PatchingProps } from "./patching";
export {
  ThreatDetection,
  findingFrequencies,
  type FindingFrequency,
  type ThreatDetectionProps,
} from "./threat-detection";
