/** Address ranges that are never public. */
import { Cidr } from "./cidr";

/** RFC 1918 and RFC 6598: what a network of one's own may be made of. */
export const privateNetworks: readonly Cidr[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(
  (text) => Cidr.of(text),
);

/** IPv4 ranges that no public address is in (RFC 6890 and the IANA special-purpose registry). */
const neverPublic: readonly Cidr[] = [
  ...privateNetworks,
  ...["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"].map(
    (text) => Cidr.of(text),
  ),
];

/** Whether an IPv4 block holds public addresses alone. The ranges for documentation (RFC 5737) count as public. */
export function isPublic(block: Cidr): boolean {
  return block.family === 4 && !neverPublic.some((range) => range.overlaps(block));
}

/** Whether an IPv4 block lies whole in a range for private networks. */
export function isPrivate(block: Cidr): boolean {
  return privateNetworks.some((range) => range.contains(block));
}
