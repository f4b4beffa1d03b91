/**
 * The allow list as policies of FortiOS.
 *
 * FortiOS keeps state, so a policy for whoever starts is enough, and what no policy allows is dropped. The two policies at the
 * end say so once more for these blocks, so that a broader policy below them opens nothing.
 */
import { compareText, formatAddress, type Cidr } from "../../model";
import { carriedName, type Carried, type Flow } from "./flow";
import { packetSize } from "./packet-size";
import type { SitePlan } from "./plan";

/** The file, from its first line to its last. */
export function fortios({ site, segments, far, flows }: SitePlan): readonly string[] {
  const governed = [...segments.flatMap(({ blocks }) => blocks), ...far];
  const blocks = [...governed, ...flows.flatMap(({ from, to }) => [...from.blocks, ...to.blocks])];
  const services = new Map(flows.map(({ carried }) => [carriedName(carried), carried]));
  const { mss } = packetSize(site.tunnel.phase2, true);
  return [
    "# For the firewall between the VLANs and the tunnels: FortiOS 6.4 or later. Policies are added at the end.",
    "# FortiOS drops what no policy allows. A broader policy above these stays open, so look at what is there: nothing else may",
    "# name these blocks. A policy that is here already is refused by its name; remove those that are no longer in this file.",
    "config firewall address",
    ...named(blocks.map((block) => [addressName(block), address(block)] as const)),
    "end",
    "config firewall service custom",
    ...named([...services].map(([name, carried]) => [name, service(carried)] as const)),
    "end",
    "config firewall policy",
    ...flows.flatMap((flow) => policy(flow, mss)),
    ...(governed.length === 0
      ? []
      : [
          ...denial(`${site.label}-from`, addresses(governed), '"all"'),
          ...denial(`${site.label}-to`, '"all"', addresses(governed)),
        ]),
    "end",
  ];
}

/** Each once, in the order of the names. */
function named(entries: readonly (readonly [name: string, lines: readonly string[]])[]): readonly string[] {
  return [...new Map(entries)]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, lines]) => [`    edit "${name}"`, ...lines.map((line) => `        ${line}`), "    next"]);
}

function addressName(block: Cidr): string {
  return `net-${block.toString().replace("/", "_")}`;
}

function addresses(blocks: readonly Cidr[]): string {
  return [...new Set(blocks.map(addressName))].map((name) => `"${name}"`).join(" ");
}

function address(block: Cidr): readonly string[] {
  const mask = formatAddress(4, 0xffffffffn - (block.size - 1n));
  return [`set subnet ${formatAddress(4, block.first)} ${mask}`];
}

function service(carried: Carried): readonly string[] {
  switch (carried.kind) {
    case "ports": {
      const { protocol, from, to } = carried;
      const range = from === to ? String(from) : `${String(from)}-${String(to)}`;
      return ["set protocol TCP/UDP/SCTP", `set ${protocol}-portrange ${range}`];
    }
    case "icmp": {
      const { type, code } = carried;
      return [
        "set protocol ICMP",
        `set icmptype ${String(type)}`,
        ...(code === "any" ? [] : [`set icmpcode ${String(code)}`]),
      ];
    }
    case "protocol":
      return ["set protocol IP", `set protocol-number ${String(carried.number)}`];
  }
}

function policy({ id, from, to, carried }: Flow, mss: number): readonly string[] {
  const clamp = carried.kind === "ports" && carried.protocol === "tcp";
  return [
    "    edit 0",
    `        set name "${id}"`,
    '        set srcintf "any"',
    '        set dstintf "any"',
    `        set srcaddr ${addresses(from.blocks)}`,
    `        set dstaddr ${addresses(to.blocks)}`,
    `        set service "${carriedName(carried)}"`,
    '        set schedule "always"',
    "        set action accept",
    "        set nat disable",
    ...(clamp ? [`        set tcp-mss-sender ${String(mss)}`, `        set tcp-mss-receiver ${String(mss)}`] : []),
    "        set logtraffic all",
    "    next",
  ];
}

function denial(name: string, sources: string, destinations: string): readonly string[] {
  return [
    "    edit 0",
    `        set name "${name}"`,
    '        set srcintf "any"',
    '        set dstintf "any"',
    `        set srcaddr ${sources}`,
    `        set dstaddr ${destinations}`,
    '        set service "ALL"',
    '        set schedule "always"',
    "        set action deny",
    "        set logtraffic all",
    "    next",
  ];
}
