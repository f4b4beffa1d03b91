/**
 * From protocol and ports, as security groups and network ACLs write them, to the traffic that they match.
 *
 * The two differ only in what they call things; the rules of AWS are the same (EC2 API reference, IpPermission and
 * CreateNetworkAclEntry): -1 and every number other than TCP, UDP, ICMP and ICMPv6 match all ports whatever is written,
 * and ICMP has its type where others have their first port and its code where they have their last.
 */
import { Transport } from "../../model";
import type { Bounded, UnknownReason } from "../facts";
import { numberOf } from "../expression/access";
import { isWhollyKnown, reasonOf, type Sym } from "../expression/sym";

/** IANA protocol numbers by the names that the provider takes. */
const numbers: ReadonlyMap<string, number> = new Map([
  ["icmp", 1],
  ["igmp", 2],
  ["ipv4", 4],
  ["tcp", 6],
  ["egp", 8],
  ["igp", 9],
  ["udp", 17],
  ["rdp", 27],
  ["dccp", 33],
  ["ipv6", 41],
  ["ipv6-route", 43],
  ["ipv6-frag", 44],
  ["rsvp", 46],
  ["gre", 47],
  ["esp", 50],
  ["ah", 51],
  ["icmpv6", 58],
  ["ipv6-icmp", 58],
  ["ipv6-nonxt", 59],
  ["ipv6-opts", 60],
  ["eigrp", 88],
  ["ospf", 89],
  ["ipip", 94],
  ["pim", 103],
  ["vrrp", 112],
  ["l2tp", 115],
  ["sctp", 132],
  ["udplite", 136],
]);

export interface TransportFields {
  readonly protocol: Sym | undefined;
  /** First port, or ICMP type where `icmp` is not set apart. */
  readonly from: Sym | undefined;
  /** Last port, or ICMP code. */
  readonly to: Sym | undefined;
  /**
   * ICMP type and code, where the resource has attributes of their own for them.
   *
   * @default - `from` and `to` hold them
   */
  readonly icmp?: { readonly type: Sym | undefined; readonly code: Sym | undefined };
  readonly at: string;
}

export function transportOf(fields: TransportFields): Bounded<Transport> {
  const { protocol } = fields;
  if (protocol?.k === "one") return choice(protocol, (one) => transportOf({ ...fields, protocol: one }));
  if (protocol === undefined || !isWhollyKnown(protocol)) return bound(Transport.all, fields, [protocol]);
  const number = protocolNumber(protocol);
  if (number === "all") return { exact: Transport.all };
  if (number === undefined) return bound(Transport.all, fields, [protocol]);
  switch (number) {
    case 6:
      return ports(fields, "tcp");
    case 17:
      return ports(fields, "udp");
    case 1:
      return icmp(fields, "icmp");
    case 58:
      return icmp(fields, "icmpv6");
    default:
      return { exact: Transport.protocol(number) };
  }
}

export function protocolNumber(sym: Sym): number | "all" | undefined {
  const text = sym.k === "known" && sym.value !== null ? String(sym.value).toLowerCase() : "";
  if (text === "-1" || text === "all") return "all";
  const number = numbers.get(text) ?? (/^[0-9]{1,3}$/.test(text) ? Number(text) : undefined);
  return number !== undefined && number <= 255 ? number : undefined;
}

function ports(fields: TransportFields, protocol: "tcp" | "udp"): Bounded<Transport> {
  const { from, to } = fields;
  for (const [key, sym] of [
    ["from", from],
    ["to", to],
  ] as const) {
    if (sym?.k === "one") return choice(sym, (one) => ports({ ...fields, [key]: one }, protocol));
  }
  const [first, last] = [numberOf(from), numberOf(to)];
  const whole = wholes[protocol];
  if (first === -1 && last === -1) return { exact: whole };
  // The provider sends 0 to 0 for an ACL rule that leaves its ports out, and AWS refuses a group's rule that does; what
  // a deny is not sure to stop passes, and what an allow is not sure to let through does not.
  if (isAbsent(from) && isAbsent(to)) return leftOut(whole, fields.at);
  if (first === undefined || last === undefined || !isPort(first) || !isPort(last) || last < first) {
    return bound(whole, fields, [from, to]);
  }
  return portsOnce(protocol, first, last);
}

function leftOut(may: Transport, at: string): Bounded<Transport> {
  return { may, must: Transport.none, because: { kind: "not-modelled", at, detail: "ports that are left out" } };
}

const wholes = { tcp: Transport.ports("tcp", 0, 65535), udp: Transport.ports("udp", 0, 65535) } as const;
const made = new Map<string, { readonly exact: Transport }>();

/** Ranges that were made before: many rules say the same. The map is small, however many inputs are read. */
function portsOnce(protocol: "tcp" | "udp", first: number, last: number): { readonly exact: Transport } {
  const key = `${protocol} ${String(first)} ${String(last)}`;
  const done = made.get(key);
  if (done !== undefined) return done;
  const range = { exact: Transport.ports(protocol, first, last) };
  if (made.size < 10_000) made.set(key, range);
  return range;
}

function icmp(fields: TransportFields, protocol: "icmp" | "icmpv6"): Bounded<Transport> {
  const typeSym = fields.icmp === undefined ? fields.from : fields.icmp.type;
  const codeSym = fields.icmp === undefined ? fields.to : fields.icmp.code;
  const whole = Transport.icmp(protocol, "any", "any");
  const type = isAbsent(typeSym) ? -1 : numberOf(typeSym);
  const code = isAbsent(codeSym) ? -1 : numberOf(codeSym);
  if (type === undefined || code === undefined || !isIcmp(type) || !isIcmp(code))
    return bound(whole, fields, [typeSym, codeSym]);
  return { exact: Transport.icmp(protocol, type === -1 ? "any" : type, code === -1 ? "any" : code) };
}

function isAbsent(sym: Sym | undefined): boolean {
  return sym === undefined || (sym.k === "known" && sym.value === null);
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65535;
}

function isIcmp(value: number): boolean {
  return Number.isInteger(value) && value >= -1 && value <= 255;
}

function choice(sym: Sym & { readonly k: "one" }, run: (one: Sym) => Bounded<Transport>): Bounded<Transport> {
  const results = sym.among.map(run);
  const may = results.map((one) => ("exact" in one ? one.exact : one.may)).reduce((a, b) => a.union(b), Transport.none);
  const must = results
    .map((one) => ("exact" in one ? one.exact : one.must))
    .reduce((a, b) => a.intersect(b), Transport.all);
  return { may, must, because: sym.because };
}

function bound(may: Transport, fields: TransportFields, culprits: readonly (Sym | undefined)[]): Bounded<Transport> {
  const open = culprits.find((sym) => sym !== undefined && !isWhollyKnown(sym));
  const because: UnknownReason =
    open === undefined
      ? { kind: "malformed", at: fields.at, detail: "protocol and ports do not make a range" }
      : reasonOf(open);
  return { may, must: Transport.none, because };
}
