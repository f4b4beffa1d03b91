/**
 * The allow list as an nftables table of its own.
 *
 * Stateful by direction: a packet of whoever started passes by the rule of its conduit alone, every time, and an answer passes
 * because the connection has begun. So a conduit that is gone stops at once, open connections included.
 */
import type { Cidr } from "../../model";
import type { Carried, Flow } from "./flow";
import { packetSize } from "./packet-size";
import type { SitePlan } from "./plan";

/** The file, from its first line to its last. */
export function nftables({ site, segments, far, flows }: SitePlan): readonly string[] {
  const table = `inet ${site.label}`;
  const { mss } = packetSize(site.tunnel.phase2, true);
  return [
    "# For the router between the VLANs and the tunnels. Try it, then load it: nft -c -f FILE && nft -f FILE",
    "# Loading it again replaces the whole table at once, and nothing else. What neither comes from nor goes to these blocks is",
    "# left to the router's other tables. A drop here is final; what is let through here, another table may still drop.",
    `table ${table}`,
    `delete table ${table}`,
    `table ${table} {`,
    ...set(
      "segments",
      segments.flatMap(({ blocks }) => blocks),
    ),
    ...set("far", far),
    "  chain segment_size {",
    "    type filter hook forward priority mangle; policy accept;",
    `    ip daddr @far tcp flags & (syn | rst) == syn tcp option maxseg size > ${String(mss)} tcp option maxseg size set ${String(mss)}`,
    `    ip saddr @far tcp flags & (syn | rst) == syn tcp option maxseg size > ${String(mss)} tcp option maxseg size set ${String(mss)}`,
    "  }",
    "  chain forward {",
    "    type filter hook forward priority filter; policy accept;",
    "    ip saddr @segments goto conduits",
    "    ip daddr @segments goto conduits",
    "    ip saddr @far goto conduits",
    "    ip daddr @far goto conduits",
    "  }",
    "  chain conduits {",
    "    ct state established ct direction reply counter accept",
    "    ct state related ip protocol icmp counter accept",
    "    ct state invalid ip protocol tcp counter drop",
    ...flows.map(rule),
    `    limit rate 10/second log prefix "${site.label} drop: "`,
    "    counter drop",
    "  }",
    "}",
  ];
}

/** A named set; without elements it matches nothing. */
function set(name: string, blocks: readonly Cidr[]): readonly string[] {
  return [
    `  set ${name} {`,
    "    type ipv4_addr",
    "    flags interval",
    ...(blocks.length === 0 ? [] : [`    elements = { ${blocks.join(", ")} }`]),
    "  }",
  ];
}

function rule({ id, from, to, carried }: Flow): string {
  return `    ip saddr ${either(from.blocks)} ip daddr ${either(to.blocks)} ${match(carried)} counter accept comment "${id}"`;
}

function either(blocks: readonly Cidr[]): string {
  return blocks.length === 1 ? blocks.join("") : `{ ${blocks.join(", ")} }`;
}

function match(carried: Carried): string {
  switch (carried.kind) {
    case "ports": {
      const { protocol, from, to } = carried;
      return `${protocol} dport ${from === to ? String(from) : `${String(from)}-${String(to)}`}`;
    }
    case "icmp": {
      const { type, code } = carried;
      return `icmp type ${String(type)}${code === "any" ? "" : ` icmp code ${String(code)}`}`;
    }
    case "protocol":
      return `ip protocol ${String(carried.number)}`;
  }
}
