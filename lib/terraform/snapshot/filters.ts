/** Security groups, network ACLs and prefix lists of a snapshot. */
import { isArray, objectsIn, own, type JsonObject } from "../intake/value";
import type { KnownResource } from "../world/state-unit";
import { resource, tagged, text, textsIn } from "./translate";

/** Numbers of the entries that AWS itself ends every ACL with. */
const lastEntries = new Set([32767, 32768]);

function permission(one: JsonObject): JsonObject {
  return {
    protocol: own(one, "IpProtocol") ?? null,
    from_port: own(one, "FromPort") ?? null,
    to_port: own(one, "ToPort") ?? null,
    cidr_blocks: textsIn(own(one, "IpRanges"), "CidrIp"),
    ipv6_cidr_blocks: textsIn(own(one, "Ipv6Ranges"), "CidrIpv6"),
    prefix_list_ids: textsIn(own(one, "PrefixListIds"), "PrefixListId"),
    security_groups: textsIn(own(one, "UserIdGroupPairs"), "GroupId"),
  };
}

function entry(one: JsonObject): JsonObject {
  return {
    rule_no: own(one, "RuleNumber") ?? null,
    action: own(one, "RuleAction") ?? null,
    protocol: own(one, "Protocol") ?? null,
    cidr_block: own(one, "CidrBlock") ?? "",
    ipv6_cidr_block: own(one, "Ipv6CidrBlock") ?? "",
    from_port: own(own(one, "PortRange"), "From") ?? null,
    to_port: own(own(one, "PortRange"), "To") ?? null,
    icmp_type: own(own(one, "IcmpTypeCode"), "Type") ?? null,
    icmp_code: own(own(one, "IcmpTypeCode"), "Code") ?? null,
  };
}

export function filters(json: JsonObject): readonly KnownResource[] {
  const groups = objectsIn(own(json, "SecurityGroups")).map((one) =>
    resource(
      own(one, "GroupName") === "default" ? "aws_default_security_group" : "aws_security_group",
      text(one, "GroupId"),
      {
        vpc_id: own(one, "VpcId") ?? null,
        ingress: objectsIn(own(one, "IpPermissions")).map(permission),
        egress: objectsIn(own(one, "IpPermissionsEgress")).map(permission),
        ...tagged(one),
      },
    ),
  );
  const acls = objectsIn(own(json, "NetworkAcls")).map((one) => {
    const id = text(one, "NetworkAclId");
    const entries = objectsIn(own(one, "Entries")).filter((each) => !lastEntries.has(Number(own(each, "RuleNumber"))));
    const isDefault = own(one, "IsDefault") === true;
    return resource(isDefault ? "aws_default_network_acl" : "aws_network_acl", id, {
      vpc_id: text(one, "VpcId"),
      ...(isDefault ? { default_network_acl_id: id } : {}),
      ingress: entries.filter((each) => own(each, "Egress") !== true).map(entry),
      egress: entries.filter((each) => own(each, "Egress") === true).map(entry),
      subnet_ids: textsIn(own(one, "Associations"), "SubnetId"),
      ...tagged(one),
    });
  });
  return [...groups, ...rules(json), ...acls, ...prefixLists(json)];
}

/** Rules by their own ids. What a group says beyond them stays a rule of the group's. */
function rules(json: JsonObject): readonly KnownResource[] {
  return objectsIn(own(json, "SecurityGroupRules")).map((one) =>
    resource(
      `aws_vpc_security_group_${own(one, "IsEgress") === true ? "egress" : "ingress"}_rule`,
      text(one, "SecurityGroupRuleId"),
      {
        security_group_id: text(one, "GroupId"),
        ip_protocol: own(one, "IpProtocol") ?? null,
        from_port: own(one, "FromPort") ?? null,
        to_port: own(one, "ToPort") ?? null,
        cidr_ipv4: own(one, "CidrIpv4") ?? null,
        cidr_ipv6: own(one, "CidrIpv6") ?? null,
        prefix_list_id: own(one, "PrefixListId") ?? null,
        referenced_security_group_id: own(own(one, "ReferencedGroupInfo"), "GroupId") ?? null,
      },
    ),
  );
}

/** `describe-managed-prefix-lists` gives no entries; they count as unknown unless `Entries` was put beside them. */
function prefixLists(json: JsonObject): readonly KnownResource[] {
  return objectsIn(own(json, "PrefixLists")).map((one) => {
    const entries = own(one, "Entries");
    const cidrs = own(one, "Cidrs");
    const known = isArray(entries)
      ? textsIn(entries, "Cidr")
      : isArray(cidrs)
        ? cidrs.filter((each): each is string => typeof each === "string")
        : undefined;
    return resource(
      "aws_ec2_managed_prefix_list",
      text(one, "PrefixListId"),
      {
        name: own(one, "PrefixListName") ?? null,
        owner_id: own(one, "OwnerId") ?? null,
        address_family: own(one, "AddressFamily") ?? "IPv4",
        max_entries: own(one, "MaxEntries") ?? null,
        ...(known === undefined ? {} : { entries: known.map((cidr) => ({ cidr })) }),
        ...tagged(one),
      },
      "data",
    );
  });
}
