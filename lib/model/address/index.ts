export { AddressSet } from "./address-set";
export { Cidr, compareCidrs } from "./cidr";
export type { Family } from "./family";
export { formatAddress } from "./text";
