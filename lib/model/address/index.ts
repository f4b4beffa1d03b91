export { AddressSet } from "./address-set";
export { Cidr, compareCidrs } from "./cidr";
export type { Family } from "./family";
export { publicV4 } from "./public";
export { formatAddress } from "./text";
