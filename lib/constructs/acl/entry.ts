/** One entry of a network ACL, and how it is written for Terraform. */
import type { ServiceTransport } from "../../model";

/** What an entry matches. An ICMP code of -1 is any. */
export type AclTransport =
  | { readonly protocol: "tcp" | "udp"; readonly from: number; readonly to: number }
  | { readonly protocol: "icmp" | "icmpv6"; readonly type: number; readonly code: number }
  | { readonly protocol: "other"; readonly number: number }
  | { readonly protocol: "all" };

/** Into the subnets, or out of them. */
export type Direction = "ingress" | "egress";

/** An entry. All of one ACL are sorted by direction and number. */
export interface AclEntry {
  readonly direction: Direction;
  /** 1–32766. Unique in its ACL and direction, and fixed by what the entry says. */
  readonly number: number;
  readonly action: "allow" | "deny";
  readonly family: 4 | 6;
  /** The other side: a block, or a token for one. */
  readonly cidr: string;
  readonly transport: AclTransport;
  /** The segment on the other side, or what else the entry is for. */
  readonly peer: string;
  /** Ids of the conduits that need it. */
  readonly because: readonly string[];
}

/** `tcp 443-443`, for keys and messages. */
export function transportKey(transport: AclTransport): string {
  switch (transport.protocol) {
    case "tcp":
    case "udp":
      return `${transport.protocol} ${String(transport.from)}-${String(transport.to)}`;
    case "icmp":
    case "icmpv6":
      return `${transport.protocol} ${String(transport.type)}/${String(transport.code)}`;
    case "other":
      return `protocol ${String(transport.number)}`;
    case "all":
      return "all";
  }
}

export function serviceToAcl(transport: ServiceTransport): AclTransport {
  switch (transport.protocol) {
    case "tcp":
    case "udp":
      return { protocol: transport.protocol, from: transport.ports.from, to: transport.ports.to };
    case "icmp":
    case "icmpv6":
      return {
        protocol: transport.protocol,
        type: transport.type,
        code: transport.code === "any" ? -1 : transport.code,
      };
    case "other":
      return { protocol: "other", number: transport.number };
  }
}

/**
 * The entry as Terraform's JSON has it. All nine attributes are given, because `ingress` and `egress` are attributes
 * written as blocks: one that is left out is an error in Terraform's JSON syntax.
 */
export function toTerraform(entry: AclEntry): Readonly<Record<string, string | number | null>> {
  const t = entry.transport;
  const ports =
    t.protocol === "tcp" || t.protocol === "udp" ? { from_port: t.from, to_port: t.to } : { from_port: 0, to_port: 0 };
  const icmp =
    t.protocol === "icmp" || t.protocol === "icmpv6"
      ? { icmp_type: t.type, icmp_code: t.code }
      : { icmp_type: 0, icmp_code: 0 };
  return {
    rule_no: entry.number,
    action: entry.action,
    protocol: protocolNumber(t),
    cidr_block: entry.family === 4 ? entry.cidr : null,
    ipv6_cidr_block: entry.family === 6 ? entry.cidr : null,
    ...ports,
    ...icmp,
  };
}

/** As the API answers, so that a second plan finds no difference. */
function protocolNumber(transport: AclTransport): string {
  switch (transport.protocol) {
    case "tcp":
      return "6";
    case "udp":
      return "17";
    case "icmp":
      return "1";
    case "icmpv6":
      return "58";
    case "other":
      return String(transport.number);
    case "all":
      return "-1";
  }
}
