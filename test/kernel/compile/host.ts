/** An interface as a host that filters by its own groups. */
import { formatAddress } from "../../../lib/model";
import type { FactBase, Interface } from "../../../lib/terraform";
import { groupRules } from "./groups";
import { blockOf, factOf, linkOf, NotCompiled, valueOf } from "./known";
import { address, everything, gatewayOf, route } from "./line";
import type { HostAddress, KernelHost, KernelNode } from "./node";

export function hostOf(face: Interface): KernelHost {
  return {
    id: face.id,
    node: `host ${face.id}`,
    kind: "interface",
    network: undefined,
    addresses: addressesOf(face),
  };
}

export function hostNode(facts: FactBase, face: Interface): KernelNode {
  const { node: name, addresses } = hostOf(face);
  const [link] = face.subnets;
  if (link === undefined || face.subnets.length > 1) throw new NotCompiled(`${face.id} is not in exactly one subnet`);
  const subnet = factOf(facts.subnets, linkOf(link, face.id), "subnet");
  const blocks = subnet.blocks.map((block) => blockOf(block, subnet.id));
  return {
    name,
    devices: [{ name: "eth0", wire: `lan ${subnet.id}` }],
    forwards: false,
    ip: addresses.flatMap(({ family, text }) => {
      const block = blocks.find((each) => each.family === family);
      if (block === undefined) throw new NotCompiled(`${face.id} has ${text}, which is not in its subnet`);
      return [
        address(family, text, block.prefix, "eth0"),
        route(everything(family), { via: `via ${gatewayOf(block)} dev eth0` }),
      ];
    }),
    nft: groupRules(facts, face),
  };
}

function addressesOf(face: Interface): readonly HostAddress[] {
  const blocks = valueOf(face.addresses, `addresses of ${face.id}`).toCidrs();
  const isPublic = valueOf(face.publicAddress, `public address of ${face.id}`);
  return blocks.map(({ family, first, size }) => {
    if (size !== 1n || blocks.filter((each) => each.family === family).length > 1)
      throw new NotCompiled(`${face.id} has more than one address of a family`);
    const text = formatAddress(family, first);
    return { family, text, value: first, publicText: family === 6 ? text : isPublic ? publicOf(first) : undefined };
  });
}

/** The public IPv4 address of a private one: any will do that is the same each time and no other's. */
export function publicOf(inside: bigint): string {
  return formatAddress(4, (inside & 0xff_ffffn) | (54n << 24n));
}
