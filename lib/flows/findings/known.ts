/** What the intent knows of places and services, looked up by the findings. */
import { Transport, compareText, services, type Basis, type IntentSegment, type Service } from "../../model";
import { protocolName, conduitsRows, type ConduitRow } from "../conduits";
import { placeNames, type Declared } from "../places";
import type { End } from "./observation";
import { numberOf, textOf, timeText, type Row } from "./row";

export interface Known {
  readonly segments: ReadonlyMap<string, IntentSegment>;
  readonly rows: readonly ConduitRow[];
  /** `hl7-mllp`, or `tcp 8443` for what nothing names. */
  readonly serviceName: (protocol: number, port: number) => string;
  /** The conduit that would cover traffic if it had not expired, and the last day on which it did. */
  readonly expired: (from: string, to: string, protocol: number, port: number) => Expired | undefined;
}

interface Expired {
  readonly id: string;
  /** `2027-03-31`. */
  readonly lastDay: string;
}

export function knownOf(declared: Declared): Known {
  const placeOf = placeNames(declared.networks);
  const segments = new Map(
    declared.networks.flatMap((network) => network.segments.map((one) => [placeOf(network, one.name), one] as const)),
  );
  const rows = conduitsRows(declared);
  const isOf = (row: ConduitRow, protocol: number, port: number): boolean =>
    row.protocol === protocol && row.first_port <= port && port <= row.last_port;
  return {
    segments,
    rows,
    expired: (from, to, protocol, port) => {
      const between = rows.filter((row) => row.from_place === from && row.to_place === to && isOf(row, protocol, port));
      const [found] = between.flatMap(({ id, ends }) => (ends === null ? [] : [{ id, ends }]));
      return found === undefined ? undefined : { id: found.id, lastDay: timeText(found.ends - 1).slice(0, 10) };
    },
    serviceName: (protocol, port) => {
      const own = rows.find((row) => isOf(row, protocol, port));
      const name = catalogueServices(protocol, port)[0]?.name ?? own?.service;
      return (
        name ??
        (protocol === 6 || protocol === 17 ? `${protocolName(protocol)} ${String(port)}` : protocolName(protocol))
      );
    },
  };
}

const basisOrder: readonly Basis[] = ["iana", "standard", "vendor", "site"];

/** Whether the port is registered for just this service, and not for one that it is carried by: HTTPS and not DICOMweb. */
export function isRegistered({ name, citation }: Service): boolean {
  return citation.at?.startsWith(`${name}, `) === true;
}

/**
 * Services of the catalogue that cover a port: the narrowest first, then by how surely the port is known, what it is registered for,
 * and the name.
 */
export function catalogueServices(protocol: number, port: number): readonly Service[] {
  const wanted =
    protocol === 6 || protocol === 17 ? Transport.ports(protocol === 6 ? "tcp" : "udp", port, port) : undefined;
  if (wanted === undefined) return [];
  return Object.values<Service>(services)
    .filter(({ transport }) => Transport.ofService(transport).contains(wanted))
    .sort(
      (a, b) =>
        width(a) - width(b) ||
        basisOrder.indexOf(a.basis) - basisOrder.indexOf(b.basis) ||
        Number(isRegistered(b)) - Number(isRegistered(a)) ||
        compareText(a.name, b.name),
    );
}

/** How many ports a service has. */
export function width({ transport }: Service): number {
  return "ports" in transport ? transport.ports.to - transport.ports.from + 1 : 1;
}

/** One end of a row. */
export function endOf(row: Row, side: "from" | "to", known: Known): End {
  const place = textOf(row, `${side}_place`);
  const segment = known.segments.get(place);
  return {
    place,
    type: textOf(row, `${side}_type`) as End["type"],
    addresses: numberOf(row, `${side}_addresses`),
    example: textOf(row, `${side}_example`),
    kind: segment?.kind ?? "",
    criticality: segment?.criticality ?? "",
    devices: segment?.profiles ?? [],
  };
}

/** A segment with what stands in it: `campus-pumps (infusion-pump)`. */
export function named(segment: string, devices: readonly string[]): string {
  return devices.length === 0 ? segment : `${segment} (${devices.join(", ")})`;
}
