/**
 * The network that the proof is measured on: subnets that each start conduits to 22 others, with 100 rules for every subnet.
 *
 * Of 100 rules 88 are of its security group (half of them towards a group, half towards a block) and 12 are entries of its
 * network ACL. A conduit has a rule at both ends; as many rules again have none at the other end, and each ACL denies two
 * peers. So some pairs reach each other, by some services, and most do not. Nothing here is random: the same number of
 * subnets is the same network.
 */
import * as aws from "./aws";
import { networkAcl, rule, type Peer, type Service } from "./aws-rules";
import type { Resource } from "./resource";

/** Rules of one subnet, ACL entries among them. */
export const rulesPerSubnet = 100;
const conduitsPerSubnet = 22;
const services: readonly Service[] = [
  ["tcp", 443],
  ["tcp", 2762],
  ["tcp", 11112],
  ["tcp", 104],
  ["tcp", 2575],
  ["tcp", 8443],
  ["udp", 123],
  ["tcp", 3400],
  ["tcp", 1433],
  ["udp", 514],
  ["tcp", 636],
];

/** What one subnet may start towards another. */
export interface Conduit {
  readonly from: number;
  readonly to: number;
  readonly service: Service;
  /** Tells apart those between the same two subnets. */
  readonly step: number;
}

/** All resources of a network with so many subnets, at most 1,024: a VPC has a /16, and each subnet a /26 of it. */
export function* network(subnets: number): Generator<Resource> {
  yield aws.vpc("10.0.0.0/16");
  for (let at = 0; at < subnets; at += 1) {
    const name = nameOf(at);
    yield aws.subnet(name, blockOf(at));
    yield aws.routeTable(name);
    yield aws.routeTableAssociation(name);
    yield aws.securityGroup(name);
    yield aws.networkInterface(name);
    const { ingress, egress } = deniedBy(at, subnets);
    yield networkAcl(name, { ingress: blockOf(ingress), egress: blockOf(egress) });
    for (const { to, service, step } of startedBy(at, subnets, 0)) {
      const said = { service, name: `${name}_${nameOf(to)}_${String(step)}` };
      yield rule("egress", said, name, step % 2 === 0 ? groupOf(to) : { block: blockOf(to) });
      yield rule("ingress", said, nameOf(to), step % 3 === 0 ? { block: blockOf(at) } : groupOf(at));
    }
    // Rules that nothing answers: what they open is closed at the other end.
    for (const { to, service, step } of startedBy(at, subnets, 1)) {
      const said = { service, name: `${name}_${nameOf(to)}_${String(step)}` };
      yield rule("egress", said, name, step % 2 === 0 ? groupOf(to) : { block: blockOf(to) });
    }
    for (const { to, service, step } of startedBy(at, subnets, 2)) {
      const said = { service, name: `${name}_${nameOf(to)}_${String(step)}` };
      yield rule("ingress", said, nameOf(to), step % 2 === 0 ? groupOf(at) : { block: blockOf(at) });
    }
  }
}

/** What passes: conduits with a rule at both ends that no ACL denies. */
export function conduitsOf(subnets: number): readonly Conduit[] {
  return Array.from({ length: subnets }, (_, at) => startedBy(at, subnets, 0))
    .flat()
    .filter(({ from, to }) => {
      const [near, far] = [deniedBy(from, subnets), deniedBy(to, subnets)];
      // An ACL that denies the peer in one direction stops the question or its answer.
      return near.egress !== to && near.ingress !== to && far.ingress !== from && far.egress !== from;
    });
}

function startedBy(from: number, subnets: number, round: number): readonly Conduit[] {
  return Array.from({ length: conduitsPerSubnet }, (_, index): Conduit => {
    const step = round * conduitsPerSubnet + index;
    return { from, to: peerOf(from, step, subnets), service: services[step % services.length] as Service, step };
  });
}

function deniedBy(at: number, subnets: number): { readonly ingress: number; readonly egress: number } {
  return { ingress: peerOf(at, 70, subnets), egress: peerOf(at, 5, subnets) };
}

/** Never the subnet itself. */
function peerOf(at: number, step: number, subnets: number): number {
  return (at + 1 + ((step * 37) % (subnets - 1))) % subnets;
}

function groupOf(at: number): Peer {
  return { group: nameOf(at) };
}

export function nameOf(at: number): string {
  return `ward_${String(at).padStart(4, "0")}`;
}

export function blockOf(at: number): string {
  return `10.0.${String(at >> 2)}.${String((at & 3) * 64)}/26`;
}
