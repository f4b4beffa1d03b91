/** Traffic that no conduit covers, and traffic that was stopped. */
import { internet, mayAskForInternet, mayReach, type Kind } from "../../model";
import { protocolName } from "../conduits";
import { endOf, type Known } from "./known";
import type { Blocked, End, Traffic, Undeclared } from "./observation";
import { numberOf, textOf, timeOf, type Row } from "./row";

function trafficOf(row: Row, known: Known): Traffic {
  const protocol = numberOf(row, "protocol");
  const port = numberOf(row, "port");
  return {
    from: endOf(row, "from", known),
    to: endOf(row, "to", known),
    protocol: protocolName(protocol),
    port,
    service: known.serviceName(protocol, port),
    flows: numberOf(row, "flows"),
    packets: numberOf(row, "packets"),
    bytes: numberOf(row, "bytes"),
    firstSeen: timeOf(row, "first_seen"),
    lastSeen: timeOf(row, "last_seen"),
  };
}

export function undeclaredOf(rows: readonly Row[], known: Known): readonly Undeclared[] {
  return rows.map((row) => {
    const traffic = trafficOf(row, known);
    const ends = `--from ${traffic.from.example} --to ${traffic.to.example}`;
    const look = `find the rule that lets it through: cordon explain INPUT ${ends} ${packetOf(row)}`;
    return {
      ...traffic,
      isAnswered: numberOf(row, "answered") === 1,
      next: `${decisionOf(row, traffic, known)}; ${look}`,
    };
  });
}

/** What to decide about traffic that no conduit covers. */
function decisionOf(row: Row, { from, to }: Traffic, known: Known): string {
  const expired = known.expired(from.place, to.place, numberOf(row, "protocol"), numberOf(row, "port"));
  if (expired !== undefined)
    return `conduit ${expired.id} covered it until ${expired.lastDay}: agree on a new day if care needs it, or stop it`;
  const why = forbidden(from, to);
  return why === undefined ? "declare it if care needs it, or stop it" : `stop it: ${why}`;
}

/** As `cordon explain` takes it. Records carry no type of ICMP: what is asked about is an echo. */
function packetOf(row: Row): string {
  const protocol = numberOf(row, "protocol");
  switch (protocolName(protocol)) {
    case "tcp":
    case "udp":
      return `--protocol ${protocolName(protocol)} --port ${String(numberOf(row, "port"))}`;
    case "icmp":
      return "--protocol icmp --type 8";
    case "icmpv6":
      return "--protocol icmpv6 --type 128";
    default:
      return `--protocol ${String(protocol)}`;
  }
}

/** Why no conduit can be declared between two ends, or undefined when one can. */
export function forbidden(from: End, to: End): string | undefined {
  if (from.type !== "segment") return `nothing that no segment holds may start a conduit`;
  if (from.kind === "") return `${from.place} is no segment of these networks`;
  if (to.place === internet)
    return (mayAskForInternet as readonly Kind[]).includes(from.kind)
      ? undefined
      : `a ${from.kind} segment may not have a way out to the internet`;
  if (to.type !== "segment" || to.kind === "") return `${to.place} is no segment that a conduit can name`;
  if (!mayReach(from.kind, to.kind)) return `a ${from.kind} segment may not start a conduit to a ${to.kind} segment`;
  return undefined;
}

/** Words for AWS's own reasons (Amazon VPC user guide, "Flow log records", `reject-reason`). */
const reasons: ReadonlyMap<string, readonly [cause: Blocked["cause"], why: string, next: string]> = new Map([
  ["BPA", ["block-public-access", "VPC Block Public Access stopped it", "leave it, or exclude the subnet on purpose"]],
  [
    "EC",
    [
      "encryption-control",
      "the VPC's encryption control stopped what was not encrypted",
      "encrypt it, or exclude its end",
    ],
  ],
]);

export function blockedOf(rows: readonly Row[], known: Known): readonly Blocked[] {
  return rows.map((row) => {
    const conduit = textOf(row, "conduit");
    const [cause, why, next] = causeOf(textOf(row, "cause"), conduit);
    return { ...trafficOf(row, known), cause, conduit, why, next };
  });
}

function causeOf(cause: string, conduit: string): readonly [cause: Blocked["cause"], why: string, next: string] {
  const mend = `prove what is deployed: cordon collect, then cordon check`;
  switch (cause) {
    case "request":
      return conduit === ""
        ? [
            "request",
            "a security group or a network ACL stopped it, as no conduit declares it",
            "nothing, or find what tries",
          ]
        : ["request", "declared, but a security group or a network ACL has no rule for it", mend];
    case "reply":
      return ["reply", "the request passed and its reply did not: a network ACL has no rule for the way back", mend];
    case "reply-alone":
      return [
        "reply-alone",
        "a reply whose request is not in these records: a network ACL stopped it",
        "look at a longer time",
      ];
    default:
      return (
        reasons.get(cause) ?? [
          "other",
          `AWS gives the reason ${cause}`,
          "look it up under reject-reason in AWS's guide",
        ]
      );
  }
}
