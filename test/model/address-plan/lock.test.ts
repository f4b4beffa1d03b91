import { AddressPlan, formatLock, parseLock, type LockDocument } from "../../../lib/model/address-plan";
import { accepted, request, segment } from "./requests";

const { lock, changes } = accepted(request([segment("pumps"), segment("pacs")], { ipv6: true }));
const text = formatLock(lock);

/** The lock's text with one thing in it replaced. */
function damage(from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

describe("parseLock", () => {
  test("reads what was written, to the byte", () => {
    const read = parseLock(text);
    expect(read).toEqual({ ok: true, value: lock });
    expect(text.endsWith("}\n")).toBe(true);
  });

  test.each([
    [
      "the marks of a merge conflict",
      () => damage('"pacs":', '\n<<<<<<< HEAD\n"pacs":'),
      "the lock of the address plan has the marks of a merge conflict",
    ],
    ["text that is not JSON", () => "{", "the lock of the address plan is not JSON"],
    ["a list", () => "[]", "the lock of the address plan is damaged at its top"],
    [
      "a newer version",
      () => damage('"lockfileVersion": 1', '"lockfileVersion": 2'),
      "the lock of the address plan was written by a newer Cordon",
    ],
    [
      "an older version",
      () => damage('"lockfileVersion": 1', '"lockfileVersion": 0'),
      "the lock of the address plan is damaged at lockfileVersion",
    ],
    [
      "an unknown key",
      () => damage('"network"', '"extra": 1, "network"'),
      "the lock of the address plan is damaged at its top",
    ],
    [
      "a key of the prototype",
      () => damage('"network"', '"__proto__": {}, "network"'),
      "the lock of the address plan is damaged at its top",
    ],
    [
      "a segment named as the prototype",
      () => damage('"pacs":', '"__proto__":'),
      "the lock of the address plan is damaged at segments",
    ],
    [
      "a zone named as the prototype",
      () => damage('"us-east-1a"', '"__proto__"'),
      "the lock of the address plan is damaged at segments.pacs.zones",
    ],
    [
      "a network of a wrong type",
      () => damage('"st-marys"', "7"),
      "the lock of the address plan is damaged at network",
    ],
    [
      "an IPv6 network",
      () => damage('"10.40.0.0/16"', '"2001:db8::/56"'),
      "the lock of the address plan is damaged at block",
    ],
    [
      "host bits",
      () => damage('"10.40.4.0/22"', '"10.40.4.1/22"'),
      "the lock of the address plan is damaged at segments.pumps.block",
    ],
    [
      "blocks that overlap",
      () => damage('"10.40.4.0/22"', '"10.40.0.0/22"'),
      "the lock of the address plan is damaged at segments.pumps.block",
    ],
    [
      "a block outside",
      () => damage('"10.40.4.0/22"', '"10.41.4.0/22"'),
      "the lock of the address plan is damaged at segments.pumps.block",
    ],
    [
      "a block of another size",
      () => damage('"10.40.4.0/22"', '"10.40.4.0/23"'),
      "the lock of the address plan is damaged at segments.pumps.block",
    ],
    [
      "an unknown state",
      () => damage('"in-use"', '"free"'),
      "the lock of the address plan is damaged at segments.pacs.state",
    ],
    [
      "a slot twice",
      () => damage('"slot": 1', '"slot": 0'),
      "the lock of the address plan is damaged at segments.pacs.zones.us-east-1b.slot",
    ],
    [
      "a slot beyond the block",
      () => damage('"slot": 1', '"slot": 4'),
      "the lock of the address plan is damaged at segments.pacs.zones.us-east-1b.slot",
    ],
    [
      "an IPv6 number twice",
      () => damage('"ipv6": 3', '"ipv6": 0'),
      "the lock of the address plan is damaged at segments.pumps",
    ],
    [
      "an IPv6 number out of range",
      () => damage('"ipv6": 3', '"ipv6": 256'),
      "the lock of the address plan is damaged at segments.pumps.zones.us-east-1b.ipv6",
    ],
  ])("refuses %s", (_, make, what) => {
    const read = parseLock(make());
    expect(read.ok ? "accepted" : read.issue.what).toBe(what);
  });
});

test("A lock with a merge conflict is refused with the line and the way out, and one that is cut off on one line.", () => {
  const conflict = parseLock(damage('    "pacs":', '<<<<<<< HEAD\n    "pacs":'));
  expect(conflict.ok ? undefined : [conflict.issue.received, conflict.issue.allowed]).toEqual([
    "line 6",
    "the file of the branch that is deployed, and a new synth, which adds the other's segments to it",
  ]);
  const cut = parseLock("{\n  nothing\n}\n");
  expect(cut.ok ? undefined : cut.issue.received).toMatch(/^[^\n]+$/);
});

test("A lock without any one of its keys is refused at the place where it is missing.", () => {
  const places: string[] = [];
  const without = (holder: Record<string, unknown>, at: string): void => {
    for (const [key, value] of Object.entries(holder)) {
      const mayGo = /(^segments|\.zones)$/.test(at) || key === "ipv6";
      Reflect.deleteProperty(holder, key);
      const read = parseLock(JSON.stringify(document));
      if (mayGo) expect(read.ok).toBe(true);
      else {
        expect(read.ok ? "accepted" : [read.issue.what, read.issue.allowed]).toEqual([
          `the lock of the address plan is damaged at ${at === "" ? "its top" : at}`,
          `a key "${key}"`,
        ]);
        places.push(`${at}.${key}`);
      }
      holder[key] = value;
      if (typeof value === "object" && value !== null)
        without(value as Record<string, unknown>, at === "" ? key : `${at}.${key}`);
    }
  };
  const document = JSON.parse(text) as Record<string, unknown>;
  without(document, "");
  // Four of the document, five of each segment, one of each of their two zones.
  expect(places).toHaveLength(4 + 2 * 5 + 4);
});

test("A lock is written in order of its names, whatever order it came in.", () => {
  const turned = (record: object): object => Object.fromEntries(Object.entries(record).reverse());
  const segments = Object.fromEntries(
    Object.entries(lock.segments).map(([name, one]) => [name, { ...one, zones: turned(one.zones) }]),
  );
  const other = turned({ ...lock, segments: turned(segments) }) as LockDocument;
  expect(Object.keys(other.segments)).toEqual(["pumps", "pacs"]);
  expect(formatLock(other)).toBe(text);
});

describe("AddressPlan", () => {
  test("refuses to keep the plan of a second network, which would lose that of the first", () => {
    const plan = AddressPlan.inMemory();
    plan.keep(lock, changes);
    const second = { ...lock, network: "st-lukes" };
    expect(() => plan.keep(second, changes)).toThrow(
      'network "st-lukes" has the address plan of another network; received that of "st-marys"; allowed: an address plan for each network',
    );
    expect(plan.lock()).toEqual(lock);
  });

  test("keeps a lock in memory", () => {
    const plan = AddressPlan.inMemory();
    plan.keep(lock, []);
    expect(plan.lock()).toBeUndefined();
    plan.keep(lock, changes);
    expect(plan.lock()).toEqual(lock);
  });

  test("refuses to change a frozen lock, and says what would change", () => {
    const kept: LockDocument[] = [];
    const plan = AddressPlan.keptIn({
      lock: undefined,
      frozen: "synthesize on a branch",
      keep: (next) => kept.push(next),
    });
    expect(plan.refusals(changes)).toEqual([
      {
        what: "the address plan's lock would change, and must not here",
        received: "segment added: pacs; segment added: pumps",
        allowed: "synthesize on a branch",
      },
    ]);
    expect(() => plan.keep(lock, changes)).toThrow("must not here");
    expect(plan.refusals([])).toEqual([]);
    expect(kept).toEqual([]);
  });
});
