/**
 * Reads a lock as untrusted input, because people edit and merge it.
 *
 * Refuses to guess: a lock that is not exactly one is an issue, which names the place. A block lost here would be given to
 * another segment.
 */
import { Cidr } from "../address";
import type { Issue, Parsed } from "../issue";
import { lockfileVersion, sortLock, type LockDocument } from "./lock";

/** The lock in `text`, or the first thing that keeps it from being one. */
export function parseLock(text: string): Parsed<LockDocument> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { ok: false, issue: conflictProblem(text) ?? notJson(error) };
  }
  const version = isRecord(read) ? read["lockfileVersion"] : undefined;
  if (typeof version === "number" && version > lockfileVersion) {
    const what = "the lock of the address plan was written by a newer Cordon";
    const allowed = `lockfileVersion ${String(lockfileVersion)}; upgrade cdktf-cordon`;
    return { ok: false, issue: { what, received: `lockfileVersion ${String(version)}`, allowed } };
  }
  const problem = shapeProblem(read) ?? overlapProblem(read as LockDocument);
  if (problem !== undefined) return { ok: false, issue: problem };
  return { ok: true, value: sortLock(read as LockDocument) };
}

function notJson(error: unknown): Issue {
  const received = error instanceof Error ? error.message.replaceAll(/\s*\n\s*/g, " ") : String(error);
  const allowed = "the file as Cordon wrote it; restore it from version control";
  return { what: "the lock of the address plan is not JSON", received, allowed };
}

/** Two people who each added a segment from the same free space: only one of the two blocks can stay. */
function conflictProblem(text: string): Issue | undefined {
  const line = text.split("\n").findIndex((one) => /^(<{7}|={7}|>{7})/.test(one));
  if (line < 0) return undefined;
  return {
    what: "the lock of the address plan has the marks of a merge conflict",
    received: `line ${String(line + 1)}`,
    allowed: "the file of the branch that is deployed, and a new synth, which adds the other's segments to it",
  };
}

type Untrusted = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Untrusted {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const damaged = (at: string, received: unknown, allowed: string): Issue => ({
  what: `the lock of the address plan is damaged at ${at}`,
  received: received === undefined ? "nothing" : JSON.stringify(received),
  allowed,
});

function shapeProblem(read: unknown): Issue | undefined {
  if (!isRecord(read)) return damaged("its top", read, "an object");
  const keys = keyProblem("its top", read, ["lockfileVersion", "network", "block", "segments"]);
  if (keys !== undefined) return keys;
  if (read["lockfileVersion"] !== lockfileVersion)
    return damaged("lockfileVersion", read["lockfileVersion"], String(lockfileVersion));
  if (typeof read["network"] !== "string") return damaged("network", read["network"], "a name");
  if (!isBlock(read["block"])) return damaged("block", read["block"], "an IPv4 block");
  if (!isRecord(read["segments"])) return damaged("segments", read["segments"], "an object");
  for (const [name, segment] of Object.entries(read["segments"])) {
    const problem = nameProblem("segments", name) ?? segmentProblem(`segments.${name}`, segment);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function segmentProblem(at: string, segment: unknown): Issue | undefined {
  if (!isRecord(segment)) return damaged(at, segment, "an object");
  const keys = keyProblem(at, segment, ["block", "subnetPrefix", "reservedZones", "state", "zones"]);
  if (keys !== undefined) return keys;
  const { block, subnetPrefix, reservedZones, state, zones } = segment;
  if (!isBlock(block)) return damaged(`${at}.block`, block, "an IPv4 block");
  if (!isWithin(subnetPrefix, 16, 28)) return damaged(`${at}.subnetPrefix`, subnetPrefix, "16 to 28");
  if (![1, 2, 4, 8].includes(reservedZones as number))
    return damaged(`${at}.reservedZones`, reservedZones, "1, 2, 4 or 8");
  if (subnetPrefix - Math.log2(reservedZones as number) !== Cidr.of(block).prefix) {
    return damaged(`${at}.block`, block, `a block of ${String(reservedZones)} subnets of /${String(subnetPrefix)}`);
  }
  if (state !== "in-use" && state !== "released") return damaged(`${at}.state`, state, "in-use or released");
  if (!isRecord(zones)) return damaged(`${at}.zones`, zones, "an object");
  const slots = new Set<unknown>();
  for (const [zone, entry] of Object.entries(zones)) {
    const named = nameProblem(`${at}.zones`, zone);
    if (named !== undefined) return named;
    if (!isRecord(entry)) return damaged(`${at}.zones.${zone}`, entry, "an object");
    const extra = keyProblem(`${at}.zones.${zone}`, entry, "ipv6" in entry ? ["slot", "ipv6"] : ["slot"]);
    if (extra !== undefined) return extra;
    if (!isWithin(entry["slot"], 0, (reservedZones as number) - 1) || slots.has(entry["slot"])) {
      return damaged(
        `${at}.zones.${zone}.slot`,
        entry["slot"],
        `a number below ${String(reservedZones)} that no other zone has`,
      );
    }
    if ("ipv6" in entry && !isWithin(entry["ipv6"], 0, 255))
      return damaged(`${at}.zones.${zone}.ipv6`, entry["ipv6"], "0 to 255");
    slots.add(entry["slot"]);
  }
  return undefined;
}

/** Assigned by its name, this key would vanish, and with it a block that is held. */
function nameProblem(at: string, name: string): Issue | undefined {
  return name === "" || name === "__proto__" ? damaged(at, name, "names of segments and zones") : undefined;
}

function keyProblem(at: string, value: Untrusted, keys: readonly string[]): Issue | undefined {
  const missing = keys.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) return damaged(at, Object.keys(value), `a key "${missing}"`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  return unknown === undefined ? undefined : damaged(at, unknown, `only the keys ${keys.join(", ")}`);
}

function isBlock(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const parsed: Parsed<Cidr> = Cidr.parse(value);
  return parsed.ok && parsed.value.family === 4;
}

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}

/** Blocks sorted by address overlap only where neighbours do. */
function overlapProblem(lock: LockDocument): Issue | undefined {
  const network = Cidr.of(lock.block);
  const blocks = Object.entries(lock.segments)
    .map(([name, { block }]) => ({ name, block: Cidr.of(block) }))
    .sort((a, b) =>
      a.block.first < b.block.first ? -1 : a.block.first > b.block.first ? 1 : a.block.prefix - b.block.prefix,
    );
  for (const [index, { name, block }] of blocks.entries()) {
    if (!network.contains(block))
      return damaged(`segments.${name}.block`, block.toString(), `a block inside ${lock.block}`);
    const before = blocks[index - 1];
    if (before?.block.overlaps(block) === true)
      return damaged(
        `segments.${name}.block`,
        block.toString(),
        `a block that does not overlap that of "${before.name}"`,
      );
  }
  const taken = new Set<number>();
  for (const [name, { zones }] of Object.entries(lock.segments)) {
    for (const { ipv6 } of Object.values(zones)) {
      if (ipv6 === undefined) continue;
      if (taken.has(ipv6)) return damaged(`segments.${name}`, ipv6, "an IPv6 number that no other subnet has");
      taken.add(ipv6);
    }
  }
  return undefined;
}
