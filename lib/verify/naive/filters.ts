/** Groups and ACLs for one packet, rule by rule, straight from the facts. Shares nothing with the engine. */
import type { AddressSet, Family, Transport } from "../../model";
import type {
  Block,
  Bounded,
  Direction,
  FactBase,
  FactId,
  Fact,
  Link,
  NetworkAclEntry,
  PrefixList,
} from "../../terraform";
import { entriesOfAcl, rulesOfGroup } from "./linked";
import { all, any, type Answer, type NaiveEnd } from "./packet";

export function means(link: Link, id: FactId): Answer {
  if (link.how === "exact" || link.how === "symbol") return link.to === id ? "yes" : "no";
  if (link.how === "ambiguous") return link.among.includes(id) ? "perhaps" : "no";
  return link.how === "unknown" ? "perhaps" : "no";
}

/** Whether the link, as it means something, means one of the facts: each of those surely exists, and it has no other choice. */
export function isOneOf(link: Link, list: readonly Fact[]): boolean {
  if (link.how !== "ambiguous" || link.closed !== true) return false;
  return link.among.every((id) => list.some((fact) => fact.id === id && exists(fact) === "yes"));
}

export function exists(fact: Fact): Answer {
  return fact.presence.is === "certain" && fact.maybeSameAs === undefined ? "yes" : "perhaps";
}

export function hasAddress(set: AddressSet, family: Family, address: bigint): boolean {
  return set.intervals(family).some(([from, to]) => from <= address && address < to);
}

function inBounds<S>(bounded: Bounded<S>, test: (set: S) => boolean): Answer {
  if ("exact" in bounded) return test(bounded.exact) ? "yes" : "no";
  return test(bounded.must) ? "yes" : test(bounded.may) ? "perhaps" : "no";
}

function carries(transport: Bounded<Transport>, point: number): Answer {
  return inBounds(transport, (set) => set.points.has(point));
}

export function inPrefixList(facts: FactBase, link: Link, family: Family, address: bigint): Answer {
  const matches = facts.prefixLists.map((list): Answer => all(means(link, list.id), holds(list, family, address)));
  const described = facts.prefixLists.some((list) => means(link, list.id) !== "no");
  return described && link.how !== "unknown" ? any(...matches) : any("perhaps", ...matches);
}

function holds(list: PrefixList, family: Family, address: bigint): Answer {
  const entries = list.entries.map((entry): Answer => {
    if ("exact" in entry)
      return entry.exact.family === family && entry.exact.first <= address && address <= entry.exact.last
        ? exists(list)
        : "no";
    return hasAddress(entry.within, family, address) ? "perhaps" : "no";
  });
  return any(...entries, list.more !== undefined && hasAddress(list.within, family, address) ? "perhaps" : "no");
}

/** Whether a list is the one of the service behind a gateway endpoint: it holds exactly the addresses of that. */
function isListOf(facts: FactBase, end: NaiveEnd, list: Link): Answer {
  const endpoint = end.kind === "service" ? facts.endpoints.find(({ id }) => id === end.endpoint) : undefined;
  const own = endpoint?.list;
  if (own === undefined) return "no";
  return any(...facts.prefixLists.map(({ id }) => all(means(own, id), means(list, id))));
}

/** Whether the groups of one end let a packet through, seen from the other end's address and groups. */
export function groupsAllow(
  facts: FactBase,
  end: NaiveEnd,
  direction: Direction,
  family: Family,
  remote: bigint,
  point: number,
  other: NaiveEnd,
  namesCount: Answer,
): Answer {
  if (end.kind !== "interface" || end.groups === "unfiltered") return "yes";
  let result: Answer = end.moreGroups ? "perhaps" : "no";
  for (const { id, sure } of end.groups) {
    const group = facts.securityGroups.find((each) => each.id === id);
    if (group === undefined || group.more !== undefined) result = any(result, "perhaps");
    for (const rule of rulesOfGroup(facts, id)) {
      if (rule.direction !== direction) continue;
      const mine = all(means(rule.group, id), sure ? "yes" : "perhaps", exists(rule), carries(rule.transport, point));
      if (mine === "no") continue;
      const peers = rule.peers.map((peer): Answer => {
        switch (peer.kind) {
          case "addresses":
            return inBounds(peer.addresses, (set) => hasAddress(set, family, remote));
          case "prefix-list":
            return any(
              all(namesCount, isListOf(facts, other, peer.list)),
              inPrefixList(facts, peer.list, family, remote),
            );
          case "group": {
            const unknown: Answer = peer.group.how === "unknown" ? "perhaps" : "no";
            if (other.kind !== "interface" || other.groups === "unfiltered") return unknown;
            const named = other.groups.map((each) => all(means(peer.group, each.id), each.sure ? "yes" : "perhaps"));
            return any(unknown, all(namesCount, any(other.anyGroup ? "perhaps" : "no", ...named)));
          }
        }
      });
      result = any(result, all(mine, any(...peers)));
    }
  }
  return result;
}

/** Whether the ACL of a subnet lets a packet through. */
export function aclAllows(
  facts: FactBase,
  subnet: FactId,
  direction: Direction,
  family: Family,
  remote: bigint,
  point: number,
): Answer {
  const answers: Answer[] = aclsOf(facts, subnet).map((acl) => oneAcl(facts, acl, direction, family, remote, point));
  if (answers.length === 0) return "perhaps";
  return answers.every((each) => each === answers[0]) ? (answers[0] as Answer) : "perhaps";
}

function aclsOf(facts: FactBase, subnet: FactId): readonly FactId[] {
  const sure: FactId[] = [];
  const either: FactId[] = [];
  const perhaps: FactId[] = [];
  for (const association of facts.networkAclAssociations) {
    const here = means(association.subnet, subnet);
    if (here === "no") continue;
    const isThere = here === "yes" && association.presence.is === "certain";
    const { acl: link } = association;
    if (isThere && link.how === "ambiguous" && isOneOf(link, facts.networkAcls)) either.push(...link.among);
    const isKnown = facts.networkAcls.some(({ id }) => means(association.acl, id) !== "no");
    for (const acl of [...facts.networkAcls.map(({ id }) => id), "?"]) {
      // `?`: of an ACL that nothing describes, or of something that is no ACL.
      const it = acl === "?" ? (isKnown ? "no" : "perhaps") : means(association.acl, acl);
      const whole = all(here, it, association.presence.is === "certain" ? "yes" : "perhaps");
      if (whole === "yes") sure.push(acl);
      if (whole === "perhaps") perhaps.push(acl);
    }
  }
  if (sure.length > 0) return sure;
  if (either.length > 0) return either;
  const vpc = facts.vpcs.find(
    ({ id }) =>
      means(facts.subnets.find((each) => each.id === subnet)?.vpc ?? { how: "outside", id: "" }, id) === "yes",
  );
  const fallback = facts.networkAcls
    .filter(({ id }) => vpc !== undefined && means(vpc.defaultNetworkAcl, id) !== "no")
    .map(({ id }) => id);
  // The default ACL of a VPC that is not known is one that nothing describes.
  return vpc === undefined || fallback.length === 0 ? [...perhaps, "?"] : [...perhaps, ...fallback];
}

function oneAcl(
  facts: FactBase,
  acl: FactId,
  direction: Direction,
  family: Family,
  remote: bigint,
  point: number,
): Answer {
  const fact = facts.networkAcls.find(({ id }) => id === acl);
  if (fact === undefined || fact.more !== undefined) return "perhaps";
  const here = entriesOfAcl(facts, acl).filter((entry) => entry.direction === direction);
  const numberOf = (entry: NetworkAclEntry): number => ("exact" in entry.number ? entry.number.exact : -1);
  const ordered = here.sort((a, b) => numberOf(a) - numberOf(b));
  // Every action that may decide, up to the first that surely does.
  const possible = new Set<"allow" | "deny">();
  for (const entry of ordered) {
    const matches = all(
      means(entry.acl, acl),
      exists(entry),
      inBounds(entry.addresses, (set) => hasAddress(set, family, remote)),
      carries(entry.transport, point),
      "exact" in entry.number ? "yes" : "perhaps",
    );
    if (matches === "no") continue;
    if ("exact" in entry.action) possible.add(entry.action.exact);
    else possible.add("allow").add("deny");
    if (matches === "yes") return decided(possible);
  }
  return decided(possible.add("deny"));
}

function decided(possible: ReadonlySet<"allow" | "deny">): Answer {
  return possible.size > 1 ? "perhaps" : possible.has("allow") ? "yes" : "no";
}

/** Whether an address is in one of the blocks. */
export function inBlocks(blocks: readonly Block[], family: Family, address: bigint): Answer {
  return any(
    ...blocks.map((block): Answer => {
      if (!("exact" in block)) return hasAddress(block.within, family, address) ? "perhaps" : "no";
      const { exact } = block;
      return exact.family === family && exact.first <= address && address <= exact.last ? "yes" : "no";
    }),
  );
}
