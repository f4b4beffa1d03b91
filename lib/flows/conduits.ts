/** Conduits as data: who may start what to whom, in the numbers that records have. */
import { compareText, type IntentConduit, type IntentService } from "../model";
import type { Declared } from "./places";

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
] as const satisfies readonly { readonly name: keyof ConduitRow; readonly type: "string" | "int" }[];

/** One row for each conduit, in one order. */
export function conduitsRows({ networks }: Declared): readonly ConduitRow[] {
  const rows = networks.flatMap(({ conduits }) => conduits).map(row);
  return [...new Map(rows.map((one) => [one.id, one])).values()].sort((a, b) => compareText(a.id, b.id));
}

function row({ id, from, to, service }: IntentConduit): ConduitRow {
  const [first_port, last_port] = service.ports ?? [0, 0];
  return {
    id,
    from_place: from,
    to_place: to,
    service: service.name,
    protocol: protocolNumber(service),
    first_port,
    last_port,
  };
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
