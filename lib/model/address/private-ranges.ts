/** Address ranges that are never public. */
import { Cidr } from "./cidr";

/** RFC 1918 and RFC 6598: what a network of one's own may be made of. */
export const privateNetworks: readonly Cidr[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(
  (text) => Cidr.of(text),
);

/** Whether an IPv4 block lies whole in a range for private networks. */
export function isPrivate(block: Cidr): boolean {
  return privateNetworks.some((range) => range.contains(block));
}
