/**
 * Where facts tell addresses or transports apart: between two neighbouring cuts all are alike, so that one stands for them all.
 */
import { AddressSet, Cidr, publicV4, Transport, type Family } from "../../model";
import type { FactBase } from "../../terraform";

export interface Cuts {
  readonly addresses: Readonly<Record<Family, readonly bigint[]>>;
  /** Of transport points. */
  readonly points: readonly number[];
}

const width = 65_536;

/** Where what is answered, and by what, becomes another: each protocol with ports or types, and each type that asks. */
const kinds = [
  ...[1, 6, 17, 58].flatMap((protocol) => [protocol * width, (protocol + 1) * width]),
  ...[8, 13, 17].flatMap((type) => [width + type * 256, width + (type + 1) * 256]),
  ...[128].flatMap((type) => [58 * width + type * 256, 58 * width + (type + 1) * 256]),
];

/** Every first address after a boundary, and every first point, that anything in the facts names. */
export function cutsOf(facts: FactBase): Cuts {
  const addresses: Record<Family, Set<bigint>> = { 4: new Set(), 6: new Set() };
  const points = new Set<number>([
    ...[6, 17].flatMap((protocol) => [protocol * width + 443, protocol * width + 1024]),
    ...kinds,
  ]);
  const cidr = ({ family, first, last }: Cidr): void => void addresses[family].add(first).add(last + 1n);
  const walk = (value: unknown, isFirewall: boolean): void => {
    if (value instanceof Cidr) cidr(value);
    else if (value instanceof AddressSet)
      for (const family of [4, 6] as const)
        for (const [from, to] of value.intervals(family)) addresses[family].add(from).add(to);
    else if (value instanceof Transport) for (const [from, to] of value.points.intervals) points.add(from).add(to);
    else if (typeof value === "string" && isFirewall) text(value);
    else if (typeof value === "object" && value !== null)
      for (const each of Object.values(value)) walk(each, isFirewall);
  };
  // Rules of a firewall are text: a number in it may be a port, and a word an address.
  const text = (said: string): void => {
    for (const word of said.split(/[\s,;![\]()]+/)) {
      const parsed = word.includes("/") ? Cidr.parse(word) : Cidr.parseAddress(word);
      if (parsed.ok) cidr(parsed.value);
      for (const digits of word.match(/\d+/g) ?? [])
        if (Number(digits) < width)
          for (const protocol of [6, 17])
            for (const next of [0, 1]) points.add(protocol * width + Number(digits) + next);
    }
  };
  for (const [list, each] of Object.entries(facts)) walk(each, list.startsWith("firewall"));
  // Where the internet begins and ends is in no fact.
  walk(publicV4, false);
  for (const block of publicV6) cidr(Cidr.of(block));
  return {
    addresses: { 4: sorted(addresses[4]), 6: sorted(addresses[6]) },
    points: sorted(points),
  };
}

/** The parts of a range between cuts, first and last of each. */
export function parts<N extends bigint | number>(
  [first, end]: readonly [N, N],
  cuts: readonly N[],
): readonly (readonly [N, N])[] {
  const starts = [first, ...cuts.filter((cut) => first < cut && cut < end)];
  return starts.map((start, index) => [start, starts[index + 1] ?? end] as const);
}

function sorted<N extends bigint | number>(values: ReadonlySet<N>): readonly N[] {
  return [...values].sort((a, b) => (a < b ? -1 : 1));
}

/** What the internet has of IPv6, and what is set apart (RFC 4291, RFC 3849, RFC 4193); 64:ff9b::/96 is the internet's behind a NAT gateway. */
const publicV6 = ["2000::/3", "2001:db8::/32", "64:ff9b::/96", "fc00::/7"];
