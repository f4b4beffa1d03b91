/** What keeps conduits from being declared, beside what the model itself refuses. */
import { Transport, conduitId, internet, type ConduitDefinition, type Issue } from "../model";
import type { Answerer, ConnectRequest } from "./connect";
import type { Declaration } from "./declaration";
import { blocksOf, carries } from "./peer-blocks";

/** What is wrong with the two ends of a request, whatever its services are. */
export function endIssues(
  declaration: Declaration,
  { from, to, within, services, details, answerer }: ConnectRequest,
): Issue[] {
  const issues: Issue[] = [];
  const ends = `from "${from.name}" to "${to.name}"`;
  if (!isJoined(from.declaration, to.declaration) || ![from, to].some((end) => end.declaration === declaration)) {
    const stranger = from.declaration === declaration ? to : from;
    issues.push({
      what: `the conduit ${ends} leaves its network`,
      received: `"${stranger.name}" of network "${stranger.declaration.props.name}"`,
      allowed: `segments of network "${declaration.props.name}", or of a network on the same transit gateway; name any other network's blocks with addOutsideSegment`,
    });
  } else if (from.name === to.name && within !== true) {
    issues.push({
      what: `segment "${from.name}" is both ends of a conduit`,
      allowed: "two segments; allowWithin is for traffic among the machines of one",
    });
  }
  if (from.group === undefined && to.group === undefined && answerer === undefined) {
    issues.push({
      what: `the conduit ${ends} is between two segments that Cordon does not build, so nothing would keep it`,
      allowed: "at least one end in AWS; the network between the two keeps what is between them",
    });
  }
  const { ipv6 } = declaration.props;
  for (const { name, transport } of services) {
    if (transport.protocol !== "icmpv6" || ipv6 !== "none" || [from, to].some((end) => end.group === undefined))
      continue;
    issues.push({
      what: `the conduit ${ends} for ${name} needs IPv6, and network "${declaration.props.name}" has none`,
      received: transport.protocol,
      allowed: 'a network with ipv6: "amazon-provided", or the service for IPv4',
    });
  }
  if (details.returnAssociation !== undefined && services.length > 1) {
    issues.push({
      what: `the conduit ${ends} asks for a return association of several services at once`,
      received: services.map(({ name }) => name).join(", "),
      allowed: "one service, so that it is plain which one is answered",
    });
  }
  for (const end of [from, to]) {
    const blocks = blocksOf(end.definition);
    for (const { name, transport } of services) {
      if (blocks.length === 0 || blocks.some((block) => carries(block, transport))) continue;
      issues.push({
        what: `the conduit ${ends} for ${name} has no block of "${end.name}" that carries it`,
        received: `${transport.protocol} and ${blocks.join(", ")}`,
        allowed: "ICMP with IPv4 blocks, ICMPv6 with IPv6 blocks",
      });
    }
  }
  const { aclSeed } = details;
  if (aclSeed !== undefined && !(Number.isSafeInteger(aclSeed) && aclSeed >= 0)) {
    issues.push({
      what: `aclSeed of the conduit ${ends} is no whole number`,
      received: JSON.stringify(aclSeed),
      allowed: "0, or the number that an error asked for",
    });
  }
  if (answerer !== undefined && details.returnAssociation !== undefined) {
    issues.push({
      what: `the conduit ${ends} asks for a return association, but nothing there opens one`,
      received: details.returnAssociation.name,
      allowed: "no returnAssociation: from public addresses and private services only answers come back",
    });
  }
  if (services.length === 0)
    issues.push({ what: `the conduit ${ends} names no service`, allowed: "one service or more" });
  return issues;
}

/** Whether two networks are one, or on one transit gateway. */
function isJoined(one: Declaration, other: Declaration): boolean {
  return one === other || (one.hub !== undefined && one.hub === other.hub);
}

/** Conduits that are declared already, or that would be the same rule as another. `added` gains what was looked at. */
export function repeated(
  declaration: Declaration,
  definitions: readonly ConduitDefinition[],
  answerer: Answerer | undefined,
  added: ConduitDefinition[],
): Issue[] {
  return definitions.flatMap((definition) => {
    const id = conduitId(definition);
    const about = `the conduit from "${definition.from}" to "${definition.to}" for ${definition.service.name}`;
    const between = [
      ...declaration.between(definition.from, definition.to),
      ...added.filter(({ from, to }) => from === definition.from && to === definition.to),
    ];
    added.push(definition);
    if (between.some((other) => conduitId(other) === id))
      return [{ what: `${about} is declared twice`, allowed: "one conduit for each pair and service" }];
    // Each private service answers at an end of its own, so that the same port is not the same rule.
    if (answerer !== undefined && definition.to !== internet) return [];
    // AWS refuses a second rule with the same ports and the same other end, whatever its description says.
    const same = between.find((other) =>
      Transport.ofService(other.service.transport).equals(Transport.ofService(definition.service.transport)),
    );
    if (same === undefined) return [];
    return [
      {
        what: `${about} is the same rule as the one for ${same.service.name}`,
        received: Transport.ofService(same.service.transport).toString(),
        allowed: "one service for each port between two segments",
      },
    ];
  });
}
