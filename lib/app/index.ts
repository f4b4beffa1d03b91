/** The composition root: where the pure parts, the constructs and the disk meet. */
export { writeWhole } from "./artifact-store";
export { AddressPlan, readLock } from "./locked-address-plan";
export { idsOf, prove, type Proved } from "./prove";
export { readProofInput } from "./proof-input";
export { parseIntent } from "./read-intent";
export { parseTunnelEnds } from "./read-tunnel-ends";
export { synthProven, type SynthesizableApp } from "./synth-proven";
export { isMissing, reasonOf } from "./system-error";
export { siteKit, type GatewayEnds, type SiteKitFile, type TunnelEnds } from "../report";
