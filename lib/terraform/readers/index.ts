/** The registry of readers: one for every resource type that says something about the network. */
import type { Reader } from "../reading/reading";
import { beyondReaders } from "./beyond";
import { clientVpnReaders } from "./client-vpn";
import { endpointReaders } from "./endpoint";
import { eventSourceReaders } from "./event-source";
import { firewallReaders } from "./firewall";
import { gatewayReaders } from "./gateway";
import { interfaceReaders } from "./interface";
import { loadBalancerReaders } from "./load-balancer";
import { networkAclReaders } from "./network-acl";
import { prefixListReaders } from "./prefix-list";
import { routeTableReaders } from "./route-table";
import { securityGroupReaders } from "./security-group";
import { subnetReaders } from "./subnet";
import { transitReaders } from "./transit";
import { vpcReaders } from "./vpc";
import { vpnReaders } from "./vpn";

const readers: ReadonlyMap<string, Reader> = new Map(
  [
    ...vpcReaders,
    ...subnetReaders,
    ...securityGroupReaders,
    ...networkAclReaders,
    ...routeTableReaders,
    ...gatewayReaders,
    ...prefixListReaders,
    ...interfaceReaders,
    ...loadBalancerReaders,
    ...endpointReaders,
    ...vpnReaders,
    ...clientVpnReaders,
    ...eventSourceReaders,
    ...beyondReaders,
    ...transitReaders,
    ...firewallReaders,
  ].flatMap((reader) => reader.types.map((type) => [type, reader] as const)),
);

export function readerOf(mode: "managed" | "data", type: string): Reader | undefined {
  return readers.get(mode === "data" ? `data.${type}` : type);
}
