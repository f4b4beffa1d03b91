/** What any way out to the internet asks of the segment that uses it: a rule of its group and the entries of its ACL. */
import { internet, refuse, type Service } from "../model";
import { replyTo } from "./acl/compile";
import { serviceToAcl } from "./acl/entry";
import type { ConnectRequest } from "./connect";
import type { ConduitDetails, ConduitEnd } from "./ends";
import type { Segment } from "./segment";
import { given } from "./required";

/** How a segment reaches the internet: by its network's own NAT gateways, or through the firewall of a VPC that inspects. */
export type WayOut = "egress" | "inspection";

/** All public addresses, as a route and a rule name them. */
export const anywhere = "0.0.0.0/0";

/**
 * One request for each service, from a segment to public addresses.
 *
 * @throws {InvalidInput} when no service is named
 */
export function requestsToInternet(
  segment: Segment,
  services: Service | readonly Service[],
  details: ConduitDetails,
): readonly ConnectRequest[] {
  const list = Array.isArray(services) ? (services as readonly Service[]) : [services as Service];
  if (list.length === 0) {
    refuse([
      {
        what: `the conduit from "${segment.name}" to the internet names no service`,
        allowed: "one service or more",
        where: segment.node.path,
      },
    ]);
  }
  const end: ConduitEnd = {
    name: internet,
    kind: segment.kind,
    declaration: segment.declaration,
    definition: segment.definition,
    group: undefined,
  };
  return list.map((service) => {
    const forward = serviceToAcl(service.transport);
    const back = replyTo(forward, segment.definition.clientSystem);
    const because = `${segment.name}>${internet}:${service.name}`;
    const seed = given(details).aclSeed ?? 0;
    return {
      from: segment,
      to: end,
      services: [service],
      details: given(details),
      answerer: {
        peer: { cidr: anywhere },
        group: undefined,
        answeredBy: undefined,
        publicWants: [
          { direction: "egress", transport: forward, because, seed },
          ...(back === undefined ? [] : [{ direction: "ingress" as const, transport: back, because, seed }]),
        ],
      },
    };
  });
}

/**
 * A segment's tables have one route for all public addresses, so that it has one way out.
 *
 * @throws {InvalidInput} when it has another
 */
export function refuseSecondWayOut(segment: Segment, wanted: WayOut): void {
  const known = segment.declaration.waysOut.get(segment.name);
  if (known === undefined || known === wanted) return;
  const names: Readonly<Record<WayOut, string>> = {
    egress: "the network's NAT gateways (allowToInternet)",
    inspection: "the inspection VPC (allowToDomains)",
  };
  refuse([
    {
      what: `segment "${segment.name}" has a way out to the internet already`,
      received: `${names[known]}, and now ${names[wanted]}`,
      allowed: "one of them, as its tables have one route for all public addresses",
      where: segment.node.path,
    },
  ]);
}
