/** IPv4 addresses that the internet routes: all but those set apart (RFC 6890 and the registry that it founded). */
import { AddressSet } from "./address-set";
import { Cidr } from "./cidr";

const setApart = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map((block) => Cidr.of(block));

export const publicV4 = AddressSet.everythingV4.subtract(AddressSet.of(setApart));
