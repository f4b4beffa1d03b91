/**
 * Transit gateways of a snapshot. What belongs to a table (`get-transit-gateway-route-table-…`,
 * `search-transit-gateway-routes`) is read beside it; a table that lacks a part of it may hold anything.
 */
import { isArray, objectsIn, own, ownText, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { at, live, resource, tagged, text, unlessIn } from "./translate";
import { carrying, transitAttachments } from "./transit-attachments";

export function transit(json: JsonObject): readonly KnownResource[] {
  const gateways = objectsIn(own(json, "TransitGateways")).map((one) => {
    const options = own(one, "Options");
    return resource("aws_ec2_transit_gateway", text(one, "TransitGatewayId"), {
      default_route_table_association: at(options, "DefaultRouteTableAssociation", "disable"),
      default_route_table_propagation: at(options, "DefaultRouteTablePropagation", "disable"),
      security_group_referencing_support: at(options, "SecurityGroupReferencingSupport", "disable"),
      association_default_route_table_id: at(options, "AssociationDefaultRouteTableId", null),
      propagation_default_route_table_id: at(options, "PropagationDefaultRouteTableId", null),
      ...tagged(one),
    });
  });
  const tables = live(json, "TransitGatewayRouteTables");
  return [...gateways, ...transitAttachments(json), ...associations(json, tables), ...tables.flatMap(tableWithRoutes)];
}

/** What each attachment is associated with, as its own entry and its table's say it. */
function associations(json: JsonObject, tables: readonly JsonObject[]): readonly KnownResource[] {
  const pairs = [
    ...carrying(json, "TransitGatewayAttachments").map((one) => {
      const association = own(one, "Association");
      return [one, ownText(association, "TransitGatewayRouteTableId"), ownText(association, "State")] as const;
    }),
    ...tables.flatMap((table) =>
      objectsIn(own(table, "Associations")).map(
        (one) => [one, text(table, "TransitGatewayRouteTableId"), ownText(one, "State")] as const,
      ),
    ),
  ];
  const found = pairs.flatMap(([one, table, state]): readonly KnownResource[] => {
    const id = text(one, "TransitGatewayAttachmentId");
    if (table === undefined || state === "disassociated") return [];
    const values = { transit_gateway_attachment_id: id, transit_gateway_route_table_id: table };
    const doubt = unlessIn(["associated"], state, id, `its association with ${table}`);
    return [{ ...resource("aws_ec2_transit_gateway_route_table_association", `${id}/${table}`, values), ...doubt }];
  });
  // Where the two differ AWS was about to change it.
  const [sure, doubtful] = [false, true].map((is) => found.filter((one) => (one.doubt !== undefined) === is));
  return [...new Map([...(sure ?? []), ...(doubtful ?? [])].map((one) => [one.address, one])).values()];
}

/** Lists without which a table is not known whole. */
const parts = ["Routes", "TransitGatewayRouteTablePropagations", "TransitGatewayPrefixListReferences"] as const;

function tableWithRoutes(one: JsonObject): readonly KnownResource[] {
  const id = text(one, "TransitGatewayRouteTableId");
  const propagations = objectsIn(own(one, "TransitGatewayRouteTablePropagations"));
  const announced = propagations.some((each) => own(each, "TransitGatewayRouteTableAnnouncementId") !== undefined);
  const whole = parts.every((part) => isArray(own(one, part))) && !announced;
  const values = { transit_gateway_id: text(one, "TransitGatewayId"), ...tagged(one) };
  return [
    resource("aws_ec2_transit_gateway_route_table", id, values, whole ? "managed" : "data"),
    ...propagations
      .filter((each) => own(each, "State") !== "disabled")
      .map((each) => {
        const attachment = text(each, "TransitGatewayAttachmentId");
        return {
          ...resource("aws_ec2_transit_gateway_route_table_propagation", `${id}/from/${attachment}`, {
            transit_gateway_route_table_id: id,
            transit_gateway_attachment_id: attachment,
          }),
          ...unlessIn(["enabled"], ownText(each, "State"), id, `its propagation from ${attachment}`),
        };
      }),
    ...objectsIn(own(one, "Routes")).flatMap((route) => routesOf(id, route)),
    ...objectsIn(own(one, "TransitGatewayPrefixListReferences")).map((each) => {
      const list = text(each, "PrefixListId");
      const reference = resource("aws_ec2_transit_gateway_prefix_list_reference", `${id}/${list}`, {
        transit_gateway_route_table_id: id,
        prefix_list_id: list,
        blackhole: own(each, "Blackhole") ?? false,
        transit_gateway_attachment_id:
          ownText(own(each, "TransitGatewayAttachment"), "TransitGatewayAttachmentId") ?? null,
      });
      return { ...reference, ...unlessIn(["available"], ownText(each, "State"), id, `its reference to ${list}`) };
    }),
  ];
}

/** A static route, to each of its attachments. Propagated ones follow from the propagations. */
function routesOf(table: string, route: JsonObject): readonly KnownResource[] {
  const block = ownText(route, "DestinationCidrBlock");
  const state = ownText(route, "State");
  if (block === undefined || own(route, "Type") === "propagated" || state === "deleted") return [];
  const attachments = objectsIn(own(route, "TransitGatewayAttachments"));
  const blackhole = state === "blackhole";
  const doubt = unlessIn(["active", "blackhole"], state, table, `its route to ${block}`);
  return (blackhole || attachments.length === 0 ? [undefined] : attachments).map((attachment) => {
    const to = attachment === undefined ? undefined : text(attachment, "TransitGatewayAttachmentId");
    const found = resource("aws_ec2_transit_gateway_route", `${table}/${block}${to === undefined ? "" : `/${to}`}`, {
      transit_gateway_route_table_id: table,
      destination_cidr_block: block,
      blackhole,
      transit_gateway_attachment_id: to ?? null,
    });
    return { ...found, ...doubt };
  });
}
