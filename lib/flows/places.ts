/**
 * Places as data: one row for each block that records are judged by.
 *
 * Together the rows cover every address there is, so that the longest block that holds an address always names its place.
 * Decides nothing about who may talk: conduits do.
 */
import {
  Cidr,
  compareText,
  internet,
  privateNetworks,
  type Intent,
  type IntentConduit,
  type IntentNetwork,
} from "../model";

/** A network of an intent, or all of them. */
export type Declared = Pick<Intent, "networks">;

/**
 * What a place is.
 *
 * - `segment`: a segment, in AWS or at a site
 * - `network`: addresses of the network that no segment has: NAT gateways, attachments, endpoints of its own machinery
 * - `internet`: public addresses
 * - `elsewhere`: addresses that nothing declares and that no internet routes, and those that cannot be placed
 */
export type PlaceType = "segment" | "network" | "internet" | "elsewhere";

export interface PlaceRow {
  /** Name of the segment ({@link placeNames}), `internet`, or a name in brackets that no segment can have. */
  readonly place: string;
  readonly type: PlaceType;
  /** Kind of the segment; empty for other places. */
  readonly kind: string;
  /** 1 when it holds devices with a profile or of a device kind, else 0. */
  readonly device: 0 | 1;
  /** The block; null in a row for addresses that AWS names by their service. */
  readonly block: string | null;
  /** Length of the block's prefix, 0–128; 128 for a service. */
  readonly prefix: number;
  /** The AWS service as a record names it (`S3`), else null. */
  readonly named: string | null;
}

/** The columns of the places, with their types in Glue. */
export const placesColumns = [
  { name: "place", type: "string" },
  { name: "type", type: "string" },
  { name: "kind", type: "string" },
  { name: "device", type: "int" },
  { name: "block", type: "string" },
  { name: "prefix", type: "int" },
  { name: "named", type: "string" },
] as const satisfies readonly { readonly name: keyof PlaceRow; readonly type: "string" | "int" }[];

/** Where an address is that nothing declares and no internet routes. */
export const elsewhere = "(elsewhere)";
/** Where a public IPv6 address is when AWS chose the network's own IPv6 block: no intent knows that block. */
export const unplacedV6 = "(IPv6 of AWS's choice)";

/** AWS services whose addresses records name, and which may be reached through a gateway endpoint. */
export const namedServices = ["S3"] as const;
/** Where S3 is when a gateway endpoint leads there: beside the internet, whose addresses it has. */
export const s3Place = "(S3)";

/** Whether a gateway endpoint answers a conduit; a private endpoint answers by a group. */
export function isByGateway({ answeredBy = "" }: Pick<IntentConduit, "answeredBy">): boolean {
  return answeredBy.startsWith("aws_vpc_endpoint.");
}

/**
 * What a segment's place is called: its name, with that of its network where two networks read together have a segment of that
 * name. A conduit may name a segment of another network, which shares no name with its own.
 */
export function placeNames(networks: readonly IntentNetwork[]): (network: IntentNetwork, segment: string) => string {
  const times = new Map<string, number>();
  for (const { name } of networks.flatMap(({ segments }) => segments)) times.set(name, (times.get(name) ?? 0) + 1);
  return (network, segment) =>
    (times.get(segment) ?? 0) > 1 && network.segments.some(({ name }) => name === segment)
      ? `${network.name}/${segment}`
      : segment;
}

/** Rows for every block of the networks and for everything around them, in one order. */
export function placesRows({ networks }: Declared): readonly PlaceRow[] {
  const rows = [
    ...networks.flatMap((network) => segmentRows(network, placeNames(networks))),
    ...networks.map(({ name, block }) => other(`(${name})`, "network", block)),
    ...around(networks.some(({ ipv6 }) => ipv6 !== "none")),
    ...namedServices.map((named) => serviceRow(named, networks)),
  ];
  const byText = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, row]) => row);
}

function segmentRows(network: IntentNetwork, placeOf: ReturnType<typeof placeNames>): readonly PlaceRow[] {
  return network.segments.flatMap(({ name, kind, profiles, blocks }) =>
    blocks.map((block) => ({
      place: placeOf(network, name),
      type: "segment" as const,
      kind,
      device: kind === "medical-device" || profiles.length > 0 ? (1 as const) : (0 as const),
      block,
      prefix: Cidr.of(block).prefix,
      named: null,
    })),
  );
}

function other(place: string, type: PlaceType, block: string): PlaceRow {
  return { place, type, kind: "", device: 0, block, prefix: Cidr.of(block).prefix, named: null };
}

/** Ranges that the internet does not route: RFC 1918, RFC 6598, and what RFC 6890 and RFC 4291 set apart. */
const unrouted = [
  ...privateNetworks.map(String),
  ...["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/0"],
];

function around(hasOwnV6: boolean): readonly PlaceRow[] {
  return [
    other(internet, "internet", "0.0.0.0/0"),
    // Global unicast addresses are 2000::/3 (IANA IPv6 global unicast address assignments).
    hasOwnV6 ? other(unplacedV6, "elsewhere", "2000::/3") : other(internet, "internet", "2000::/3"),
    ...unrouted.map((block) => other(elsewhere, "elsewhere", block)),
  ];
}

/** A gateway endpoint has no address: what goes through it is known by the service that the record names. */
function serviceRow(named: (typeof namedServices)[number], networks: readonly IntentNetwork[]): PlaceRow {
  const place = networks.some(({ conduits }) => conduits.some(isByGateway)) ? s3Place : internet;
  return { place, type: "internet", kind: "", device: 0, block: null, prefix: 128, named };
}
