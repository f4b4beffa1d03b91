/** The intent of one site, from what was declared. */
import { compareText, placeAtSite, type GatewayDefinition, type IntentGateway, type IntentSite } from "../../model";
import { addressOf } from "../address";
import type { Declaration, DeclaredSite } from "../declaration";
import { opaqueLabel } from "../names";

export function siteIntent(declaration: Declaration, { definition, connections }: DeclaredSite): IntentSite {
  const { name, owner, routing, policy, tunnel, gateways } = definition;
  return {
    name,
    label: opaqueLabel("site", declaration.props.name, name),
    owner,
    routing,
    awsAsn: declaration.edge?.asn ?? 0,
    policy,
    tunnel,
    gateways: gateways.map((gateway) => gatewayIntent(gateway, connections)),
    awsSelector: definition.awsSelector.toString(),
    awsBlocks: awsBlocks(declaration, name),
  };
}

function gatewayIntent(
  { name, address, certificateArn, asn, insideBlocks: [one, two] }: GatewayDefinition,
  connections: DeclaredSite["connections"],
): IntentGateway {
  const connection = connections.get(name);
  return {
    name,
    ...(address === undefined ? {} : { address }),
    ...(certificateArn === undefined ? {} : { certificateArn }),
    asn,
    connection: connection === undefined ? "" : addressOf(connection.resource),
    insideBlocks: [one.toString(), two.toString()],
  };
}

/** Blocks of the segments in AWS, of this network and of others, that have a conduit with a segment at the site. */
function awsBlocks(declaration: Declaration, site: string): readonly string[] {
  const isHere = (name: string): boolean => {
    const segment = declaration.segment(name);
    return segment !== undefined && placeAtSite(segment.definition)?.site === site;
  };
  const peers = declaration.conduits.flatMap(({ definition: { from, to } }) => [
    ...(isHere(from) ? [to] : []),
    ...(isHere(to) ? [from] : []),
  ]);
  return [...new Set(peers)]
    .flatMap((name) => {
      const home = declaration.neighbour(name)?.declaration ?? declaration;
      return home.segment(name)?.built === undefined ? [] : [home.compile().blockOf(name)];
    })
    .sort(compareText);
}
