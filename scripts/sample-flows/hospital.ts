/** A hospital's days: what its conduits carry, by hour and weekday. */
import {
  Cidr,
  formatAddress,
  internet,
  type IntentConduit,
  type IntentNetwork,
  type IntentSegment,
} from "../../lib/model";
import { Random } from "./random";
import type { Talk } from "./record";

export interface Days {
  readonly seed: number;
  /** Unix seconds of the first midnight. */
  readonly start: number;
  readonly days: number;
  /** Machines that each segment has. */
  readonly machines: number;
}

/** Segments that nobody used: a vendor without a session, a quarantine without a patient. */
const idle = ["vendor-access", "quarantine"];

/** The address of a machine of a segment, from 0. */
export function machine({ blocks }: Pick<IntentSegment, "blocks">, number: number): string {
  const [block] = blocks;
  if (block === undefined) throw new Error("a segment without a block");
  // AWS keeps the first four addresses of a subnet.
  return formatAddress(4, Cidr.of(block).first + 10n + BigInt(number));
}

/** Every conversation that the conduits declare, in no order. */
export function* careTalks(network: IntentNetwork, days: Days): Generator<Talk> {
  const segments = new Map(network.segments.map((segment) => [segment.name, segment]));
  for (const conduit of network.conduits) {
    const from = segments.get(conduit.from);
    const to = segments.get(conduit.to);
    if (from === undefined || idle.includes(conduit.from) || idle.includes(conduit.to)) continue;
    for (let number = 0; number < days.machines; number += 1) {
      const random = new Random(days.seed, conduit.id, number);
      const target = to === undefined ? "151.101.2.132" : machine(to, random.between(0, 1));
      yield* ofMachine(conduit, from, machine(from, number), target, days, random);
    }
  }
}

function* ofMachine(
  { service, to }: IntentConduit,
  { kind }: IntentSegment,
  from: string,
  target: string,
  { start, days }: Days,
  random: Random,
): Generator<Talk> {
  const [port] = service.ports ?? [0, 0];
  const isShort = service.protocol === "udp" || port === 53;
  const end = start + days * 86_400;
  for (let at = start + random.between(0, 1200); at < end; at += random.gap(meanGap(kind, service.name, at))) {
    const packets = isShort ? random.between(1, 2) : random.between(8, to === internet ? 400 : 90);
    yield {
      from,
      to: target,
      protocol: service.protocol === "udp" ? 17 : 6,
      fromPort: service.name === "ntp" ? 123 : random.between(32_768, 60_999),
      port,
      start: at,
      seconds: isShort ? 1 : random.between(1, 50),
      packets,
      bytes: packets * random.between(70, isShort ? 120 : 1300),
      outcome: "passes",
    };
  }
}

/** Seconds between two conversations of one machine: offices sleep at night and at weekends, devices do not. */
function meanGap(kind: string, service: string, at: number): number {
  const date = new Date(at * 1000);
  const isWeekend = [0, 6].includes(date.getUTCDay());
  const isDay = date.getUTCHours() >= 7 && date.getUTCHours() < 18;
  if (service === "ntp") return 2048;
  if (kind === "corporate") return isDay && !isWeekend ? 900 : 14_400;
  if (kind === "medical-device") return isDay ? 1500 : 3600;
  return isDay ? 1800 : 5400;
}
