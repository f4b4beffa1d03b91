/** Declares conduits from a segment to the domains that it needs, through the firewall of its hub. */
import { Lazy } from "cdktf";
import { conduitId, refuse, type ConduitDefinition, type Issue, type Service } from "../../model";
import { connectAll } from "../connect";
import type { ConduitDetails } from "../ends";
import type { Segment } from "../segment";
import { anywhere, refuseSecondWayOut, requestsToInternet } from "../way-out";
import type { InspectionVpc } from "./inspection-vpc";

/** What a segment may reach through an inspection VPC. */
export interface DomainListDetails {
  /** Domain names: `updates.example.com` for that name alone, `.example.com` for it and every name under it. */
  readonly domains: readonly [string, ...string[]];
  /** `services.https`, and `services.http` where a vendor has nothing better: what a firewall can read a name in. */
  readonly services: Service | readonly Service[];
}

export function allowToDomains(
  segment: Segment,
  inspection: InspectionVpc,
  { domains, services }: DomainListDetails,
  details: ConduitDetails,
): readonly ConduitDefinition[] {
  const { declaration } = segment;
  refuse(issuesOf(segment, inspection, domains).map((issue) => ({ ...issue, where: segment.node.path })));
  refuseSecondWayOut(segment, "inspection");
  const requests = requestsToInternet(segment, services, details).map((request) => ({ ...request, domains }));
  const definitions = connectAll(declaration, requests);
  const out = { key: "internet", block: anywhere };
  segment.subnets.routeTo(out, { transitGatewayId: inspection.hub.transitGatewayId });
  declaration.trustGroup?.routeTo(out, inspection.attachment.attachment);
  const block = Lazy.stringValue({ produce: () => declaration.compile().blockOf(segment.name) });
  for (const definition of definitions) {
    const conduit = declaration.conduit(conduitId(definition));
    if (conduit !== undefined) inspection.admit(segment, conduit, block);
  }
  declaration.markInternet(segment.name, "inspection");
  return definitions;
}

function issuesOf(segment: Segment, inspection: InspectionVpc, domains: readonly string[]): readonly Issue[] {
  const { declaration, name } = segment;
  const network = declaration.props.name;
  return [
    ...(declaration.hub === inspection.hub
      ? []
      : [
          {
            what: `segment "${name}" asks for inspection VPC "${inspection.name}", but network "${network}" is not attached to its transit gateway`,
            received: declaration.hub === undefined ? "no transit gateway" : `"${declaration.hub.name}"`,
            allowed: `network.attachTo(…) with "${inspection.hub.name}" first`,
          },
        ]),
    ...(Array.isArray(domains) && domains.length > inspection.domainsPerConduit
      ? [
          {
            what: `segment "${name}" names more domains than a list of inspection VPC "${inspection.name}" has room for`,
            received: String(domains.length),
            allowed: `up to ${String(inspection.domainsPerConduit)}, fixed for life by domainsPerConduit`,
          },
        ]
      : []),
  ];
}
