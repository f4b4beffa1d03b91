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

describe("AddressPlan", () => {
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
