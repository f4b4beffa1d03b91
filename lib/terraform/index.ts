/** Reads Terraform's own output, or a snapshot of AWS, back into facts. */
export type * from "./facts";
