/** The fact of an interface: its addresses, and whether it has a public one, by what owns it. */
import type { Fact, Interface, Link, OwnerKind, UnknownReason, Value } from "../facts";
import { textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import type { LinkList } from "../reading/link";
import { lookedUp, openOf, type Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { addressesFor } from "./addresses-of-interface";
import { checkOf } from "./floating";
import { ipv6Of } from "./ipv6-of-interface";
import { hasAt } from "./nested-links";

export interface Placed {
  readonly owner: OwnerKind;
  readonly subnets: LinkList;
  readonly groups: LinkList | "unfiltered";
  /** @default - no clients of a Client VPN come out of it */
  readonly clientVpn?: Link;
}

/** An interface that is there, and that no input describes. */
export function addUndescribed(fact: Fact, reading: Reading, owner: Interface["owner"], because: UnknownReason): void {
  const open = { unknown: because } as const;
  reading.add("interfaces", {
    ...fact,
    owner,
    subnets: [],
    moreSubnets: because,
    groups: [],
    moreGroups: because,
    addresses: open,
    publicAddress: open,
    ipv6: open,
    sourceDestCheck: open,
  });
}

export function addInterface(
  instance: Instance,
  reading: Reading,
  { owner, subnets, groups, clientVpn }: Placed,
): void {
  const cursor = reading.cursor(instance);
  const missing: UnknownReason | undefined =
    subnets.links.length === 0
      ? { kind: "outside", at: instance.address, detail: "its subnet is not named" }
      : undefined;
  const moreSubnets = subnets.more ?? missing;
  // Without any group AWS gives it one, or none stops anything.
  const moreGroups = groups === "unfiltered" ? undefined : (groups.more ?? groups.mayBeEmpty);
  const ipv6 = ipv6Of(instance, owner, cursor, reading);
  const openToV6 = "exact" in ipv6 && !ipv6.exact ? undefined : openToV6Of(instance, owner, cursor);
  const one: Interface = {
    ...reading.fact(instance),
    owner: { kind: owner, id: instance.id },
    subnets: subnets.links,
    ...(moreSubnets === undefined ? {} : { moreSubnets }),
    groups: groups === "unfiltered" ? "unfiltered" : groups.links,
    ...(moreGroups === undefined ? {} : { moreGroups }),
    addresses: addressesFor(instance, cursor),
    publicAddress: publicAddressOf(instance, owner, cursor),
    ipv6,
    ...(openToV6 === undefined ? {} : { internetV6: openToV6 }),
    sourceDestCheck:
      checkOf(instance, cursor) ??
      cursor.flag("source_dest_check", instance.mode === "data" ? "computed" : { is: true }),
    ...machineOf(instance, owner, cursor),
    ...(clientVpn === undefined ? {} : { clientVpn }),
  };
  reading.add("interfaces", one);
  if (owner === "instance" && isLeftToSubnet(instance, cursor)) reading.leftToSubnet.add(one.id);
}

/** Whether the launch says nothing of a public address; a launch template may. What a plan or a state has lost may have said it. */
function isLeftToSubnet(instance: Instance, cursor: Cursor): boolean {
  const name = "associate_public_ip_address";
  if (instance.mode !== "managed" || instance.configures(name) !== false || cursor.has("launch_template")) return false;
  const isLost = instance.settled && !instance.attributes.includes(name);
  return (
    !isLost &&
    openOf(instance, name) === undefined &&
    [cursor.sym(name), cursor.sym("public_ip")].every((said) => said === undefined || said.k === "ref")
  );
}

/** An interface says where it is attached, or another resource does. */
function machineOf(instance: Instance, owner: OwnerKind, cursor: Cursor): Pick<Interface, "machine"> {
  const attached =
    owner === "interface" ? cursor.each("attachment").cursors[0]?.link("instance", "interface") : undefined;
  if (attached === undefined) return {};
  // A snapshot lists the interfaces of instances that it does not describe.
  const isListed = textOf(instance.get("id")) === instance.source.address;
  return { machine: isListed && attached.how === "outside" ? { exact: attached.id } : machineIn(attached, instance) };
}

/** The instance that a link surely means; one that no input describes may have any interfaces. */
function machineIn(link: Link, { address }: Instance): NonNullable<Interface["machine"]> {
  if (link.how === "exact" || link.how === "symbol") return { exact: link.to };
  const detail = "which interfaces are on its instance is not known";
  return { unknown: { kind: "outside", at: address, detail } };
}

/** Puts interfaces on an instance, as another resource says it. */
export function putOn(of: Link, link: Link, by: Instance, reading: Reading): void {
  const machine = machineIn(of, by);
  reading.amend(by, "interfaces", link, (one, open): Interface => {
    if (open === undefined) return { ...one, machine };
    return one.owner.kind === "interface" ? { ...one, machine: { unknown: open } } : one;
  });
}

function publicAddressOf(instance: Instance, owner: OwnerKind, cursor: Cursor): Value<boolean> {
  const ip = cursor.sym("public_ip");
  if (ip?.k === "known") return { exact: ip.value !== "" };
  switch (owner) {
    case "instance":
      return instance.configures("associate_public_ip_address") === true ||
        cursor.sym("associate_public_ip_address")?.k === "known"
        ? cursor.flag("associate_public_ip_address", "computed")
        : {
            unknown: {
              kind: "after-apply",
              at: cursor.at("associate_public_ip_address"),
              detail: "the subnet's setting decides",
            },
          };
    case "load-balancer":
    case "classic-load-balancer":
      return publicFace(cursor);
    case "database":
      // Left out it means true to some versions of the provider (5.x) and false to others (6.x).
      if (instance.type === "aws_redshift_cluster" && !cursor.has("publicly_accessible"))
        return perhapsPublic(cursor.at("publicly_accessible"));
      // AWS makes a Multi-AZ DB cluster public where its VPC has an internet gateway (RDS API, CreateDBCluster).
      if (cursor.has("db_cluster_instance_class") && !cursor.has("publicly_accessible"))
        return perhapsPublic(cursor.at("db_cluster_instance_class"));
      return cursor.flag("publicly_accessible", { is: false });
    case "container-service": {
      if (instance.type === "aws_batch_compute_environment") return perhapsPublic(instance.address);
      const { cursors, more } = cursor.each("network_configuration");
      if (more !== undefined) return { unknown: more };
      return cursors[0]?.flag("assign_public_ip", { is: false }) ?? { exact: false };
    }
    case "stream":
      if (hasAt(cursor, "broker_node_group_info.connectivity_info.public_access.type"))
        return perhapsPublic(cursor.at("broker_node_group_info"));
      return cursor.flag("publicly_accessible", { is: false });
    case "gateway":
      return hasAt(cursor, "endpoint_details.address_allocation_ids")
        ? perhapsPublic(cursor.at("endpoint_details"))
        : { exact: false };
    case "instance-group":
    case "analytics":
    case "desktop":
    case "client-vpn":
      return perhapsPublic(instance.address);
    case "cluster":
      // In auto mode EKS makes nodes in the subnets of the cluster.
      return hasAt(cursor, "compute_config.enabled") ? perhapsPublic(cursor.at("compute_config")) : { exact: false };
    case "interface":
      return instance.mode === "data" ? lookedUpAddress(instance, cursor) : { exact: false };
    case "cache":
    case "function":
    case "endpoint":
    case "file-system":
    case "directory":
    case "resolver":
    case "build":
    case "other":
      return { exact: false };
  }
}

/** An interface that is looked up shows its Elastic IP once it was read. */
function lookedUpAddress(instance: Instance, cursor: Cursor): Value<boolean> {
  const { cursors, more } = cursor.each("association");
  const wasRead = more === undefined && cursor.sym("association") !== undefined;
  if (wasRead && cursors.every((one) => one.sym("public_ip")?.k === "known"))
    return { exact: cursors.some((one) => one.has("public_ip")) };
  return { unknown: lookedUp(instance) };
}

function perhapsPublic(at: string): Value<boolean> {
  const detail = "whether it has a public address depends on its subnet and its service";
  return { unknown: { kind: "not-modelled", at, detail } };
}

/** A load balancer that faces the internet, unless it does so over IPv6 alone. */
function publicFace(cursor: Cursor): Value<boolean> {
  const facing = invert(cursor.flag("internal", { is: false }));
  if (isGateway(cursor)) return { exact: false };
  const type = cursor.text("ip_address_type", { is: "ipv4" });
  if ("exact" in type) return type.exact === "dualstack-without-public-ipv4" ? { exact: false } : facing;
  return "exact" in facing && facing.exact ? perhapsPublic(cursor.at("ip_address_type")) : facing;
}

/** A Gateway Load Balancer has no scheme, and no public address (Elastic Load Balancing API, CreateLoadBalancer, Scheme). */
function isGateway(cursor: Cursor): boolean {
  const type = cursor.text("load_balancer_type", { is: "application" });
  return "exact" in type && type.exact === "gateway";
}

/**
 * What is internal lets nothing of the internet in over IPv6 unless an attribute of it that is not read says so (Application Load
 * Balancers, "Load balancer attributes", `ipv6.deny_all_igw_traffic`). A snapshot shows the interfaces of load balancers alone:
 * one with a public IPv4 address is not internal.
 */
function openToV6Of(instance: Instance, owner: OwnerKind, cursor: Cursor): Value<boolean> | undefined {
  const detail = "an internal load balancer lets the internet in over IPv6 only where that is switched on";
  const because: UnknownReason = { kind: "not-modelled", at: cursor.at("internal"), detail };
  if (owner === "interface") {
    const told = (name: string): string => textOf(cursor.sym(name) ?? nothing) ?? "";
    const isBalancer = told("interface_type") === "network_load_balancer" || told("description").startsWith("ELB ");
    return isBalancer && told("public_ip") === "" ? { unknown: { ...because, at: instance.address } } : undefined;
  }
  if (owner !== "load-balancer") return undefined;
  const internal = cursor.flag("internal", { is: false });
  return "exact" in internal && !internal.exact && !isGateway(cursor) ? undefined : { unknown: because };
}

function invert(value: Value<boolean>): Value<boolean> {
  return "exact" in value ? { exact: !value.exact } : value;
}
