/** Random hospitals: what is declared, before anything is built of it. */
import fc from "fast-check";
import { mayReach, profiles, services, siteService, type Kind, type Service } from "../../lib";

/** Every segment that a random hospital may have. */
export const kindOf = {
  archive: "clinical",
  campus: "clinical",
  clinic: "facility",
  desks: "corporate",
  engine: "integration",
  hall: "facility",
  jump: "vendor-access",
  lodge: "corporate",
  mirror: "device-management",
  pen: "quarantine",
  pumps: "medical-device",
  scanners: "medical-device",
  server: "clinical",
  time: "shared-services",
  visitors: "guest",
  wards: "medical-device",
} as const satisfies Readonly<Record<string, Kind>>;
export type SegmentName = keyof typeof kindOf;
export const segmentNames = Object.keys(kindOf) as readonly SegmentName[];

export interface SegmentDesign {
  readonly name: SegmentName;
  /** Blocks of a segment outside AWS; none for one in AWS. */
  readonly blocks: readonly string[];
  readonly aclDetail: "service" | "pair";
  readonly clientSystem: "any" | "linux" | "windows";
  /** How many of the network's zones it is in, at least one. */
  readonly zones: number;
}

export interface ConduitDesign {
  readonly from: SegmentName;
  readonly to: SegmentName;
  readonly service: Service;
}

/** What AWS offers privately. */
export const privateNames = ["kms", "s3", "ssm"] as const;
export type PrivateName = (typeof privateNames)[number];

export interface Design {
  readonly zones: readonly [string, ...string[]];
  readonly ipv6: boolean;
  readonly segments: readonly SegmentDesign[];
  readonly conduits: readonly ConduitDesign[];
  /** Segments that ask for public addresses, and for what. */
  readonly internet: readonly { readonly from: SegmentName; readonly service: Service }[];
  readonly private: readonly { readonly from: SegmentName; readonly name: PrivateName }[];
  /** Whether a VPN connection leads to the segments outside, or nothing says how they are reached. */
  readonly joined: "vpn" | "not described";
}

/** What a design must have, for tests that need it. */
export interface Wish {
  /** @default - either */
  readonly ipv6?: boolean;
  /** @default - perhaps some */
  readonly internet?: "none" | "some";
  /** @default - either */
  readonly joined?: Design["joined"];
  /** @default - perhaps some */
  readonly private?: "s3";
}

const site = (name: string, protocol: "tcp" | "udp", from: number, to: number): Service =>
  siteService({
    name,
    title: name,
    protocol,
    ports: [from, to],
    citation: { source: "interface register" },
    encrypted: false,
  });

const images = site("images", "tcp", 8000, 8100);

/** Of each transport there is one, since two services of one port between two segments are the same rule. */
const carried: readonly Service[] = [
  services.https,
  services.ntp,
  services.dicomTls,
  services.syslogTls,
  services.esp,
  services.icmpEcho,
  services.icmpv6Echo,
  services.hl7Mllp,
  images,
  site("media", "udp", 16_384, 16_484),
];

/** Segments that are always there, so that every test has one of each sort to work on. */
const always: readonly SegmentName[] = ["campus", "hall", "server", "time", "wards"];
const mayBeOutside: readonly SegmentName[] = ["archive", "campus", "clinic", "lodge"];

/** By place in the list, so that no two overlap and no other segment is inside of one. */
const blockOf = (name: SegmentName): string => `172.20.${String(segmentNames.indexOf(name))}.0/24`;
const block6Of = (name: SegmentName): string => `fd12:3456:${String(segmentNames.indexOf(name))}::/48`;

const segment = (name: SegmentName, zones: number, ipv6: boolean, v4Only: boolean): fc.Arbitrary<SegmentDesign> =>
  fc.record({
    name: fc.constant(name),
    blocks:
      name === "campus"
        ? fc.constant([blockOf(name)])
        : mayBeOutside.includes(name)
          ? fc.constantFrom<readonly string[]>(
              [],
              [blockOf(name)],
              ...(v4Only ? [] : [[blockOf(name), block6Of(name)]]),
              ...(v4Only || !ipv6 ? [] : [[block6Of(name)]]),
            )
          : fc.constant([]),
    aclDetail: fc.constantFrom("service", "pair"),
    clientSystem: fc.constantFrom("any", "linux", "windows"),
    zones: fc.integer({ min: 1, max: zones }),
  });

/** Ends of which no conduit is drawn at random: their profiles or approvals say what they need. */
const fixed: readonly SegmentName[] = ["pumps", "scanners", "jump"];

function carriesBoth({ blocks }: SegmentDesign, service: Service, ipv6: boolean): boolean {
  const has = (family: 4 | 6): boolean =>
    blocks.length === 0
      ? family === 4 || ipv6
      : blocks.some((block) => block.includes(":") === (family === 6)) && (family === 4 || ipv6);
  switch (service.transport.protocol) {
    case "icmp":
      return has(4);
    case "icmpv6":
      return has(6);
    default:
      return true;
  }
}

function possibleConduits(segments: readonly SegmentDesign[], ipv6: boolean): readonly ConduitDesign[] {
  return segments.flatMap((from) =>
    segments.flatMap((to) => {
      const outside = (one: SegmentDesign): boolean => one.blocks.length > 0;
      if (outside(from) && outside(to)) return [];
      if (fixed.includes(from.name) || fixed.includes(to.name)) return [];
      if (!mayReach(kindOf[from.name], kindOf[to.name])) return [];
      return carried
        .filter((service) => carriesBoth(from, service, ipv6) && carriesBoth(to, service, ipv6))
        .map((service) => ({ from: from.name, to: to.name, service }));
    }),
  );
}

/** What profiles and approvals ask for, by the document of the profile and not by what is built from it. */
export function neededBy(segments: readonly SegmentDesign[]): readonly ConduitDesign[] {
  const has = (name: SegmentName): boolean => segments.some((one) => one.name === name);
  const filler = { server: "server", pacs: "server", ris: "server", dns: "time", ntp: "time", syslog: "time" } as const;
  const of = (name: "pumps" | "scanners"): readonly ConduitDesign[] =>
    (name === "pumps" ? profiles.infusionPump : profiles.imagingModality).needs.map(({ role, direction, service }) => {
      const other = filler[role as keyof typeof filler];
      return direction === "starts" ? { from: name, to: other, service } : { from: other, to: name, service };
    });
  return [
    ...(has("pumps") ? of("pumps") : []),
    ...(has("scanners") ? of("scanners") : []),
    ...(has("jump") ? [{ from: "jump", to: "server", service: services.https } as const] : []),
  ];
}

/** Every conduit once: two needs of one profile may be the same one. */
export function conduitsOf({ segments, conduits }: Pick<Design, "segments" | "conduits">): readonly ConduitDesign[] {
  const all = [...neededBy(segments), ...conduits];
  return [...new Map(all.map((one) => [`${one.from}>${one.to}:${one.service.name}`, one])).values()];
}

const zoneNames = ["us-east-1a", "us-east-1b", "us-east-1c"] as const;

/** The archive for the wards' images, unless somebody asks for one already. */
function s3Of(asked: Design["private"], own: readonly SegmentDesign[]): Design["private"] {
  if (asked.some(({ name }) => name === "s3")) return [];
  return own.filter(({ name }) => name === "server").map(({ name }) => ({ from: name, name: "s3" }));
}

/** @param wish - what every one of them must have */
export function designs(wish: Wish = {}): fc.Arbitrary<Design> {
  return fc
    .record({
      zones: fc.integer({ min: 1, max: 3 }),
      ipv6: wish.ipv6 === undefined ? fc.boolean() : fc.constant(wish.ipv6),
      more: fc.subarray(
        segmentNames.filter((name) => !always.includes(name)),
        { maxLength: 6 },
      ),
      mirrored: fc.constant(wish.internet === "some"),
    })
    .chain(({ zones, ipv6, more, mirrored }) => {
      const names = [...new Set([...always, ...more, ...(mirrored ? (["mirror"] as const) : [])])].sort();
      return fc.record({
        zones: fc.constant(zones),
        ipv6: fc.constant(ipv6),
        segments: fc.tuple(...names.map((name) => segment(name, zones, ipv6, wish.joined === "vpn"))),
      });
    })
    .chain(({ zones, ipv6, segments }) => {
      const askers = segments.filter(({ name, blocks }) => {
        const kind: Kind = kindOf[name];
        return blocks.length === 0 && ["corporate", "device-management", "guest"].includes(kind);
      });
      const asks = askers.flatMap(({ name }) =>
        [services.https, services.ntp].map((service) => ({ from: name, service })),
      );
      const own = segments.filter(({ blocks }) => blocks.length === 0);
      const seekers = own.filter(({ name }) => !["pumps", "visitors", "pen", "jump"].includes(name));
      const seeks = seekers.flatMap(({ name }) => privateNames.map((service) => ({ from: name, name: service })));
      const v4Only = segments.every(({ blocks }) => blocks.every((block) => !block.includes(":")));
      const random = possibleConduits(segments, ipv6);
      const given: readonly ConduitDesign[] = [
        { from: "campus", to: "server", service: services.https },
        { from: "wards", to: "server", service: services.dicomTls },
        { from: "hall", to: "time", service: images },
      ];
      return fc.record({
        zones: fc.constant(zoneNames.slice(0, zones) as unknown as Design["zones"]),
        ipv6: fc.constant(ipv6),
        segments: fc.constant(segments),
        conduits: fc.subarray([...random], { maxLength: 10 }).map((list) => [...list, ...given]),
        internet:
          wish.internet === "none"
            ? fc.constant([])
            : fc.subarray(asks, { minLength: wish.internet === "some" ? 1 : 0 }),
        private:
          wish.private === "s3"
            ? fc.subarray(seeks, { minLength: 1, maxLength: 4 }).map((list) => [...list, ...s3Of(list, own)])
            : fc.oneof(fc.constant([]), fc.subarray(seeks, { maxLength: 4 })),
        joined: !v4Only
          ? fc.constant("not described" as const)
          : wish.joined === undefined
            ? fc.constantFrom<Design["joined"]>("vpn", "not described")
            : fc.constant(wish.joined),
      });
    });
}
