/** A NAT gateway as a host of its subnet that forwards under its own address, and knows by tracking whose an answer is. */
import { formatAddress } from "../../../lib/model";
import type { FactBase, NatGateway } from "../../../lib/terraform";
import { blockOf, factOf, linkOf, NotCompiled, valueOf } from "./known";
import { address, everything, gatewayOf, route } from "./line";
import type { KernelNode } from "./node";

export function natNode(facts: FactBase, nat: NatGateway): KernelNode {
  const subnet = factOf(facts.subnets, linkOf(nat.subnet, nat.id), "subnet");
  const block = subnet.blocks.map((each) => blockOf(each, subnet.id)).find(({ family }) => family === 4);
  if (block === undefined) throw new NotCompiled(`${nat.id} is in a subnet without IPv4`);
  const inside = formatAddress(4, valueOf(nat.address, nat.id).first);
  return {
    name: `nat ${nat.id}`,
    devices: [{ name: "lan", wire: `lan ${subnet.id}` }],
    forwards: true,
    ip: [address(4, inside, block.prefix, "lan"), route(everything(4), { via: `via ${gatewayOf(block)} dev lan` })],
    nft: [
      "table ip translation {",
      "chain only {",
      "type filter hook forward priority 0; policy drop;",
      // A rule that lets out by the name of a group is not about what is behind a translation.
      "ip dscp cs2 drop",
      // An answer to nothing that it translated.
      "ct state invalid drop",
      "ct state established accept",
      "ct state new accept",
      "}",
      "chain source {",
      "type nat hook postrouting priority 100;",
      // Which port it uses itself is its own choice (VPC user guide, "Network ACLs": 1024-65535).
      `oifname "lan" meta l4proto { tcp, udp } snat to ${inside}:1024-65535 random`,
      `oifname "lan" snat to ${inside}`,
      "}",
      "}",
    ].join("\n"),
  };
}
