/** What a conduit across a transit gateway adds to its route tables: the exact blocks of both ends, each in the table of the other. */
import type { ConduitEnd } from "../ends";
import { placeAtSite } from "../../model";
import type { Attachment, TrustGroup } from "./trust-group";

/** A block, and what stands for it in the addresses of its routes. */
export interface Destination {
  readonly key: string;
  readonly block: string;
}

/** Routes to an end of a conduit, in the trust group that the other end is routed by. */
export function routeAcross(from: TrustGroup, to: ConduitEnd, blocks: readonly Destination[]): void {
  const { declaration } = to;
  const place = placeAtSite(to.definition);
  if (place === undefined) {
    const attachment = declaration.attachment;
    if (attachment !== undefined) for (const block of blocks) from.routeTo(block, attachment);
    return;
  }
  const site = declaration.site(place.site);
  if (site === undefined) return;
  const connections = attachmentsOf(site.definition.name, site.connections);
  if (site.definition.routing === "bgp") {
    for (const connection of connections) from.learnFrom(connection);
    return;
  }
  const [only] = connections;
  if (only !== undefined) for (const block of blocks) from.routeTo(block, only);
}

/** The VPN connections of a site, as attachments. */
export function attachmentsOf(
  site: string,
  connections: ReadonlyMap<string, { readonly resource: { readonly transitGatewayAttachmentId: string } }>,
): readonly Attachment[] {
  return [...connections].map(([gateway, { resource }]) => ({
    key: `${site}_${gateway}`,
    attachmentId: resource.transitGatewayAttachmentId,
  }));
}
