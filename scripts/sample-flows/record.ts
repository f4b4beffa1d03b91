/** Records as AWS would write them, of both interfaces where both ends are in AWS. */
import { recommendedFormat } from "../../lib/model";
import { Random } from "./random";

/** One connection, or one exchange of datagrams. */
export interface Talk {
  readonly from: string;
  readonly to: string;
  readonly protocol: number;
  readonly fromPort: number;
  readonly port: number;
  /** Unix seconds. */
  readonly start: number;
  readonly seconds: number;
  readonly packets: number;
  readonly bytes: number;
  /**
   * What happens to it: all passes; the request is rejected; the request passes and its reply is rejected; nobody answers.
   */
  readonly outcome: "passes" | "rejected" | "reply-rejected" | "unanswered";
}

/** Which addresses have an interface in AWS. */
export type IsInAws = (address: string) => boolean;

export interface FlowRecord {
  readonly start: number;
  readonly line: string;
}

const account = "123456789012";
const vpc = "vpc-0a1b2c3d4e5f60718";

export function recordsOf(talk: Talk, isInAws: IsInAws): readonly FlowRecord[] {
  const { from, to, outcome } = talk;
  const passes = outcome !== "rejected";
  const seenBy = [from, to].filter((address, at) => isInAws(address) && (at === 0 || passes || !isInAws(from)));
  return seenBy.flatMap((address) => [
    record(talk, address, true, passes ? "ACCEPT" : "REJECT"),
    ...(outcome === "passes" || outcome === "reply-rejected"
      ? [record(talk, address, false, outcome === "passes" ? "ACCEPT" : "REJECT")]
      : []),
  ]);
}

function record(talk: Talk, seenBy: string, isRequest: boolean, action: "ACCEPT" | "REJECT"): FlowRecord {
  const { protocol, fromPort, port, start, seconds } = talk;
  const [src, dst] = isRequest ? [talk.from, talk.to] : [talk.to, talk.from];
  const [srcport, dstport] = isRequest ? [fromPort, port] : [port, fromPort];
  const random = new Random(src, dst, srcport, dstport, start);
  const share = isRequest ? 1 : 0.4 + random.next();
  const packets = Math.max(1, Math.round(talk.packets * share));
  const isWhole = action === "ACCEPT" && talk.outcome === "passes";
  const values: Readonly<Record<string, string | number>> = {
    version: recommendedFormat.version,
    "account-id": account,
    "interface-id": interfaceOf(seenBy),
    srcaddr: src,
    dstaddr: dst,
    srcport,
    dstport,
    protocol,
    packets,
    bytes: Math.max(40 * packets, Math.round(talk.bytes * share)),
    start: isRequest ? start : start + 1,
    end: start + Math.max(1, seconds),
    action,
    "log-status": "OK",
    "vpc-id": vpc,
    "subnet-id": `subnet-${idOf(seenBy.split(".").slice(0, 3).join("."))}`,
    "tcp-flags": protocol !== 6 ? 0 : (isRequest ? 2 : 18) + (isWhole ? 1 : 0),
    type: "IPv4",
    "pkt-srcaddr": src,
    "pkt-dstaddr": dst,
    region: "us-east-1",
    "az-id": "use1-az1",
    "flow-direction": seenBy === src ? "egress" : "ingress",
    "encryption-status": 0,
  };
  return { start: Number(values["start"]), line: lineOf(values) };
}

/** A record of an interface that had no traffic in a window, or whose records AWS skipped. */
export function emptyRecord(address: string, start: number, status: "NODATA" | "SKIPDATA"): FlowRecord {
  const values = {
    version: recommendedFormat.version,
    "account-id": account,
    "interface-id": interfaceOf(address),
    start,
    end: start + 60,
    "log-status": status,
    "vpc-id": vpc,
  };
  return { start, line: lineOf(values) };
}

function lineOf(values: Readonly<Record<string, string | number>>): string {
  return recommendedFormat.names.map((name) => String(values[name] ?? "-")).join(" ");
}

function interfaceOf(address: string): string {
  return `eni-${idOf(address)}`;
}

const ids = new Map<string, string>();

function idOf(text: string): string {
  let id = ids.get(text);
  if (id === undefined) {
    const random = new Random(text);
    id = Array.from({ length: 17 }, () => random.between(0, 15).toString(16)).join("");
    ids.set(text, id);
  }
  return id;
}
