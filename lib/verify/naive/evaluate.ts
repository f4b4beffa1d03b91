/**
 * The second opinion: whether one connection works, from the raw facts, without any of the engine.
 *
 * Decides one packet there and one packet back, rule by rule, as slowly and as plainly as possible. Refuses to decide what
 * the facts leave open: `perhaps`. Every witness is put to it before anyone sees it.
 */
import type { FactBase, FactId } from "../../terraform";
import { endOf } from "./appliance";
import { clientsMay } from "./client-vpn";
import { took } from "./effort";
import { aclAllows, groupsAllow } from "./filters";
import { fromInternet } from "./internet";
import { journey, likeness, type Journey, type Packet } from "./journey";
import { outside, vpcOf } from "./outside";
import { all, merge, type Answer, type Connection, type NaiveEnd } from "./packet";
import { gatewayPoints } from "./picked-port";
import { isContested, isOfVpc, isUniqueLocal, publicTest } from "./public";
import { joined, service } from "./unrouted";
import { Travel } from "./travel";

/** Whether the connection is made; with `replies: "ignored"`, whether its first packet arrives. */
export function evaluate(facts: FactBase, connection: Connection, replies: "needed" | "ignored" = "needed"): Answer {
  if (!isOfFamily(connection)) return "no";
  const travel = new Travel(facts, publicTest(facts));
  const answer = carry(facts, travel, connection, replies);
  took(facts, travel.steps);
  // It may go by one of the ways that nobody followed.
  return travel.isSpent ? "perhaps" : answer;
}

function carry(facts: FactBase, travel: Travel, connection: Connection, replies: "needed" | "ignored"): Answer {
  const { family, source, destination, point, clientPort, from, to, name } = connection;
  const forward: Packet = {
    family,
    source,
    destination,
    point,
    sourcePort: clientPort,
    ...(name === undefined ? {} : { name }),
  };
  const outcomes = alike(set(facts, travel, from, to, forward, "question").filter((one) => mayBeFor(to, one)));
  const answers = outcomes.map((there): Answer => {
    const reached = all(arrives(there, from, to, family, facts), clientsMay(facts, from, family, destination));
    if (reached === "no") return "no";
    const seen = there.translated?.address ?? source;
    const out = groupsAllow(facts, from, "egress", family, destination, point, to, there.namesOut);
    const by = there.translated?.by;
    const into =
      by === undefined
        ? groupsAllow(facts, to, "ingress", family, seen, point, from, there.namesIn)
        : groupsAllow(facts, to, "ingress", family, seen, point, endOf(facts, by), "perhaps");
    const inward =
      there.stop.at === "anywhere" && to.kind === "interface"
        ? aclAllows(facts, to.subnet, "ingress", family, seen, point)
        : "yes";
    const whole = all(
      reached,
      there.passes,
      out,
      into,
      inward,
      endExists(from),
      endExists(to),
      ofInternet(facts, connection),
    );
    if (whole === "no" || there.stop.at === "anywhere") return whole;
    // Who borrows an address has its answer go to whoever has that: it is no packet of this end.
    const own = isContested(facts, from, family, source) ? answered(facts, travel, connection, there, "ways") : "yes";
    if (own === "no" || replies === "ignored") return all(whole, own);
    return all(whole, own, answered(facts, travel, connection, there, "packets"));
  });
  const merged = merge(answers.filter((_, i) => outcomes[i]?.optional === false));
  const chosen = answers.some((answer, i) => outcomes[i]?.optional === true && answer !== "no");
  return merged === "no" && chosen ? "perhaps" : merged;
}

/** Ways that end alike once: they are answered alike. */
function alike(journeys: readonly Journey[]): readonly Journey[] {
  return [...new Map(journeys.map((one) => [`${JSON.stringify(one.stop)}|${likeness(one)}`, one])).values()];
}

/** Over IPv4 nobody sends ICMPv6, nor ICMP over IPv6 (RFC 4443, RFC 792). */
function isOfFamily({ family, point }: Connection): boolean {
  const protocol = Math.floor(point / 65_536);
  return family === 4 ? protocol !== 58 : protocol !== 1;
}

/** What comes in from the internet to a VPC that has the address is for what is there, and for no other end. */
function mayBeFor(end: NaiveEnd, { overInternet }: Journey): boolean {
  return overInternet !== true || end.kind === "interface";
}

/** An IPv6 address of a VPC is nobody else's, unless that VPC uses it for itself alone. */
function ofInternet(facts: FactBase, { family, from, to, source, destination }: Connection): Answer {
  const isDoubtful =
    family === 6 &&
    ((from.kind === "internet" && isOfVpc(facts, family, source)) ||
      (to.kind === "internet" && isOfVpc(facts, family, destination)));
  return isDoubtful ? "perhaps" : "yes";
}

function endExists(end: NaiveEnd): Answer {
  return end.kind === "interface" ? end.exists : "yes";
}

function set(
  facts: FactBase,
  travel: Travel,
  from: NaiveEnd,
  to: NaiveEnd,
  packet: Packet,
  way: "question" | "answer",
  vpc?: FactId,
): readonly Journey[] {
  const trip = journey(packet);
  if (to.kind === "service") return service(facts, from, packet, to.endpoint);
  if (assumed(from) || assumed(to)) return joined(facts, from, to, packet);
  switch (from.kind) {
    case "interface":
      return [
        ...travel.leave(from.subnet, trip, from.balancer),
        ...(packet.answers === undefined ? travel.pastTable(from.subnet, trip) : []),
      ];
    case "internet": {
      if (packet.family === 6 && isUniqueLocal(packet.destination)) return [];
      const here = to.kind === "interface" ? to.subnet : undefined;
      return fromInternet(travel, vpc ?? vpcOf(facts, to), here, way === "answer", trip);
    }
    case "outside":
      return outside(facts, travel, from.network, to, packet);
    case "service":
      return [];
  }
}

function assumed(end: NaiveEnd): boolean {
  return end.kind === "outside" && end.assumed;
}

function arrives(
  { stop, needsPublic, translated, overInternet }: Journey,
  from: NaiveEnd,
  to: NaiveEnd,
  family: 4 | 6,
  facts: FactBase,
): Answer {
  if (to.kind === "interface" && to.clientVpn !== undefined) return "no";
  switch (stop.at) {
    case "nowhere":
      return "no";
    case "anywhere":
      return "perhaps";
    case "subnet":
      if (to.kind !== "interface" || to.subnet !== stop.subnet) return "no";
      if (overInternet === true) return all(opensToV6(from), opensToV6(to));
      if (from.kind !== "internet") return "yes";
      return family === 4 ? to.publicAddress : opensToV6(to);
    case "internet":
      if (to.kind !== "internet") return "no";
      if (translated === undefined && vpcOf(facts, from) !== stop.vpc) return "no";
      if (from.kind !== "interface") return "yes";
      if (family === 6) return translated === undefined ? opensToV6(from) : "yes";
      return needsPublic ? from.publicAddress : "yes";
    case "outside":
      // Within one network outside, its own ways are used.
      return to.kind === "outside" &&
        to.network === stop.network &&
        !(from.kind === "outside" && from.network === to.network)
        ? "yes"
        : "no";
    case "service":
      return to.kind === "service" && to.endpoint === stop.endpoint ? "yes" : "no";
  }
}

function opensToV6(end: NaiveEnd): Answer {
  return end.kind === "interface" ? (end.internetV6 ?? "yes") : "yes";
}

/** The packet that answers a question; undefined when nobody answers it. */
function replyPoint(point: number, clientPort: number): number | undefined {
  const protocol = Math.floor(point / 65_536);
  if (protocol === 6 || protocol === 17) return protocol * 65_536 + clientPort;
  if (protocol === 1 || protocol === 58) {
    const type = Math.floor((point % 65_536) / 256);
    const answer =
      protocol === 58
        ? ({ 128: 129 } as Record<number, number>)[type]
        : ({ 8: 0, 13: 14, 17: 18 } as Record<number, number>)[type];
    return answer === undefined ? undefined : protocol * 65_536 + answer * 256;
  }
  return protocol * 65_536;
}

/** @param what - `ways`: whether answers of any kind are led back, whatever stops the packets */
function answered(
  facts: FactBase,
  travel: Travel,
  connection: Connection,
  there: Journey,
  what: "packets" | "ways",
): Answer {
  const { family, source, destination, from, to } = connection;
  const point = what === "ways" ? 0 : replyPoint(connection.point, connection.clientPort);
  const passes = (one: Journey): Answer => (what === "ways" ? "yes" : one.passes);
  if (point === undefined) return "yes";
  const back: Packet = {
    family,
    source: destination,
    destination: there.translated?.address ?? source,
    point,
    sourcePort: connection.point % 65_536,
    answers: { point: connection.point, sourcePort: connection.clientPort },
  };
  if (assumed(from) || assumed(to) || to.kind === "service") {
    if (from.kind === "interface") return aclAllows(facts, from.subnet, "ingress", family, destination, point);
    return to.kind === "interface" ? aclAllows(facts, to.subnet, "egress", family, source, point) : "yes";
  }
  const nat = there.translated;
  const vpc = there.stop.at === "internet" ? there.stop.vpc : undefined;
  if (nat === undefined && there.outward && from.kind === "interface")
    return aclAllows(facts, from.subnet, "ingress", family, destination, point);
  const target: NaiveEnd =
    nat === undefined
      ? from
      : {
          kind: "interface",
          subnet: nat.subnet,
          groups: "unfiltered",
          moreGroups: false,
          anyGroup: false,
          publicAddress: "yes",
          exists: "yes",
        };
  const returned = (packet: Packet): Answer => {
    const returns = set(facts, travel, to, target, packet, nat === undefined ? "question" : "answer", vpc).filter(
      (one) => keeps(there, one) && mayBeFor(from, one),
    );
    const whole = returns.map((one): Answer => {
      if (one.translated !== undefined) return "no";
      if (nat === undefined) return all(passes(one), comesBack(one, from, to, there));
      if (one.stop.at === "anywhere") return "perhaps";
      if (one.stop.at !== "subnet" || one.stop.subnet !== nat.subnet) return "no";
      const onward = travel
        .leave(nat.subnet, journey({ ...back, destination: source }))
        .filter((two) => keeps(there, two) && mayBeFor(from, two));
      return all(
        passes(one),
        merge(
          onward.map((two): Answer =>
            two.translated !== undefined
              ? "no"
              : all(
                  passes(two),
                  comesBack({ ...two, firewalls: [...one.firewalls, ...two.firewalls] }, from, to, there),
                ),
          ),
        ),
      );
    });
    return merge(whole);
  };
  if (nat === undefined || what === "ways") return returned(back);
  return merge(gatewayPoints(facts, point).map((each) => returned({ ...back, point: each })));
}

/** Through an attachment in appliance mode both ways go by one subnet. */
function keeps(there: Journey, back: Journey): boolean {
  return [...there.kept].every(([attachment, subnet]) => (back.kept.get(attachment) ?? subnet) === subnet);
}

function comesBack(
  { stop, needsPublic, outward, firewalls }: Journey,
  from: NaiveEnd,
  to: NaiveEnd,
  there: Journey,
): Answer {
  const even: Answer = [...firewalls].sort().join() === [...there.firewalls].sort().join() ? "yes" : "perhaps";
  if (stop.at === "anywhere") return "perhaps";
  if (stop.at === "subnet") return from.kind === "interface" && from.subnet === stop.subnet ? even : "no";
  if (stop.at === "internet")
    return from.kind === "internet" && !outward
      ? all(even, needsPublic && to.kind === "interface" ? to.publicAddress : "yes")
      : "no";
  if (stop.at === "outside") return from.kind === "outside" && from.network === stop.network ? even : "no";
  return "no";
}
