/** The composition root: where the pure parts, the constructs and the disk meet. */
export { reasonOf, writeWhole } from "./artifact-store";
export { AddressPlan, readLock } from "./locked-address-plan";
export { parseIntent } from "./read-intent";
