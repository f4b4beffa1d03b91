/** Which routes of a table one address may take, straight from the facts. Shares nothing with the engine. */
import type { Family } from "../../model";
import type { Block, FactBase, FactId, RouteTarget } from "../../terraform";
import { all, type Answer } from "./packet";
import { exists, hasAddress, isOneOf, means } from "./filters";
import { told } from "./tunnel";

export interface NaiveWay {
  readonly target: RouteTarget | { readonly kind: "nowhere" } | { readonly kind: "anywhere" };
  readonly sure: boolean;
}

interface Match {
  readonly target: RouteTarget;
  readonly prefix: number;
  readonly rank: number;
  readonly sure: boolean;
  readonly learnt: boolean;
}

const local: RouteTarget = { kind: "local" };

function blockMatch(
  block: Block,
  family: Family,
  address: bigint,
): { readonly prefix: number; readonly sure: boolean } | undefined {
  if ("exact" in block) {
    const { exact } = block;
    return exact.family === family && exact.first <= address && address <= exact.last
      ? { prefix: exact.prefix, sure: true }
      : undefined;
  }
  return hasAddress(block.within, family, address) ? { prefix: 999, sure: false } : undefined;
}

/** Every way that the address may take: the longest prefix, a static route before a list before a learnt one. */
export function waysOf(
  facts: FactBase,
  table: FactId,
  vpcId: FactId,
  family: Family,
  address: bigint,
): readonly NaiveWay[] {
  const vpc = facts.vpcs.find(({ id }) => id === vpcId);
  const described = facts.routeTables.find(({ id }) => id === table);
  const matches: Match[] = [];
  let localPrefix = -1;
  for (const block of vpc?.blocks ?? []) {
    const match = blockMatch(block, family, address);
    if (match === undefined) continue;
    matches.push({ target: local, prefix: match.sure ? match.prefix : 0, rank: 2.5, sure: match.sure, learnt: false });
    if (match.sure) localPrefix = Math.max(localPrefix, match.prefix);
  }
  for (const route of facts.routes) {
    const here = all(means(route.table, table), exists(route));
    if (here === "no") continue;
    const gone = "exact" in route.blackhole && route.blackhole.exact;
    const learnt = route.origin === "propagated";
    const put = (prefix: number, sure: boolean, rank: number): void => {
      const target: RouteTarget = gone
        ? { kind: "unknown", among: [], because: { kind: "not-modelled", at: "gone", detail: "gone" } }
        : route.target;
      matches.push({ target, prefix, rank: learnt ? 3 : rank, sure: here === "yes" && sure, learnt });
    };
    if ("block" in route.destination) {
      const match = blockMatch(route.destination.block, family, address);
      if (match !== undefined) put(match.prefix, match.sure, 1);
      continue;
    }
    const link = route.destination.prefixList;
    const lists = facts.prefixLists.filter(({ id }) => means(link, id) !== "no");
    if (lists.length === 0 || link.how === "unknown") put(999, false, 2);
    for (const list of lists) {
      for (const entry of list.entries) {
        const match = blockMatch(entry, family, address);
        if (match !== undefined)
          put(match.prefix, match.sure && means(link, list.id) === "yes" && exists(list) === "yes", 2);
      }
      if (list.more !== undefined && hasAddress(list.within, family, address)) put(999, false, 2);
    }
  }
  for (const match of learnt(facts, table, family, address)) matches.push(match);
  const fit = matches
    .filter((match) => match.target === local || localPrefix < 0 || (!match.learnt && match.prefix >= localPrefix))
    .sort((a, b) => b.prefix - a.prefix || a.rank - b.rank);
  const ways: NaiveWay[] = [];
  if (described === undefined || described.more !== undefined) ways.push({ target: { kind: "anywhere" }, sure: false });
  const first = fit.findIndex(({ sure }) => sure);
  const until = fit[first];
  const taken = fit.filter(
    (match, i) =>
      first < 0 || i <= first || (match.prefix === until?.prefix && match.rank === until.rank && match.rank === 2),
  );
  const isGone = (target: RouteTarget): boolean => target.kind === "unknown" && target.because.at === "gone";
  for (const { target } of taken) ways.push({ target: isGone(target) ? { kind: "nowhere" } : target, sure: false });
  if (first < 0) ways.push({ target: { kind: "nowhere" }, sure: false });
  const [only] = ways;
  const same = ways.every(({ target }) => JSON.stringify(target) === JSON.stringify(only?.target));
  return same && only !== undefined
    ? [{ ...only, sure: only.target.kind !== "anywhere" && (first >= 0 || taken.length === 0) }]
    : ways;
}

function learnt(facts: FactBase, table: FactId, family: Family, address: bigint): readonly Match[] {
  const matches: Match[] = [];
  for (const propagation of facts.routePropagations) {
    const here = all(means(propagation.table, table), exists(propagation));
    if (here === "no") continue;
    const target: RouteTarget = { kind: "vpn-gateway", to: propagation.gateway };
    for (const gateway of facts.gateways.filter(
      ({ id, kind }) => kind === "vpn" && means(propagation.gateway, id) !== "no",
    )) {
      for (const connection of facts.vpnConnections) {
        if (connection.on === "none" || !("vpnGateway" in connection.on)) continue;
        const joined = all(
          here,
          means(propagation.gateway, gateway.id),
          means(connection.on.vpnGateway, gateway.id),
          exists(connection),
        );
        if (joined === "no") continue;
        for (const { prefix, sure } of told(facts, connection, family, address))
          matches.push({ target, prefix, rank: 3, sure: joined === "yes" && sure, learnt: true });
      }
      if (facts.directConnectAssociations.some((each) => means(each.gateway, gateway.id) !== "no"))
        matches.push({ target, prefix: 998, rank: 3, sure: false, learnt: true });
    }
  }
  return matches;
}

/** The tables that a subnet uses, or may use. */
export function tablesOf(facts: FactBase, subnet: FactId): readonly { readonly id: FactId; readonly answer: Answer }[] {
  const found: { id: FactId; answer: Answer }[] = [];
  /** Of one of several: whatever is said of the subnet is said of each of them. */
  const either: { id: FactId; answer: Answer }[] = [];
  for (const association of facts.routeTableAssociations) {
    if (!("subnet" in association.of)) continue;
    const here = all(means(association.of.subnet, subnet), association.presence.is === "certain" ? "yes" : "perhaps");
    if (here === "no") continue;
    const { table } = association;
    if (here === "yes" && table.how === "ambiguous" && isOneOf(table, facts.routeTables))
      either.push(...table.among.map((id) => ({ id, answer: here })));
    const before = found.length;
    for (const { id } of facts.routeTables) {
      const answer = all(here, means(association.table, id));
      if (answer !== "no") found.push({ id, answer });
    }
    // It is of a table that nothing describes, or of something that is no table.
    if (found.length === before) found.push({ id: "?", answer: "perhaps" });
  }
  const sure = found.filter(({ answer }) => answer === "yes");
  if (sure.length > 0) return sure;
  if (either.length > 0) return either;
  const link = facts.subnets.find(({ id }) => id === subnet)?.vpc;
  const vpc = link === undefined ? undefined : facts.vpcs.find(({ id }) => means(link, id) === "yes");
  const mains = facts.routeTables.flatMap(({ id }) => {
    const answer: Answer = vpc === undefined ? "no" : means(vpc.mainRouteTable, id);
    return answer === "no" ? [] : [{ id, answer: found.length === 0 ? answer : ("perhaps" as const) }];
  });
  const all_ = [...found, ...mains];
  return mains.length === 0 || vpc === undefined ? [...all_, { id: "?", answer: "perhaps" }] : all_;
}
