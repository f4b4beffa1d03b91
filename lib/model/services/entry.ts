/**
 * How an entry of the catalogue is written: by the registry that assigns its port, or by the maker who documents it.
 *
 * Decides the form of an entry and freezes it. Refuses to decide whether the protocol is any good: registered does not
 * mean secure. Safe because an entry can be made in three ways only, and each demands where the port is written down.
 */
import type { Citation } from "../citation";
import type { Basis, Reach, Service, ServiceTransport } from "../service";
import { PortRange } from "../traffic/port-range";

/** A port, or the first and last of a run of ports. */
type Ports = number | readonly [from: number, to: number];

interface Entry {
  readonly name: string;
  readonly title: string;
  /**
   * Whether the protocol itself encrypts. What the document at hand does not say counts as no.
   *
   * @default false
   */
  readonly encrypted?: boolean;
  /**
   * Name of the encrypted service that does the same.
   *
   * @default - none is registered or documented
   */
  readonly tlsSibling?: string;
  /** @default "routable" */
  readonly reach?: Reach;
}

const portRegistry = "IANA service name and transport protocol port number registry, July 2025";

/** An entry whose port is registered; `as` is the name in the registry. */
export function registered(as: string, protocol: "tcp" | "udp", ports: Ports, entry: Entry): Service {
  const range = rangeOf(ports);
  const citation = { source: portRegistry, at: `${as}, ${range.toString()}/${protocol}` };
  return freeze(entry, { protocol, ports: range }, "iana", citation);
}

/** An entry whose port the manufacturer documents. */
export function documented(citation: Citation, protocol: "tcp" | "udp", ports: Ports, entry: Entry): Service {
  return freeze(entry, { protocol, ports: rangeOf(ports) }, "vendor", citation);
}

/** An entry without ports, whose numbers a standard or a registry fixes. */
export function fixed(
  basis: Extract<Basis, "iana" | "standard">,
  citation: Citation,
  transport: Exclude<ServiceTransport, { readonly protocol: "tcp" | "udp" }>,
  entry: Entry,
): Service {
  return freeze(entry, transport, basis, citation);
}

function rangeOf(ports: Ports): PortRange {
  return typeof ports === "number" ? PortRange.of(ports) : PortRange.of(ports[0], ports[1]);
}

function freeze(entry: Entry, transport: ServiceTransport, basis: Basis, citation: Citation): Service {
  return Object.freeze({
    name: entry.name,
    title: entry.title,
    transport: Object.freeze(transport),
    basis,
    citation: Object.freeze(citation),
    reach: entry.reach ?? "routable",
    encrypted: entry.encrypted ?? false,
    ...(entry.tlsSibling === undefined ? {} : { tlsSibling: entry.tlsSibling }),
  });
}
