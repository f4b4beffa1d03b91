/** The composition root: where the pure parts, the constructs and the disk meet. */
export { writeWhole } from "./artifact-store";
export { AddressPlan, readLock } from "./locked-address-plan";
export { findPlace } from "./find-place";
export { LastDeployed } from "./last-deployed";
export { observeRecords, type ObserveRequest } from "./observe/observe-records";
export { parseEarlier } from "./observe/earlier";
export { prove, type Proved } from "./prove";
export { proofInputOf, readProofInput, type ProofInput } from "./proof-input";
export { parseIntent } from "./read-intent";
export { readText, tryReadText } from "./read-text";
export { parseTunnelEnds } from "./read-tunnel-ends";
export { synthProven, type ProvenSynth, type SynthesizableApp } from "./synth-proven";
export { reasonOf } from "./system-error";
export { isApp, isStack, trialSynth, type TreeNode } from "./trial-synth";
export { siteKit, type GatewayEnds, type SiteKitFile, type TunnelEnds } from "../report";
