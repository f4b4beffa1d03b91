/**
 * Finds the carriers of a declared network in a snapshot of AWS, where no Terraform address names them.
 *
 * Decides which VPC, subnet and security group carries what: the VPC by its id or by Cordon's tags, a subnet by its block
 * (the address plan fixes it, and AWS lets no two subnets of a VPC overlap), a group and a VPN connection by Cordon's tags. Refuses to choose:
 * a carrier that is lost is a finding, two groups with the same tags are undecided, and two VPCs are no input. Safe because
 * whoever takes a carrier's place is judged as what it claims to be: it may do what is declared, and nothing else.
 */
import {
  carrierTags,
  compareText,
  InvalidInput,
  type IntentGateway,
  type IntentNetwork,
  type IntentSegment,
  type IntentSite,
} from "../../model";
import type { FactBase, FactId, SecurityGroup, Subnet, Vpc } from "../../terraform";
import type { Unplaced } from "./intent";
import { meanings } from "../world/links";

/** Where a declared network is deployed. */
export interface Deployed {
  /** Facts by the Terraform addresses of the intent. */
  readonly ids: ReadonlyMap<string, FactId>;
  readonly unplaced: readonly Unplaced[];
}

/** Whether any fact is an object of a snapshot, which has an AWS id and no Terraform address. */
export function hasSnapshot(facts: FactBase): boolean {
  return facts.vpcs.some(isDeployed);
}

function isDeployed({ source, awsId }: Vpc): boolean {
  return source.address === awsId;
}

/** @throws {InvalidInput} when no VPC is the network's, or several may be */
export function locateDeployed(network: IntentNetwork, facts: FactBase): Deployed {
  const vpc = vpcOf(network, facts);
  const [subnets, groups] = [inVpc(facts.subnets, vpc), inVpc(facts.securityGroups, vpc)];
  const ids = new Map<string, FactId>();
  const unplaced: Unplaced[] = [];
  for (const segment of network.segments) {
    for (const declared of segment.subnets) {
      const found = subnets.find((subnet) => hasBlock(subnet, declared.block));
      if (found !== undefined) ids.set(declared.subnet, found.id);
      else unplaced.push(lostSubnet(segment, declared.block, vpc));
    }
    if (segment.carriers === undefined) continue;
    const tags = { [carrierTags.network]: network.name, [carrierTags.segment]: segment.name };
    place(segment.name, segment.carriers.securityGroup, tags);
  }
  for (const { to, service, answeredBy } of network.conduits) {
    if (answeredBy === undefined || ids.has(answeredBy)) continue;
    place(to, answeredBy, { [carrierTags.network]: network.name, [carrierTags.service]: service.name });
  }
  for (const site of network.sites) {
    for (const gateway of site.gateways) {
      const found = connectionsOf(network, site, gateway, facts);
      const [first, ...others] = found;
      if (first !== undefined) ids.set(gateway.connection, first);
      if (first === undefined || others.length > 0) unplaced.push(unclearConnection(site, gateway, found));
    }
  }
  return { ids, unplaced: distinct(unplaced) };

  function place(segment: string, address: string, tags: Readonly<Record<string, string>>): void {
    const found = groups.filter((group) => Object.entries(tags).every(([key, value]) => group.tags?.[key] === value));
    const [first, ...others] = found.map(({ id }) => id).sort(compareText);
    if (first !== undefined) ids.set(address, first);
    if (first === undefined || others.length > 0)
      unplaced.push(unclearGroup(segment, tags, vpc, first === undefined ? [] : [first, ...others]));
  }
}

/** By Cordon's tags and the name that its gateway gives it. */
function connectionsOf(
  network: IntentNetwork,
  site: IntentSite,
  gateway: IntentGateway,
  { vpnConnections }: FactBase,
): readonly FactId[] {
  return vpnConnections
    .filter(
      ({ tags, name }) =>
        tags?.[carrierTags.network] === network.name &&
        tags[carrierTags.site] === site.name &&
        name === `${network.name}-${site.name}-${gateway.name}`,
    )
    .map(({ id }) => id)
    .sort(compareText);
}

function unclearConnection({ name }: IntentSite, gateway: IntentGateway, found: readonly FactId[]): Unplaced {
  const common = { segment: name, carrier: `connection ${gateway.name}` };
  if (found.length === 0)
    return {
      ...common,
      verdict: "broken",
      text: `no VPN connection has the tags of gateway ${gateway.name} of site ${name}`,
      next: "deploy the stack again: it makes the connection, or gives it its tags back",
    };
  return {
    ...common,
    verdict: "undecided",
    text: `${String(found.length)} VPN connections have the tags of gateway ${gateway.name} of site ${name}: ${found.join(", ")}; the first was taken`,
    next: "take the tags off those that the stack did not make",
  };
}

function vpcOf(network: IntentNetwork, facts: FactBase): Vpc {
  const deployed = facts.vpcs.filter(isDeployed);
  const named = "id" in network.vpc ? deployed.find(({ awsId }) => awsId === idOf(network)) : undefined;
  if (named !== undefined) return named;
  // The tag of a VPC may be lost, or the VPC may be another's: what is in it has Cordon's tags too.
  const tagged = [...facts.vpcs, ...facts.subnets, ...facts.securityGroups].filter(
    ({ tags }) => tags?.[carrierTags.network] === network.name,
  );
  const ids = new Set(tagged.flatMap((one) => ("vpc" in one ? targets(one.vpc) : [one.id])));
  const [only, ...others] = deployed.filter(({ id }) => ids.has(id));
  if (only !== undefined && others.length === 0) return only;
  const what = `network "${network.name}" ${only === undefined ? "is not in" : "may be several VPCs of"} this snapshot`;
  const seen = only === undefined ? deployed : [only, ...others];
  const allowed =
    only === undefined
      ? `a snapshot of its account and Region, with a VPC that has the tag ${carrierTags.network}=${network.name}, or an intent that names its subnets by their AWS ids`
      : `a snapshot of one of them: cordon collect --vpc ${only.id}`;
  throw new InvalidInput([{ what, received: seen.map(({ id }) => id).join(", "), allowed }]);
}

function idOf({ vpc }: IntentNetwork): string | undefined {
  return "id" in vpc ? vpc.id : undefined;
}

function targets(link: Subnet["vpc"]): readonly FactId[] {
  return meanings(link, () => []).map(({ to }) => to);
}

function inVpc<F extends Subnet | SecurityGroup>(list: readonly F[], vpc: Vpc): readonly F[] {
  return list.filter((one) => targets(one.vpc).includes(vpc.id));
}

function hasBlock({ blocks }: Subnet, block: string): boolean {
  return blocks.some((one) => "exact" in one && one.exact.toString() === block);
}

function lostSubnet({ name }: IntentSegment, block: string, vpc: Vpc): Unplaced {
  return {
    segment: name,
    carrier: `subnet ${block}`,
    verdict: "broken",
    text: `no subnet of ${vpc.id} has the block ${block}, which is that of ${name}`,
    next: "deploy the stack again, or take a new snapshot if it was taken before the deploy",
  };
}

function unclearGroup(
  segment: string,
  tags: Readonly<Record<string, string>>,
  vpc: Vpc,
  found: readonly FactId[],
): Unplaced {
  const said = Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(" and ");
  const [first] = found;
  const common = { segment, carrier: `group ${Object.values(tags).join(" ")}` };
  if (first === undefined)
    return {
      ...common,
      verdict: "broken",
      text: `no security group of ${vpc.id} has the tags ${said}`,
      next: "deploy the stack again: it makes the group, or gives it its tags back",
    };
  return {
    ...common,
    verdict: "undecided",
    text: `${String(found.length)} security groups of ${vpc.id} have the tags ${said}: ${found.join(", ")}; the first was taken`,
    next: "take the tags off those that the stack did not make",
  };
}

function distinct(all: readonly Unplaced[]): readonly Unplaced[] {
  return [...new Map(all.map((one) => [`${one.segment} ${one.carrier}`, one])).values()];
}
