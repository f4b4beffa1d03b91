/** Traffic as a test says it. */
import { InvalidInput, PortRange, Transport, type Service, type ServiceTransport } from "../model";

/** Traffic of a claim: a service of the catalogue or of your own, or a protocol with its port, ports or type. */
export type Traffic =
  | Service
  | { readonly protocol: "tcp" | "udp"; readonly port: number }
  | {
      readonly protocol: "tcp" | "udp";
      /** First and last, 1 to 65535, both in. */
      readonly ports: readonly [first: number, last: number];
    }
  | {
      readonly protocol: "icmp" | "icmpv6";
      /** 0 to 255. */
      readonly type: number;
      /**
       * 0 to 255.
       *
       * @default - every code of the type
       */
      readonly code?: number;
    }
  | {
      /** IP protocol number, 0 to 255, of a protocol that has neither ports nor types. */
      readonly protocol: number;
    };

const allowed =
  'a service, { protocol: "tcp", port: 443 }, { protocol: "udp", ports: [5000, 5010] }, { protocol: "icmp", type: 8 } or { protocol: 47 }';

/**
 * All of some traffic as one set; undefined when nothing was said.
 *
 * @throws {InvalidInput} when it is none of the forms of {@link Traffic}, or an empty list
 */
export function transportOf(traffic: Traffic | readonly Traffic[] | undefined): Transport | undefined {
  if (traffic === undefined) return undefined;
  const all = [traffic].flat();
  if (all.length === 0) throw refused("an empty list");
  return all.map(one).reduce((set, each) => set.union(each), Transport.none);
}

/** A test in JavaScript can hold anything. */
function one(traffic: unknown): Transport {
  if (!isRecord(traffic)) throw refused(shown(traffic));
  const { protocol, transport } = traffic;
  const keys = Object.keys(traffic).sort().join();
  if (isRecord(transport) && "protocol" in transport)
    return Transport.ofService(transport as unknown as ServiceTransport);
  if (protocol === "tcp" || protocol === "udp") {
    const { port, ports = [port] } = traffic;
    const isRun = keys === "ports,protocol" && Array.isArray(ports) && ports.length === 2;
    if (keys !== "port,protocol" && !isRun) throw refused(shown(traffic));
    if ((ports as readonly unknown[]).some((each) => typeof each !== "number")) throw refused(shown(traffic));
    const { from, to } = PortRange.of(...(ports as [number, number]));
    return Transport.ports(protocol, from, to);
  }
  if (protocol === "icmp" || protocol === "icmpv6") {
    const { type, code = "any" } = traffic;
    if (keys !== "protocol,type" && keys !== "code,protocol,type") throw refused(shown(traffic));
    return Transport.icmp(protocol, type as number, code as number);
  }
  if (typeof protocol !== "number" || keys !== "protocol" || named.has(protocol)) throw refused(shown(traffic));
  return Transport.protocol(protocol);
}

/** Numbers of the protocols that have ports or types: without them, all of TCP could be claimed by mistake. */
const named: ReadonlySet<number> = new Set([1, 6, 17, 58]);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function refused(received: string): InvalidInput {
  return new InvalidInput([{ what: "traffic of a claim is not understood", received, allowed }]);
}
