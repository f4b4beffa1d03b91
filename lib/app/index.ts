/** The composition root: where the pure parts, the constructs and the disk meet. */
export { writeWhole } from "./artifact-store";
export { AddressPlan, readLock } from "./locked-address-plan";
export { parseIntent } from "./read-intent";
export { isMissing, reasonOf } from "./system-error";
