/**
 * The allow list as extended access lists of Cisco IOS, two for each VLAN.
 *
 * A list has no memory: answers of TCP are known by their flags, answers of UDP by the service's port alone. So from that port
 * a packet passes to any client port of the other end, whether asked for or not. A router that keeps state needs no such line.
 */
import { createHash } from "node:crypto";
import { formatAddress, type Cidr } from "../../model";
import type { Carried, Flow, FlowEnd } from "./flow";
import type { SitePlan, SiteSegment } from "./plan";

/** The file, from its first line to its last. */
export function ciscoIos({ segments, flows }: SitePlan): readonly string[] {
  const lists = segments.map((segment) => listsOf(segment, flows));
  return [
    "! For the router that the VLANs end at: Cisco IOS and IOS XE, extended access lists. Copy it to running-config.",
    '! "in" is what comes from the VLAN, "out" what goes to it. The names end in a digest of the lines: a newer version has lists',
    "! of its own and the interfaces change over at once. Remove lists that no interface names afterwards.",
    "! A list has no memory. Answers of UDP are let through from the service's port to client ports, asked for or not.",
    "! What a VLAN says to the router itself is stopped too: where this router relays DHCP or shares an address with another",
    "! (HSRP, VRRP), give those protocols lines of their own above these.",
    ...lists.flatMap(({ into, outOf }) => [...into.lines, ...outOf.lines]),
    ...lists.flatMap(interfaceOf),
    "end",
  ];
}

interface List {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The lines for one flow in one direction. */
interface Entry {
  readonly remark: string;
  readonly permits: readonly string[];
}

interface Lists {
  readonly segment: SiteSegment;
  readonly into: List;
  readonly outOf: List;
}

function listsOf(segment: SiteSegment, flows: readonly Flow[]): Lists {
  const isHere = ({ label }: FlowEnd): boolean => label === segment.label;
  const into = flows.flatMap((flow) => [
    ...(isHere(flow.from) ? [start(flow)] : []),
    ...(isHere(flow.to) ? answer(flow) : []),
  ]);
  const outOf = flows.flatMap((flow) => [
    ...(isHere(flow.to) ? [start(flow)] : []),
    ...(isHere(flow.from) ? answer(flow) : []),
  ]);
  return { segment, into: list(`${segment.label}-in`, into), outOf: list(`${segment.label}-out`, outOf) };
}

function list(name: string, entries: readonly Entry[]): List {
  const seen = new Set<string>();
  // The answer to one conduit can be what another starts: then one line does for both.
  const fresh = entries.flatMap(({ remark, permits }) => {
    const lines = permits.filter((line) => !seen.has(line));
    for (const line of lines) seen.add(line);
    return lines.length === 0 ? [] : [` remark ${remark}`, ...lines];
  });
  const lines = [...fresh, " deny ip any any"];
  const digest = createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 6);
  const full = `${name}-${digest}`;
  return { name: full, lines: [`ip access-list extended ${full}`, ...lines] };
}

function interfaceOf({ segment: { label, vlan }, into, outOf }: Lists): readonly string[] {
  const lines = [
    `interface Vlan${vlan === undefined ? "NUMBER" : String(vlan)}`,
    ` ip access-group ${into.name} in`,
    ` ip access-group ${outOf.name} out`,
  ];
  return vlan === undefined ? [`! TO FILL IN: the VLAN of ${label}`, ...lines.map((line) => `! ${line}`)] : lines;
}

/** What whoever starts may send. */
function start({ id, from, to, carried }: Flow): Entry {
  return entry(id, from.blocks, to.blocks, (one, other) => {
    switch (carried.kind) {
      case "ports":
        return `${carried.protocol} ${one} ${other} ${ports(carried)}`;
      case "icmp":
        return `icmp ${one} ${other} ${icmp(carried)}`;
      case "protocol":
        return `${String(carried.number)} ${one} ${other}`;
    }
  });
}

/** What may come back. */
function answer({ id, from, to, carried }: Flow): readonly Entry[] {
  const back = answerOf(carried);
  return back === undefined ? [] : [entry(`${id} answer`, to.blocks, from.blocks, back)];
}

type Line = (one: string, other: string) => string;

function answerOf(carried: Carried): Line | undefined {
  switch (carried.kind) {
    case "ports":
      return carried.protocol === "tcp"
        ? (one, other) => `tcp ${one} ${ports(carried)} ${other} established`
        : (one, other) => `udp ${one} ${ports(carried)} ${other} gt 1023`;
    case "icmp": {
      const type = repliedBy.get(carried.type);
      return type === undefined ? undefined : (one, other) => `icmp ${one} ${other} ${String(type)} 0`;
    }
    case "protocol":
      return (one, other) => `${String(carried.number)} ${one} ${other}`;
  }
}

/** Echo, timestamp, information and address mask (RFC 792, RFC 950): the type that answers each. */
const repliedBy: ReadonlyMap<number, number> = new Map([
  [8, 0],
  [13, 14],
  [15, 16],
  [17, 18],
]);

function entry(remark: string, sources: readonly Cidr[], destinations: readonly Cidr[], line: Line): Entry {
  const permits = sources.flatMap((one) =>
    destinations.map((other) => ` permit ${line(wildcard(one), wildcard(other))}`),
  );
  return { remark, permits };
}

function ports({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `eq ${String(from)}` : `range ${String(from)} ${String(to)}`;
}

function icmp({ type, code }: { readonly type: number; readonly code: number | "any" }): string {
  return code === "any" ? String(type) : `${String(type)} ${String(code)}`;
}

/** `172.20.8.0 0.0.3.255`. */
function wildcard(block: Cidr): string {
  return `${formatAddress(4, block.first)} ${formatAddress(4, block.size - 1n)}`;
}
