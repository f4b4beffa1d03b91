/**
 * The intent document as the proof needs it.
 *
 * Decides only what is over: a conduit holds through its last day, in UTC. It keeps names, addresses and transports, and
 * leaves out who wants what and why. The blocks that a conduit of the document names are read strictly; a protocol that has
 * no meaning is refused.
 */
import {
  AddressSet,
  CalendarDate,
  Cidr,
  InvalidInput,
  Transport,
  type IntentConduit,
  type IntentSegment,
  type IntentService,
} from "../../model";
import type { FactId } from "../../terraform";
import type { DeclaredConduit, DeclaredIntent, EndedConduit } from "./intent";

/** A segment of an intent, with the site that it is at. */
interface PlacedSegment extends IntentSegment {
  /** @default - it is in AWS, or outside and at no site that is known */
  readonly site?: string;
}

/** What the proof reads of an intent. */
export interface ProvableIntent {
  readonly networks: readonly {
    readonly segments: readonly PlacedSegment[];
    readonly conduits: readonly IntentConduit[];
    /** @default - none */
    readonly inspection?: {
      readonly firewall: string;
      readonly conduits: readonly string[];
      /** @default - it enforces */
      readonly alert?: { readonly expires: string };
    };
    /** @default - none */
    readonly sites?: readonly {
      readonly name: string;
      /** Its gateways, each with the Terraform address of its VPN connection. */
      readonly gateways: readonly { readonly connection: string }[];
    }[];
  }[];
}

/**
 * @param idOf - the id that a Terraform address of the document has among the facts
 * @param today - the day on which it is judged; undefined where nothing can be over, as at a synth, which refuses what is
 * @throws {InvalidInput} when a block, a transport or a last day of the document cannot be read
 */
export function declaredIntent(
  intent: ProvableIntent,
  idOf: (address: string) => FactId = (address) => address,
  today?: CalendarDate,
): DeclaredIntent {
  const isOver = (until: string): boolean => today !== undefined && CalendarDate.of(until).isBefore(today);
  const conduits: DeclaredConduit[] = [];
  const ended: EndedConduit[] = [];
  for (const conduit of intent.networks.flatMap((network) => network.conduits)) {
    const declared = declaredConduit(conduit, idOf);
    const { expires } = conduit;
    if (expires !== undefined && isOver(expires)) ended.push({ ...declared, until: expires });
    else conduits.push(declared);
  }
  return {
    segments: intent.networks.flatMap((network) =>
      network.segments.map((segment) => ({
        name: segment.name,
        kind: segment.kind,
        subnets: segment.subnets.map(({ subnet }) => idOf(subnet)),
        groups: segment.carriers === undefined ? [] : [idOf(segment.carriers.securityGroup)],
        blocks: checked(segment.blocks),
        ...(segment.site === undefined ? {} : { site: segment.site }),
      })),
    ),
    sites: intent.networks.flatMap(({ sites = [] }) =>
      sites.map(({ name, gateways }) => ({
        name,
        connections: gateways.map(({ connection }) => idOf(connection)),
      })),
    ),
    conduits,
    ended,
    alerting: intent.networks.flatMap(({ inspection }) =>
      inspection?.alert === undefined || isOver(inspection.alert.expires)
        ? []
        : [
            {
              firewall: idOf(inspection.firewall),
              conduits: inspection.conduits,
              until: inspection.alert.expires,
            },
          ],
    ),
  };
}

function declaredConduit(
  { id, from, to, service, answeredBy, domains }: IntentConduit,
  idOf: (address: string) => FactId,
): DeclaredConduit {
  return {
    id,
    from,
    to,
    transport: transportOf(service),
    ...(answeredBy === undefined ? {} : { answeredBy: idOf(answeredBy) }),
    ...(domains === undefined ? {} : { domains }),
  };
}

function checked(blocks: readonly string[]): readonly string[] {
  return AddressSet.of(blocks.map((block) => Cidr.of(block))).isEmpty() ? [] : blocks;
}

function transportOf({ name, protocol, ports, icmp, number }: IntentService): Transport {
  if ((protocol === "tcp" || protocol === "udp") && ports !== undefined)
    return Transport.ports(protocol, ports[0], ports[1]);
  if ((protocol === "icmp" || protocol === "icmpv6") && icmp !== undefined)
    return Transport.icmp(protocol, icmp[0], icmp[1]);
  if (number !== undefined) return Transport.protocol(number);
  throw new InvalidInput([
    {
      what: `transport of service "${name}" cannot be read`,
      received: protocol,
      allowed: "tcp or udp with ports, icmp or icmpv6 with a type, other with a number",
    },
  ]);
}
