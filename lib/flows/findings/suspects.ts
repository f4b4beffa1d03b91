/** What looks like an attack or a mistake: beacons, scans, and devices that talk to the wrong place. */
import { compareText } from "../../model";
import { protocolName } from "../conduits";
import { fewestTimes } from "../questions/rhythm";
import { named, type Known } from "./known";
import type { Blocked, Suspect, Traffic, Undeclared } from "./observation";
import { numberOf, textOf, timeOf, type Row } from "./row";

/** Mean bytes of a flow up to which it is a sign of life and not a transfer. */
const smallFlow = 20_000;
/** Gaps within this part of the middle gap are regular; and this part of all gaps must be. */
const [closeness, regularPart] = [0.15, 0.8];
/** Seconds. A long connection makes one record in each window: without TCP's flags such a rhythm is AWS's own. */
const [shortestGap, windows] = [20, [60, 600]];

/** Small flows at a regular time to one outside address. */
export function beaconsOf(rows: readonly Row[], known: Known, hasFlags: boolean): readonly Suspect[] {
  return rows.flatMap((row) => {
    const every = regularGap(JSON.parse(textOf(row, "times")) as readonly number[]);
    const [protocol, port] = [numberOf(row, "protocol"), numberOf(row, "port")];
    const flows = numberOf(row, "flows");
    if (every === undefined || numberOf(row, "bytes") / flows > smallFlow) return [];
    if (protocol === 6 && !hasFlags && windows.some((window) => Math.abs(every - window) <= window * closeness))
      return [];
    const [segment, place] = [textOf(row, "from_place"), textOf(row, "to_place")];
    const covers = known.rows.find(
      (one) =>
        one.from_place === segment &&
        one.to_place === place &&
        one.protocol === protocol &&
        one.first_port <= port &&
        port <= one.last_port,
    );
    const devices = known.segments.get(segment)?.profiles ?? [];
    const to = `${textOf(row, "to_address")} (${place})`;
    const passed = numberOf(row, "accepted") === 1 ? "" : ", and was stopped each time";
    const by = covers === undefined ? "" : `, within conduit ${covers.id}`;
    return [
      {
        what: "beacon" as const,
        address: textOf(row, "from_address"),
        segment,
        devices,
        says: `calls ${to} by ${known.serviceName(protocol, port)} every ${duration(every)}, little each time${by}${passed}`,
        next:
          covers === undefined
            ? `take ${textOf(row, "from_address")} off the network (quarantine), keep its state, and ask the owner of ${segment} what it calls`
            : `see whether ${to} is whom the conduit is for; a list of domains would keep it to that`,
        flows,
        firstSeen: timeOf(row, "first_seen"),
        lastSeen: timeOf(row, "last_seen"),
      },
    ];
  });
}

/** The gap that most of the gaps are close to, in seconds. */
function regularGap(times: readonly number[]): number | undefined {
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  const middle = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  if (times.length < fewestTimes || middle < shortestGap) return undefined;
  const close = gaps.filter((gap) => Math.abs(gap - middle) <= Math.max(2, middle * closeness)).length;
  return close >= gaps.length * regularPart ? middle : undefined;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${String(seconds)} s`;
  return seconds < 7200 ? `${String(Math.round(seconds / 60))} min` : `${String(Math.round(seconds / 3600))} h`;
}

/** One source, many addresses or ports, no answer. A segment that is declared to scan is not suspected. */
export function scansOf(rows: readonly Row[], known: Known): readonly Suspect[] {
  return rows.flatMap((row) => {
    const segment = textOf(row, "from_place");
    const declared = known.segments.get(segment);
    if (declared?.traits.includes("scanner") === true) return [];
    const [addresses, ports] = [numberOf(row, "addresses"), numberOf(row, "ports")];
    const places = numberOf(row, "places");
    const where = places === 1 ? `of ${textOf(row, "to_example")}` : `in ${String(places)} places`;
    const what =
      ports === 1
        ? `${protocolName(numberOf(row, "protocol"))} ${String(numberOf(row, "lowest_port"))}`
        : `${String(ports)} ports`;
    const address = textOf(row, "from_address");
    return [
      {
        what: "scan" as const,
        address,
        segment,
        devices: declared?.profiles ?? [],
        says: `tried ${what} at ${String(addresses)} ${addresses === 1 ? "address" : "addresses"} ${where} without an answer; ${String(numberOf(row, "rejected"))} of ${String(numberOf(row, "flows"))} tries were rejected`,
        next:
          textOf(row, "from_type") === "segment"
            ? `take ${address} off the network (quarantine) and ask the owner of ${segment}; a scanner of your own stands in a segment with the trait "scanner"`
            : `find out whose ${address} is, and close its way in`,
        flows: numberOf(row, "flows"),
        firstSeen: timeOf(row, "first_seen"),
        lastSeen: timeOf(row, "last_seen"),
      },
    ];
  });
}

/** A device that uses a service of its own towards a place that no conduit names for it. */
export function misdirectedOf(
  undeclared: readonly Undeclared[],
  blocked: readonly Blocked[],
  known: Known,
): readonly Suspect[] {
  const tried = blocked.filter(({ cause, conduit }) => cause === "request" && conduit === "");
  return [...undeclared, ...tried].flatMap((traffic) => {
    const meant = meantPlaces(traffic, known);
    const { from, to, service } = traffic;
    if (meant.length === 0) return [];
    return [
      {
        what: "misdirected" as const,
        address: from.example,
        segment: from.place,
        devices: from.devices,
        says: `${count(from.addresses, "device")} of ${named(from.place, from.devices)} ${"cause" in traffic ? "tried" : "sent"} ${service} to ${to.example} (${to.place}); its conduits for ${service} lead to ${meant.join(", ")}`,
        next: `look up the destination that ${from.example} is set to, and set it to ${meant.join(" or ")}`,
        flows: traffic.flows,
        firstSeen: traffic.firstSeen,
        lastSeen: traffic.lastSeen,
      },
    ];
  });
}

function meantPlaces({ from, protocol, port }: Traffic, known: Known): readonly string[] {
  if (from.kind !== "medical-device" && from.devices.length === 0) return [];
  const own = known.rows.filter(
    (row) =>
      row.from_place === from.place &&
      protocolName(row.protocol) === protocol &&
      row.first_port <= port &&
      port <= row.last_port,
  );
  return [...new Set(own.map((row) => row.to_place))].sort(compareText);
}

function count(number: number, of: string): string {
  return `${String(number)} ${of}${number === 1 ? "" : "s"}`;
}
