/**
 * A service: one protocol with its ports, and how we know them.
 *
 * One service is one transport (one protocol, one run of ports): a conduit for it costs exactly one rule at each end.
 * A protocol that listens on UDP and TCP is two services. The module decides nothing about who may use a service.
 */
import type { Citation } from "./citation";
import type { PortRange } from "./traffic/port-range";

/**
 * How the ports of a service are known.
 *
 * - `iana`: registered with IANA
 * - `standard`: fixed by the text of a standard
 * - `vendor`: documented by the manufacturer
 * - `site`: chosen by this hospital; the author says where it is written down
 */
export const bases = ["iana", "standard", "vendor", "site"] as const;

export type Basis = (typeof bases)[number];

/** What a service listens on. Ports and ICMP types are never the same number. */
export type ServiceTransport =
  | { readonly protocol: "tcp" | "udp"; readonly ports: PortRange }
  | { readonly protocol: "icmp" | "icmpv6"; readonly type: number; readonly code: number | "any" }
  | { readonly protocol: "other"; readonly number: number };

/** Whether a service can cross a router: `local-only` ones rely on broadcast or multicast. */
export type Reach = "routable" | "local-only";

/** One protocol with its ports, and how we know them. */
export interface Service {
  /** Unique in a network; lower-case letters, digits and hyphens: `dicom-tls`. Part of Terraform addresses. */
  readonly name: string;
  /** What a person calls it: `DICOM over TLS`. */
  readonly title: string;
  readonly transport: ServiceTransport;
  readonly basis: Basis;
  readonly citation: Citation;
  readonly reach: Reach;
  /** Whether the payload is encrypted by the protocol itself. */
  readonly encrypted: boolean;
  /**
   * Name of the encrypted service that does the same.
   *
   * @default - none is known
   */
  readonly tlsSibling?: string;
}
