/** Conduits as data: who may start what to whom, in the numbers that records have. */
import {
  CalendarDate,
  compareText,
  internet,
  type IntentConduit,
  type IntentNetwork,
  type IntentService,
} from "../model";
import { isByGateway, placeNames, s3Place, type Declared } from "./places";

export interface ConduitRow {
  readonly id: string;
  readonly from_place: string;
  readonly to_place: string;
  readonly service: string;
  /** IANA protocol number, 0–255. */
  readonly protocol: number;
  /** First and last port of TCP and UDP; 0 and 0 for others, whose records have no ports. */
  readonly first_port: number;
  readonly last_port: number;
  /** Unix seconds from which on it covers nothing, as it has expired; null when it does not expire. */
  readonly ends: number | null;
}

/** The columns of the conduits, with their types in Glue. */
export const conduitsColumns = [
  { name: "id", type: "string" },
  { name: "from_place", type: "string" },
  { name: "to_place", type: "string" },
  { name: "service", type: "string" },
  { name: "protocol", type: "int" },
  { name: "first_port", type: "int" },
  { name: "last_port", type: "int" },
  { name: "ends", type: "bigint" },
] as const satisfies readonly { readonly name: keyof ConduitRow; readonly type: "string" | "int" | "bigint" }[];

/** Whether a conduit had not expired when something was seen for the last time. */
export function isInTime(conduit: string, seen: string): string {
  return `NOT coalesce(${seen}.last_seen >= ${conduit}.ends, false)`;
}

/**
 * One row for each conduit, in one order; a second one for a conduit to the internet where S3 is a place: who may ask for any public
 * address may ask for those.
 */
export function conduitsRows({ networks }: Declared): readonly ConduitRow[] {
  const placeOf = placeNames(networks);
  const hasS3 = networks.some(({ conduits }) => conduits.some(isByGateway));
  const rows = networks.flatMap((network) =>
    network.conduits.flatMap((conduit) => {
      const one = row(conduit, network, placeOf);
      return hasS3 && conduit.to === internet ? [one, { ...one, to_place: s3Place }] : [one];
    }),
  );
  const key = ({ id, to_place }: ConduitRow): string => `${id} ${to_place}`;
  return [...new Map(rows.map((one) => [key(one), one])).values()].sort((a, b) => compareText(key(a), key(b)));
}

function row(conduit: IntentConduit, network: IntentNetwork, placeOf: ReturnType<typeof placeNames>): ConduitRow {
  const { id, from, to, service, expires } = conduit;
  const [first_port, last_port] = service.ports ?? [0, 0];
  const from_place = placeOf(network, from);
  return {
    id: from_place === from ? id : `${network.name}/${id}`,
    from_place,
    to_place: isByGateway(conduit) ? s3Place : placeOf(network, to),
    service: service.name,
    protocol: protocolNumber(service),
    first_port,
    last_port,
    ends: expires === undefined ? null : endOf(expires),
  };
}

/** A conduit covers its last day, in UTC. */
function endOf(expires: string): number {
  return Date.parse(`${CalendarDate.of(expires).plusDays(1).toString()}T00:00:00Z`) / 1000;
}

/** Protocol numbers that have a name here (IANA protocol numbers). */
const numbers: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };

/** Records carry no type of ICMP: a conduit for one type covers what is seen of the protocol between its ends. */
function protocolNumber({ protocol, number }: IntentService): number {
  return number ?? numbers[protocol] ?? 255;
}

/** `tcp`, or `protocol 47` for one without a name here. */
export function protocolName(protocol: number): string {
  return Object.entries(numbers).find(([, number]) => number === protocol)?.[0] ?? `protocol ${String(protocol)}`;
}
