/**
 * A snapshot of deployed AWS: one object with the arrays that `aws ec2 describe-*` prints, told in Terraform's words.
 *
 * Decides: which attribute of which resource type says what a field of the EC2 API says. So the readers are the same for
 * what is planned and for what is deployed, and a difference between the two is a difference in AWS.
 */
import { objectsIn, own, ownText, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { privateAddresses, publicAddresses, sharesItsAddress } from "./addresses";
import { edges } from "./edges";
import { filters } from "./filters";
import { transit } from "./transit";
import { blocksIn, instancesIn, live, resource, tagged, text, textsIn, unlessIn } from "./translate";

export function snapshotResources(json: JsonObject): readonly KnownResource[] {
  return [...vpcs(json), ...routing(json), ...filters(json), ...interfaces(json), ...edges(json), ...transit(json)];
}

/** The Region that it was taken in, when it says so. */
export function snapshotRegion(json: JsonObject): string | undefined {
  return ownText(json, "Region");
}

function vpcs(json: JsonObject): readonly KnownResource[] {
  const defaults = (
    key: string,
    id: string,
    isDefault: (one: JsonObject) => boolean,
    name: string,
  ): Map<string, string> =>
    new Map(
      objectsIn(own(json, key))
        .filter(isDefault)
        .map((one) => [text(one, id), text(one, name)] as const),
    );
  const groups = defaults("SecurityGroups", "VpcId", (one) => own(one, "GroupName") === "default", "GroupId");
  const acls = defaults("NetworkAcls", "VpcId", (one) => own(one, "IsDefault") === true, "NetworkAclId");
  const tables = defaults("RouteTables", "VpcId", isMain, "RouteTableId");
  const found = live(json, "Vpcs").flatMap((one): readonly KnownResource[] => {
    const id = text(one, "VpcId");
    const primary = text(one, "CidrBlock");
    const secondary = blocksIn(own(one, "CidrBlockAssociationSet"), "CidrBlock", "CidrBlockState").filter(
      ({ block }) => block !== primary,
    );
    const v6 = blocksIn(own(one, "Ipv6CidrBlockAssociationSet"), "Ipv6CidrBlock", "Ipv6CidrBlockState");
    const firstV6 = v6.find(({ between }) => between === undefined);
    const moreV6 = v6.filter((each) => each !== firstV6);
    return [
      resource("aws_vpc", id, {
        cidr_block: primary,
        ...(firstV6 === undefined ? {} : { ipv6_cidr_block: firstV6.block }),
        default_security_group_id: groups.get(id) ?? null,
        default_network_acl_id: acls.get(id) ?? null,
        default_route_table_id: tables.get(id) ?? null,
        ...tagged(one),
      }),
      ...secondary.map(({ block, between }, index) => ({
        ...resource("aws_vpc_ipv4_cidr_block_association", `${id}/${String(index)}`, { vpc_id: id, cidr_block: block }),
        ...doubtOf(id, block, between),
      })),
      ...moreV6.map(({ block, between }, index) => ({
        ...resource("aws_vpc_ipv6_cidr_block_association", `${id}/v6-${String(index)}`, {
          vpc_id: id,
          ipv6_cidr_block: block,
        }),
        ...doubtOf(id, block, between),
      })),
    ];
  });
  const subnets = live(json, "Subnets").map((one) => {
    const [v6] = blocksIn(own(one, "Ipv6CidrBlockAssociationSet"), "Ipv6CidrBlock", "Ipv6CidrBlockState");
    return resource("aws_subnet", text(one, "SubnetId"), {
      vpc_id: text(one, "VpcId"),
      cidr_block: own(one, "CidrBlock") ?? null,
      ipv6_cidr_block: v6?.block ?? null,
      ipv6_native: own(one, "Ipv6Native") ?? false,
      availability_zone: own(one, "AvailabilityZone") ?? null,
      map_public_ip_on_launch: own(one, "MapPublicIpOnLaunch") ?? false,
      ...tagged(one),
    });
  });
  return [...found, ...subnets];
}

/** A VPC that is being given a block, or losing one, may have it; a subnet's is a gap of the snapshot besides. */
function doubtOf(vpc: string, block: string, between: string | undefined): Pick<KnownResource, "doubt"> {
  if (between === undefined) return {};
  return { doubt: { kind: "outside", at: vpc, detail: `the block ${block} is ${between} when the snapshot is taken` } };
}

function isMain(table: JsonObject): boolean {
  return objectsIn(own(table, "Associations")).some((one) => own(one, "Main") === true);
}

/** Fields of a route, with the attribute that says the same. */
const routeFields = [
  ["DestinationCidrBlock", "cidr_block"],
  ["DestinationIpv6CidrBlock", "ipv6_cidr_block"],
  ["DestinationPrefixListId", "destination_prefix_list_id"],
  ["GatewayId", "gateway_id"],
  ["NatGatewayId", "nat_gateway_id"],
  ["TransitGatewayId", "transit_gateway_id"],
  ["VpcPeeringConnectionId", "vpc_peering_connection_id"],
  ["NetworkInterfaceId", "network_interface_id"],
  ["EgressOnlyInternetGatewayId", "egress_only_gateway_id"],
  ["CarrierGatewayId", "carrier_gateway_id"],
  ["LocalGatewayId", "local_gateway_id"],
  ["CoreNetworkArn", "core_network_arn"],
  ["InstanceId", "instance_id"],
  ["State", "state"],
  ["Origin", "origin"],
] as const;

function routing(json: JsonObject): readonly KnownResource[] {
  return objectsIn(own(json, "RouteTables")).flatMap((one): readonly KnownResource[] => {
    const id = text(one, "RouteTableId");
    const route = objectsIn(own(one, "Routes")).map((each): JsonObject => {
      const fields = Object.fromEntries(
        routeFields.flatMap(([from, to]) => (own(each, from) === undefined ? [] : [[to, own(each, from) ?? null]])),
      );
      // An endpoint's id stands in the field of gateways.
      const gateway = ownText(each, "GatewayId");
      const moved = gateway?.startsWith("vpce-") === true ? { gateway_id: null, vpc_endpoint_id: gateway } : {};
      return { ...fields, ...moved, ...(own(each, "NetworkInterfaceId") === undefined ? {} : { instance_id: null }) };
    });
    const main = isMain(one);
    const table = resource(main ? "aws_default_route_table" : "aws_route_table", id, {
      vpc_id: text(one, "VpcId"),
      ...(main ? { default_route_table_id: id } : {}),
      route,
      propagating_vgws: textsIn(own(one, "PropagatingVgws"), "GatewayId"),
      ...tagged(one),
    });
    const associations = objectsIn(own(one, "Associations")).flatMap((each): readonly KnownResource[] => {
      const [subnet, gateway] = [ownText(each, "SubnetId"), ownText(each, "GatewayId")];
      if (subnet === undefined && gateway === undefined) return [];
      const values = { route_table_id: id, subnet_id: subnet ?? null, gateway_id: gateway ?? null };
      const name = ownText(each, "RouteTableAssociationId") ?? `${id}/${subnet ?? gateway ?? ""}`;
      const state = ownText(own(each, "AssociationState"), "State");
      if (state === "disassociated") return [];
      const doubt = unlessIn(["associated"], state, name, `the association of ${subnet ?? gateway ?? "?"} with ${id}`);
      return [{ ...resource("aws_route_table_association", name, values), ...doubt }];
    });
    return [table, ...associations];
  });
}

function interfaces(json: JsonObject): readonly KnownResource[] {
  const listed = objectsIn(own(json, "NetworkInterfaces"));
  const ids = new Set(listed.map((one) => text(one, "NetworkInterfaceId")));
  const native = new Set(
    objectsIn(own(json, "Subnets"))
      .filter((one) => own(one, "Ipv6Native") === true)
      .map((one) => text(one, "SubnetId")),
  );
  const found = listed
    // Those are facts of their own.
    .filter((one) => !["nat_gateway", "transit_gateway"].includes(ownText(one, "InterfaceType") ?? ""))
    .map((one) =>
      resource("aws_network_interface", text(one, "NetworkInterfaceId"), {
        subnet_id: text(one, "SubnetId"),
        security_groups: textsIn(own(one, "Groups"), "GroupId"),
        private_ips: privateAddresses(one, native.has(text(one, "SubnetId"))),
        public_ip: sharesItsAddress(one) ? "" : (publicAddresses(one)[0] ?? ""),
        interface_type: own(one, "InterfaceType") ?? null,
        description: own(one, "Description") ?? null,
        ipv6_addresses: textsIn(own(one, "Ipv6Addresses"), "Ipv6Address"),
        ipv4_prefixes: textsIn(own(one, "Ipv4Prefixes"), "Ipv4Prefix"),
        ipv6_prefixes: textsIn(own(one, "Ipv6Prefixes"), "Ipv6Prefix"),
        ipv6_address_count: objectsIn(own(one, "Ipv6Addresses")).length,
        source_dest_check: own(one, "SourceDestCheck") ?? true,
        // What is on no instance is by itself.
        attachment: [{ instance: ownText(own(one, "Attachment"), "InstanceId") ?? text(one, "NetworkInterfaceId") }],
        ...tagged({ Tags: own(one, "TagSet") ?? [] }),
      }),
    );
  const instances = instancesIn(json).map((one) => {
    const own_ = textsIn(own(one, "NetworkInterfaces"), "NetworkInterfaceId").filter((id) => ids.has(id));
    return resource("aws_instance", text(one, "InstanceId"), {
      network_interface: own_.map((id) => ({ network_interface_id: id })),
      subnet_id: own(one, "SubnetId") ?? null,
      vpc_security_group_ids: textsIn(own(one, "SecurityGroups"), "GroupId"),
      private_ip: own(one, "PrivateIpAddress") ?? null,
      public_ip: own(one, "PublicIpAddress") ?? "",
      source_dest_check: own(one, "SourceDestCheck") ?? true,
      ...tagged(one),
    });
  });
  return [...found, ...instances];
}
