export { AddressSet, compareAddressSets } from "./address-set";
export { Cidr, compareCidrs } from "./cidr";
export { bitsOf, type Family } from "./family";
export { formatAddress } from "./text";
