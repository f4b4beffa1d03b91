/** The sections of the report as tables: the same for a terminal and for Markdown. */
import type { End, Observation } from "../../flows";
import type { Column } from "../style";

export interface Section {
  readonly title: string;
  readonly note: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /**
   * What to do about each row, where that is too wide for a table on a terminal.
   *
   * @default - the rows say it, or there is nothing to do
   */
  readonly next?: readonly string[];
}

/** All sections that have something to say, what must be acted on first. */
export function sections(seen: Observation): readonly Section[] {
  return [
    suspects(seen),
    undeclared(seen),
    wouldDeny(seen),
    suggested(seen),
    blocked(seen),
    unused(seen),
    newPeers(seen),
    silent(seen),
    notes(seen),
  ].filter(({ rows }) => rows.length > 0);
}

const right = (title: string): Column => ({ title, align: "right" });

/** `campus-pumps (infusion-pump)  3 × 172.20.8.9`. */
function endText({ place, devices, addresses, example }: End): string {
  const what = devices.length === 0 ? place : `${place} (${devices.join(", ")})`;
  return addresses === 1 ? `${what} ${example}` : `${what} ${String(addresses)} addresses`;
}

function suspects({ suspects: list }: Observation): Section {
  return {
    title: "Suspects",
    note: "what looks like an attack or a mistake",
    columns: [
      { title: "what" },
      { title: "who", max: 34 },
      { title: "what it does", max: 52 },
      { title: "next", max: 44 },
    ],
    rows: list.map(({ what, address, segment, devices, says, next }) => [
      what,
      `${address} ${segment}${devices.length === 0 ? "" : ` (${devices.join(", ")})`}`,
      says,
      next,
    ]),
  };
}

function undeclared({ undeclared: list }: Observation): Section {
  return {
    title: "Undeclared",
    note: "let through, and covered by no conduit",
    columns: [
      { title: "from", max: 34 },
      { title: "to", max: 34 },
      { title: "service" },
      right("flows"),
      right("bytes"),
      { title: "first seen" },
      { title: "last seen" },
    ],
    rows: list.map(({ from, to, service, flows, bytes, firstSeen, lastSeen }) => [
      endText(from),
      endText(to),
      service,
      grouped(flows),
      size(bytes),
      day(firstSeen),
      day(lastSeen),
    ]),
    next: list.map(({ next }) => next),
  };
}

function wouldDeny({ wouldDeny: list }: Observation): Section {
  return {
    title: "Would be cut",
    note: "when exactly the conduits are enforced, most critical first",
    columns: [
      { title: "segment" },
      { title: "criticality" },
      right("flows"),
      { title: "what", max: 60 },
      { title: "last seen" },
    ],
    rows: list.map(({ segment, criticality, flows, cuts, lastSeen }) => [
      segment,
      criticality,
      grouped(flows),
      few(cuts, 3),
      day(lastSeen),
    ]),
  };
}

function suggested({ suggestions, notSuggested }: Observation): Section {
  return {
    title: "Suggested",
    note: "the fewest conduits that cover what was seen; as a program: --format typescript",
    columns: [{ title: "from" }, { title: "to" }, { title: "services", max: 80 }],
    rows: [
      ...suggestions.map(({ from, to, services }) => [from, to, services.join(", ")]),
      ...notSuggested.map(({ from, to, service, why }) => [from, to, `not ${service}: ${why}`]),
    ],
  };
}

function blocked({ blocked: list }: Observation): Section {
  return {
    title: "Blocked",
    note: "rejected, with the likely cause",
    columns: [
      { title: "from", max: 34 },
      { title: "to", max: 34 },
      { title: "service" },
      right("flows"),
      { title: "last seen" },
      { title: "why", max: 44 },
      { title: "next", max: 34 },
    ],
    rows: list.map(({ from, to, service, flows, lastSeen, why, next }) => [
      endText(from),
      endText(to),
      service,
      grouped(flows),
      day(lastSeen),
      why,
      next,
    ]),
  };
}

function unused({ unused: list }: Observation): Section {
  return {
    title: "Unused conduits",
    note: "nothing used them in this time",
    columns: [{ title: "conduit" }, { title: "last seen before" }],
    rows: list.map(({ id, lastSeen }) => [id, lastSeen === "" ? "never, as far as is known" : day(lastSeen)]),
  };
}

const since = {
  "earlier-run": "of devices, that the earlier run did not have",
  "first-part-of-window": "of devices, first seen in the last day",
  nothing: "",
} as const;

function newPeers({ newPeers: list, newSince }: Observation): Section {
  return {
    title: "New peers",
    note: since[newSince],
    columns: [
      { title: "device" },
      { title: "segment", max: 40 },
      { title: "peer" },
      { title: "in" },
      { title: "first seen" },
    ],
    rows: list.map(({ device, segment, devices, peer, place, firstSeen }) => [
      device,
      devices.length === 0 ? segment : `${segment} (${devices.join(", ")})`,
      peer,
      place,
      day(firstSeen),
    ]),
  };
}

function silent({ silentSegments, silentDevices }: Observation): Section {
  return {
    title: "Silent",
    note: "segments that nothing was seen of, and devices without a record in the last day",
    columns: [{ title: "who" }, { title: "segment", max: 50 }, { title: "last seen" }],
    rows: [
      ...silentSegments.map(({ segment, conduits }) => [
        "whole segment",
        `${segment}, ${count(conduits, "conduit")}`,
        "not in this time",
      ]),
      ...silentDevices.map(({ device, segment, devices, lastSeen }) => [
        device,
        devices.length === 0 ? segment : `${segment} (${devices.join(", ")})`,
        day(lastSeen),
      ]),
    ],
  };
}

function notes({ notes: list }: Observation): Section {
  return {
    title: "Files with damage",
    note: "what could be read of them counts",
    columns: [{ title: "file", max: 50 }, right("lines"), { title: "what", max: 50 }, { title: "example", max: 60 }],
    rows: list.map(({ file, count, what, example }) => [file, count === 0 ? "" : grouped(count), what, example]),
  };
}

/** The first of a list, and how many more there are. */
function few(list: readonly string[], most: number): string {
  const more = list.length - most;
  return more > 0 ? `${list.slice(0, most).join("; ")}; and ${String(more)} more` : list.join("; ");
}

/** `1,234,567`. */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** Bytes in the unit that leaves up to three digits before the point: powers of 1000. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;
  let [value, unit] = [bytes, 0];
  for (; value >= 999.5 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 ? String(value) : value.toFixed(value < 10 ? 1 : 0)} ${units[unit] ?? ""}`;
}

/** `2026-11-28 13:05`. */
export function day(time: string): string {
  return time === "" ? "not known" : time.slice(0, 16).replace("T", " ");
}

/** `1 file`, `2 files`. */
export function count(number: number, of: string): string {
  return `${grouped(number)} ${of}${number === 1 ? "" : "s"}`;
}

/** The time that the records are of. */
export function span({ records: { firstSeen, lastSeen } }: Observation): string {
  return firstSeen === "" ? "no time" : `${day(firstSeen)} to ${day(lastSeen)} UTC`;
}
