/**
 * The separate checker of certificates: short, and without the engine.
 *
 * Recomputes what each named filter lets through with the model's own sets, checks that nothing is common to them, and
 * asks the naive evaluator about each route. Refuses a certificate at the first thing that it cannot confirm.
 */
import { AddressSet, Cidr, Traffic, Transport } from "../../model";
import type { Bounded, FactBase, FactId, Link } from "../../terraform";
import { evaluate } from "../naive/evaluate";
import type { Certificate, CertifiedFilter, CertifiedPair, CertifiedRange } from "./certificate";

export function checkCertificate(
  facts: FactBase,
  certificate: Certificate,
): { readonly ok: boolean; readonly why: string } {
  for (const pair of certificate.pairs) {
    const gap = uncovered(pair);
    if (gap !== undefined)
      return { ok: false, why: `${pair.from} to ${pair.to}: not all addresses are covered: ${gap}` };
    for (const range of pair.ranges) {
      const fault =
        range.reason.kind === "route"
          ? routeFault(facts, pair, range)
          : filterFault(facts, range, range.reason.filters);
      if (fault !== undefined) return { ok: false, why: `${pair.from} to ${pair.to}: ${fault}` };
    }
  }
  return { ok: true, why: "every range is stopped" };
}

/** Addresses of one family at both ends that no range covers. Ranges of one pair may overlap: several ways, each stopped. */
function uncovered({ sources, destinations, ranges }: CertifiedPair): string | undefined {
  const whole = Traffic.of([{ source: sources, destination: destinations, transport: Transport.protocol(6) }]);
  const covered = Traffic.of(
    ranges.map((range) => ({
      source: setOf(range.family, range.sources),
      destination: setOf(range.family, range.destinations),
      transport: Transport.protocol(6),
    })),
  );
  const left = whole.subtract(covered);
  return left.isEmpty() ? undefined : String(left).split("\n")[0];
}

/** One packet of the range, from the lowest source: HTTPS, from a port that any client has. */
function routeFault(facts: FactBase, { ends }: CertifiedPair, range: CertifiedRange): string | undefined {
  const [[source], [first, last]] = [range.sources, range.destinations];
  const destination = first === source ? last : first;
  const packet = { family: range.family, source, destination, point: 6 * 65_536 + 443, clientPort: 49_152 };
  return evaluate(facts, { ...ends, ...packet }) === "no"
    ? undefined
    : "the naive evaluator does not agree that nothing gets there";
}

function filterFault(facts: FactBase, range: CertifiedRange, filters: readonly CertifiedFilter[]): string | undefined {
  let [forward, back, toGateway] = [Transport.all, Transport.all, Transport.all];
  for (const filter of filters) {
    const addresses = setOf(range.family, filter.looksAt === "source" ? range.sources : range.destinations);
    const lets = filter.kind === "groups" ? groupsLet(facts, filter, addresses) : aclsLet(facts, filter, addresses);
    if (!filter.lets.contains(lets)) return `${filter.ids.join(" + ")} lets through more than certified`;
    if (filter.role === "forward") forward = forward.intersect(filter.lets);
    else if (filter.role === "reply") back = back.intersect(filter.lets);
    else toGateway = toGateway.intersect(filter.lets);
  }
  return unanswered(forward, back.intersect(onPickedPort(toGateway)))
    ? undefined
    : `the filters have ${String(forward)} in common`;
}

function setOf(family: 4 | 6, [first, last]: readonly [bigint, bigint]): AddressSet {
  const bits = family === 4 ? 32 : 128;
  const below = (end: bigint): AddressSet => {
    let set = AddressSet.empty;
    let at = 0n;
    for (let bit = bits; bit >= 0; bit -= 1)
      if ((end >> BigInt(bit)) & 1n) {
        set = set.union(AddressSet.of([Cidr.fromNumber(family, at, bits - bit)]));
        at += 1n << BigInt(bit);
      }
    return set;
  };
  return below(last + 1n).subtract(below(first));
}

function may(link: Link, id: FactId): boolean {
  return (
    link.how === "unknown" || ("to" in link && link.to === id) || (link.how === "ambiguous" && link.among.includes(id))
  );
}

function groupsLet(facts: FactBase, { ids, direction, groups }: CertifiedFilter, addresses: AddressSet): Transport {
  let lets = Transport.none;
  if (ids.some((id) => facts.securityGroups.find((group) => group.id === id)?.more !== undefined)) return Transport.all;
  for (const rule of facts.securityGroupRules) {
    if (rule.direction !== direction || !ids.some((id) => may(rule.group, id))) continue;
    const hits = rule.peers.some((peer) => {
      if (peer.kind === "group") return peer.group.how === "unknown" || groups.some((id) => may(peer.group, id));
      if (peer.kind === "addresses")
        return ("exact" in peer.addresses ? peer.addresses.exact : peer.addresses.may).overlaps(addresses);
      const { list: link } = peer;
      const lists = facts.prefixLists.filter(({ id }) => may(link, id));
      return (
        lists.length === 0 ||
        lists.some(
          (list) =>
            list.entries.some((entry) =>
              ("exact" in entry ? AddressSet.of([entry.exact]) : entry.within).overlaps(addresses),
            ) ||
            (list.more !== undefined && list.within.overlaps(addresses)),
        )
      );
    });
    if (hits) lets = lets.union("exact" in rule.transport ? rule.transport.exact : rule.transport.may);
  }
  return lets;
}

/** What some address of the range may send through: denies count only where they cover all of what is left. */
function aclsLet(facts: FactBase, { ids, direction }: CertifiedFilter, addresses: AddressSet): Transport {
  let lets = Transport.none;
  for (const id of ids) {
    if (facts.networkAcls.find((acl) => acl.id === id)?.more !== undefined) return Transport.all;
    const entries = facts.networkAclEntries
      .filter((entry) => entry.direction === direction && may(entry.acl, id))
      .sort((a, b) => ("exact" in a.number ? a.number.exact : -1) - ("exact" in b.number ? b.number.exact : -1));
    let left: readonly { readonly addresses: AddressSet; readonly transport: Transport }[] = [
      { addresses, transport: Transport.all },
    ];
    for (const entry of entries) {
      const [addressed, transport] = [bounds(entry.addresses), bounds(entry.transport)];
      const sure = "exact" in entry.number && "exact" in entry.action && entry.presence.is === "certain";
      const denies = "exact" in entry.action && entry.action.exact === "deny";
      for (const part of left)
        if (!denies && part.addresses.overlaps(addressed.may))
          lets = lets.union(part.transport.intersect(transport.may));
      // What surely meets the entry gets no further, whatever else may meet it.
      if (sure)
        left = left
          .flatMap((part) => [
            { addresses: part.addresses.subtract(addressed.must), transport: part.transport },
            {
              addresses: part.addresses.intersect(addressed.must),
              transport: part.transport.subtract(transport.must),
            },
          ])
          .filter((part) => !part.addresses.isEmpty() && !part.transport.isEmpty());
    }
  }
  return lets;
}

function bounds<S>(value: Bounded<S>): { readonly may: S; readonly must: S } {
  return "exact" in value ? { may: value.exact, must: value.exact } : value;
}

/** What may get through to a gateway that picks its own port, from 1024 up. */
function onPickedPort(lets: Transport): Transport {
  return (["tcp", "udp"] as const).reduce((set, protocol) => {
    const whole = Transport.ports(protocol, 0, 65_535);
    return lets.overlaps(Transport.ports(protocol, 1024, 65_535)) ? set.union(whole) : set.subtract(whole);
  }, lets);
}

/** Whether no transport of `forward` is answered within `back`. */
function unanswered(forward: Transport, back: Transport): boolean {
  let left = forward;
  const cut = (question: Transport, answer: Transport): void => {
    if (!back.overlaps(answer)) left = left.subtract(question);
  };
  cut(Transport.ports("tcp", 0, 65_535), Transport.ports("tcp", 1024, 65_535));
  cut(Transport.ports("udp", 0, 65_535), Transport.ports("udp", 1024, 65_535));
  for (const [type, answer] of [
    [8, 0],
    [13, 14],
    [17, 18],
  ] as const)
    cut(Transport.icmp("icmp", type, "any"), Transport.icmp("icmp", answer, 0));
  cut(Transport.icmp("icmpv6", 128, "any"), Transport.icmp("icmpv6", 129, 0));
  for (let protocol = 0; protocol < 256; protocol += 1)
    if (![1, 6, 17, 58].includes(protocol)) cut(Transport.protocol(protocol), Transport.protocol(protocol));
  return left.isEmpty();
}
