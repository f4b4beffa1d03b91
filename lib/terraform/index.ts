/** Reads Terraform's own output, or a snapshot of AWS, back into facts. */
export type * from "./facts";
export { readCdkTfJson, readFacts, readPlan, readSnapshot, readState } from "./read";
export type { Input } from "./intake/json";
