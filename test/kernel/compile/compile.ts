/**
 * Facts as a network of Linux namespaces: the kernel, not the proof, then decides what gets through.
 *
 * - An interface is a host with its security groups as tracked filters of its own.
 * - A subnet is a wire with its hosts and a router. The router holds the subnet's route table for what leaves, delivers what
 *   enters, and filters both by the network ACL without tracking. What stays on the wire meets neither.
 * - A VPC is a router that delivers to its subnets and to nothing else: the target of local routes and of peerings.
 * - Gateways are routers too. All routers stand on one wire, the fabric, whose addresses nothing else uses.
 *
 * Imports nothing of the proof. Refuses, by name, what is not known or not built here.
 */
import type { FactBase } from "../../../lib/terraform";
import { edgeNode, edgeOf } from "./edge";
import { Fabric } from "./fabric";
import { hostNode, hostOf } from "./host";
import { requireCertain } from "./known";
import { natNode } from "./nat";
import type { KernelNetwork, OutsideHost } from "./node";
import { outsideHost, outsideNode, vpnGatewayNode } from "./outside";
import { subnetNode } from "./subnet";
import { transitNode } from "./transit";
import { vpcNode } from "./vpc";

/** @param outside - hosts on the internet and at sites, to speak from and to */
export function compile(facts: FactBase, outside: readonly OutsideHost[] = []): KernelNetwork {
  requireCertain(facts);
  const fabric = new Fabric();
  return {
    nodes: [
      ...facts.vpcs.map((vpc) => vpcNode(facts, fabric, vpc)),
      ...facts.vpcs.flatMap((vpc) => {
        const edge = edgeOf(facts, vpc);
        return edge === undefined ? [] : [edgeNode(facts, fabric, vpc, edge)];
      }),
      ...facts.gateways.filter(({ kind }) => kind === "vpn").map((each) => vpnGatewayNode(facts, fabric, each)),
      ...facts.transitGateways.map((gateway) => transitNode(facts, fabric, gateway)),
      ...facts.subnets.map((subnet) => subnetNode(facts, fabric, subnet)),
      ...facts.natGateways.map((nat) => natNode(facts, nat)),
      ...facts.interfaces.map((face) => hostNode(facts, face)),
      ...outside.map((host) => outsideNode(facts, host)),
    ],
    hosts: [...facts.interfaces.map(hostOf), ...outside.map(outsideHost)],
  };
}
