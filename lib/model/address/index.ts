export { AddressSet } from "./address-set";
export { Cidr, compareCidrs } from "./cidr";
export type { Family } from "./family";
export { publicV4 } from "./public";
export { isPrivate, privateNetworks } from "./private-ranges";
export { formatAddress } from "./text";
