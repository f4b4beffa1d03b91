/** The attachments of transit gateways in a snapshot, by what they join. */
import { objectsIn, own, ownText, type Json, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { at, live, resource, tagged, text } from "./translate";

/** States in which an attachment carries nothing yet. */
const notYet: ReadonlySet<Json | undefined> = new Set([
  "initiating",
  "initiatingRequest",
  "pending",
  "pendingAcceptance",
]);

/** The attachments of a list that carry traffic now. */
export function carrying(json: JsonObject, list: string): readonly JsonObject[] {
  return live(json, list).filter((one) => !notYet.has(own(one, "State")));
}

export function transitAttachments(json: JsonObject): readonly KnownResource[] {
  const all = carrying(json, "TransitGatewayAttachments");
  const vpcs = carrying(json, "TransitGatewayVpcAttachments");
  const described = new Set(vpcs.map((one) => text(one, "TransitGatewayAttachmentId")));
  const connects = new Map(
    live(json, "TransitGatewayConnects").map((one) => [text(one, "TransitGatewayAttachmentId"), one] as const),
  );
  return [
    ...vpcs.map(vpcAttachment),
    ...all.flatMap((one): readonly KnownResource[] => {
      const id = text(one, "TransitGatewayAttachmentId");
      switch (own(one, "ResourceType")) {
        case "vpc":
          // Another account's: which subnets it is in is not told.
          return described.has(id) ? [] : [looked("vpc_attachment", one, { vpc_id: text(one, "ResourceId") })];
        case "vpn":
          return [looked("vpn_attachment", one, { vpn_connection_id: text(one, "ResourceId") })];
        case "direct-connect-gateway":
          return [looked("dx_gateway_attachment", one, { dx_gateway_id: text(one, "ResourceId") })];
        case "connect":
          return [
            looked("connect", one, {
              transport_attachment_id: text(connects.get(id), "TransportTransitGatewayAttachmentId"),
            }),
          ];
        default:
          return [];
      }
    }),
    ...carrying(json, "TransitGatewayPeeringAttachments").map((one) => peeringAttachment(one, gatewaysOf(json))),
  ];
}

function vpcAttachment(one: JsonObject): KnownResource {
  const options = own(one, "Options");
  return resource("aws_ec2_transit_gateway_vpc_attachment", text(one, "TransitGatewayAttachmentId"), {
    transit_gateway_id: text(one, "TransitGatewayId"),
    vpc_id: text(one, "VpcId"),
    subnet_ids: own(one, "SubnetIds") ?? [],
    appliance_mode_support: at(options, "ApplianceModeSupport", "disable"),
    ipv6_support: at(options, "Ipv6Support", "disable"),
    security_group_referencing_support: at(options, "SecurityGroupReferencingSupport", "disable"),
    // What it is associated with is listed on its own.
    transit_gateway_default_route_table_association: false,
    transit_gateway_default_route_table_propagation: false,
    ...tagged(one),
  });
}

/** One that the list of all attachments alone tells of. */
function looked(type: string, one: JsonObject, peer: JsonObject): KnownResource {
  const values = {
    transit_gateway_id: text(one, "TransitGatewayId"),
    appliance_mode_support: "disable",
    ipv6_support: "enable",
    security_group_referencing_support: "disable",
    ...peer,
    ...tagged(one),
  };
  return resource(`aws_ec2_transit_gateway_${type}`, text(one, "TransitGatewayAttachmentId"), values, "data");
}

function gatewaysOf(json: JsonObject): ReadonlySet<string> {
  return new Set(objectsIn(own(json, "TransitGateways")).map((one) => text(one, "TransitGatewayId")));
}

function peeringAttachment(one: JsonObject, ours: ReadonlySet<string>): KnownResource {
  const sides = ["RequesterTgwInfo", "AccepterTgwInfo"].map((side) => own(one, side));
  const near = sides.findIndex((side) => ours.has(text(side, "TransitGatewayId")));
  const [here, there] = near === 1 ? [sides[1], sides[0]] : sides;
  return resource(
    "aws_ec2_transit_gateway_peering_attachment",
    text(one, "TransitGatewayAttachmentId"),
    {
      transit_gateway_id: text(here, "TransitGatewayId"),
      peer_transit_gateway_id: text(there, "TransitGatewayId"),
      peer_region: ownText(there, "Region") ?? null,
      ...tagged(one),
    },
    "data",
  );
}
