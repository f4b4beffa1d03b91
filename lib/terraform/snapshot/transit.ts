/** Transit gateways of a snapshot. Their routes come from `search-transit-gateway-routes`, which is not among the lists. */
import { objectsIn, own, ownText, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { at, resource, tagged, text } from "./translate";

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
  const attachments = objectsIn(own(json, "TransitGatewayVpcAttachments")).map((one) => {
    const options = own(one, "Options");
    return resource("aws_ec2_transit_gateway_vpc_attachment", text(one, "TransitGatewayAttachmentId"), {
      transit_gateway_id: text(one, "TransitGatewayId"),
      vpc_id: text(one, "VpcId"),
      subnet_ids: own(one, "SubnetIds") ?? [],
      appliance_mode_support: at(options, "ApplianceModeSupport", "disable"),
      ipv6_support: at(options, "Ipv6Support", "disable"),
      security_group_referencing_support: at(options, "SecurityGroupReferencingSupport", "disable"),
      // What it is associated with is listed on its own, below.
      transit_gateway_default_route_table_association: false,
      transit_gateway_default_route_table_propagation: false,
      ...tagged(one),
    });
  });
  const tables = objectsIn(own(json, "TransitGatewayRouteTables")).map((one) =>
    resource(
      "aws_ec2_transit_gateway_route_table",
      text(one, "TransitGatewayRouteTableId"),
      { transit_gateway_id: text(one, "TransitGatewayId"), ...tagged(one) },
      "data",
    ),
  );
  const associations = objectsIn(own(json, "TransitGatewayAttachments")).flatMap((one): readonly KnownResource[] => {
    const table = ownText(own(one, "Association"), "TransitGatewayRouteTableId");
    const id = text(one, "TransitGatewayAttachmentId");
    if (table === undefined) return [];
    const values = { transit_gateway_attachment_id: id, transit_gateway_route_table_id: table };
    return [resource("aws_ec2_transit_gateway_route_table_association", `${id}/${table}`, values)];
  });
  return [...gateways, ...attachments, ...tables, ...associations];
}
