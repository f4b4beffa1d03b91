/**
 * The engine against z3, on random small rule sets: groups, ACLs and answers as formulas over bits, encoded from the same
 * choices and not from the facts, the engine or its sets. z3 looks for a packet on which the two differ.
 */
import fc from "fast-check";
import { init, killThreads, type BitVec, type Bool, type Context } from "z3-solver";
import { Transport } from "../../lib/model";
import { placesOf } from "../../lib/verify/places/places";
import { publicAddresses } from "../../lib/verify/places/public-addresses";
import { Relations } from "../../lib/verify/reach/relation";
import type { RowId } from "../../lib/verify/sets/rows";
import { Walker } from "../../lib/verify/routing/walker";
import { World } from "../../lib/verify/world/world";
import { Network } from "./network";

/** Protocol, and first and last port; of ICMP type and code, or nothing for any. */
interface Says {
  readonly protocol: -1 | 1 | 6 | 17 | 47;
  readonly from: number;
  readonly to: number;
}
type Peer = { readonly cidr: string } | { readonly group: "ga" | "gb" | "gc" } | { readonly list: true };
interface Rule {
  readonly group: "ga" | "gb" | "gc";
  readonly out: boolean;
  readonly says: Says;
  readonly peer: Peer;
}
interface Entry {
  readonly at: "a" | "b";
  readonly out: boolean;
  readonly allow: boolean;
  readonly says: Says;
  readonly cidr: string;
}
interface Choice {
  readonly rules: readonly Rule[];
  /** In the order of their numbers. */
  readonly entries: readonly Entry[];
  readonly acls: { readonly a: boolean; readonly b: boolean };
  /** Whether the asking side has group `gc` too. */
  readonly third: boolean;
  readonly list: readonly string[];
  /** Whether the two are in VPCs of their own, with a peering. */
  readonly peered: boolean;
}

const anyPort = { from: 0, to: 65_535 };
const ports = fc.constantFrom(0, 22, 80, 443, 1023, 1024, 2000, 32_768, 49_151, 60_999, 61_000, 65_535);
const says: fc.Arbitrary<Says> = fc.oneof(
  fc.constant({ protocol: -1 as const, ...anyPort }),
  fc.constant({ protocol: 47 as const, ...anyPort }),
  fc
    .constantFrom({ from: 8 * 256, to: 8 * 256 }, { from: 0, to: 0 }, { from: 3 * 256, to: 3 * 256 + 255 }, anyPort)
    .map((range) => ({ protocol: 1 as const, ...range })),
  fc
    .tuple(fc.constantFrom(6 as const, 17 as const), ports, ports)
    .map(([protocol, one, other]) => ({ protocol, from: Math.min(one, other), to: Math.max(one, other) })),
);
const cidrs = fc.constantFrom(
  "0.0.0.0/0",
  "10.0.0.0/8",
  "10.0.1.0/28",
  "10.0.1.8/29",
  "10.0.1.4/32",
  "10.1.1.0/28",
  "10.1.1.0/29",
  "10.1.1.6/31",
  "10.1.1.12/30",
  "192.0.2.0/24",
);
const groups = fc.constantFrom("ga" as const, "gb" as const, "gc" as const);
/** The rules of one side towards the other; those of the third group matter when the asking side has it. */
const rulesOf = (side: readonly Rule["group"][], out: boolean): fc.Arbitrary<Rule[]> =>
  fc.array(
    fc.record({
      group: fc.constantFrom(...side),
      out: fc.constant(out),
      says,
      peer: fc.oneof(
        fc.constant({ cidr: "10.0.0.0/15" }),
        cidrs.map((cidr) => ({ cidr })),
        groups.map((group) => ({ group })),
        fc.constant({ list: true as const }),
      ),
    }),
    { minLength: 2, maxLength: 6 },
  );

/** Of one direction of one ACL: some entries, and one that allows what they leave. */
const entriesOf = (at: Entry["at"], out: boolean): fc.Arbitrary<Entry[]> => {
  const side = { at: fc.constant(at), out: fc.constant(out) };
  const last = { ...side, allow: fc.constant(true), says: fc.constant({ protocol: -1 as const, ...anyPort }) };
  return fc
    .tuple(
      fc.array(fc.record({ ...side, allow: fc.boolean(), says, cidr: cidrs }), { maxLength: 3 }),
      fc.array(fc.record({ ...last, cidr: fc.constantFrom("0.0.0.0/0", "10.0.0.0/8") }), {
        minLength: 1,
        maxLength: 1,
      }),
    )
    .map(([first, rest]) => [...first, ...rest]);
};

const choices: fc.Arbitrary<Choice> = fc.record({
  rules: fc.tuple(rulesOf(["ga", "gc"], true), rulesOf(["gb"], false)).map((sides) => sides.flat()),
  entries: fc
    .tuple(entriesOf("a", true), entriesOf("a", false), entriesOf("b", true), entriesOf("b", false))
    .map((sides) => sides.flat()),
  acls: fc.record({ a: fc.boolean(), b: fc.boolean() }),
  third: fc.boolean(),
  list: fc.subarray(["10.0.1.0/29", "10.1.1.0/28", "10.1.1.8/30"]),
  peered: fc.boolean(),
});

/** As facts, for the engine. */
function networkOf({ rules, entries, acls, third, list, peered }: Choice): Network {
  const far = peered ? "vb" : "va";
  const n = new Network().vpc("va", "10.0.0.0/16", ...(peered ? [] : ["10.1.0.0/16"]));
  if (peered) n.vpc("vb", "10.1.0.0/16").peering("pcx", "va", "vb");
  if (peered) n.route("va-main", "10.1.0.0/16", ["peering", "pcx"]).route("vb-main", "10.0.0.0/16", ["peering", "pcx"]);
  n.subnet("a", "va", "10.0.1.0/28").subnet("b", far, "10.1.1.0/28");
  n.group("ga", "va")
    .group("gb", far)
    .group("gc", "va")
    .prefixList("pl", ...list);
  for (const { group, out, says: said, peer } of rules)
    n.rule(
      group,
      out ? "egress" : "ingress",
      transportOf(said),
      "cidr" in peer ? peer.cidr : "group" in peer ? { group: peer.group } : { list: "pl" },
    );
  for (const at of ["a", "b"] as const) if (acls[at]) n.acl(`acl-${at}`, at === "a" ? "va" : far, at);
  entries.forEach(({ at, out, allow, says: said, cidr }, index) => {
    if (acls[at])
      n.entry(`acl-${at}`, out ? "egress" : "ingress", index + 1, allow ? "allow" : "deny", transportOf(said), cidr);
  });
  return n.face("ia", "a", third ? ["ga", "gc"] : ["ga"]).face("ib", "b", ["gb"]);
}

function transportOf({ protocol, from, to }: Says): Transport {
  if (protocol === -1) return Transport.all;
  return Transport.ofPoints([[protocol * 65_536 + from, protocol * 65_536 + to + 1]]);
}

/** Transports for some pair of addresses, and for every pair. */
interface Said {
  readonly some: Transport;
  readonly all: Transport;
  /** The lowest port of a client that counts. */
  readonly from: number;
}

/** What the engine says: perhaps, whichever port a client takes, and surely, where only those from 1024 up count. */
function engine(choice: Choice): readonly Said[] {
  const facts = networkOf(choice).facts();
  const internet = publicAddresses(facts);
  const world = new World(facts, [internet]);
  const places = placesOf(world, internet, undefined);
  const spotOf = (face: string) => places.flatMap(({ spots }) => spots).find((one) => one.interfaces.includes(face))!;
  const relations = new Relations(world, new Walker(world, internet), "answered");
  const { someMay, allMay, someMust, allMust } = relations.between(spotOf("ia"), spotOf("ib"));
  const said = (some: RowId, all: RowId, from: number): Said => ({
    some: world.rows.transport(some),
    all: world.rows.transport(all),
    from,
  });
  return [said(someMay, allMay, 1), said(someMust, allMust, 1024)];
}

type Z3 = Context;
type Bits = BitVec;

/** The same choice as a formula: which packets from `source` to `destination` are answered. */
class Formula {
  public constructor(
    private readonly z3: Z3,
    private readonly choice: Choice,
    /** The lowest port of a client that counts. */
    private readonly from: number,
  ) {}

  public passes(source: Bits, destination: Bits, point: Bits): Bool {
    const { z3 } = this;
    const forward = z3.And(
      this.group(["ga", ...(this.choice.third ? ["gc"] : [])], true, destination, ["gb"], point),
      this.acl("a", true, destination, point),
      this.acl("b", false, source, point),
      this.group(["gb"], false, source, ["ga", ...(this.choice.third ? ["gc"] : [])], point),
    );
    const answer = (reply: Bits): Bool =>
      z3.And(this.acl("b", true, source, reply), this.acl("a", false, destination, reply));
    const protocol = this.protocolOf(point);
    const is = (number: number): Bool => this.equals(protocol, number);
    const client = (number: number): Bool =>
      z3.Or(...this.clientPorts().map((port) => answer(z3.BitVec.val(number * 65_536 + port, 24))));
    const echo = (number: number, type: number, back: number): Bool =>
      z3.Implies(
        z3.And(is(number), this.equals(point.lshr(8).and(0xff), type)),
        answer(z3.BitVec.val(number * 65_536 + back * 256, 24)),
      );
    const ports = [6, 17].map((number) => z3.Implies(is(number), client(number)));
    const other = z3.Implies(z3.Not(z3.Or(is(1), is(6), is(17), is(58))), answer(protocol.shl(16)));
    const echoes = [echo(1, 8, 0), echo(1, 13, 14), echo(1, 17, 18), echo(58, 128, 129)];
    return z3.And(forward, ...ports, ...echoes, other);
  }

  /** One port of each range on which all entries say the same. */
  private clientPorts(): readonly number[] {
    const bounds = this.choice.entries.flatMap(({ says: { from, to } }) => [from, to + 1]);
    return [...new Set([this.from, ...bounds])].filter((port) => port >= this.from && port <= 65_535);
  }

  private equals(bits: Bits, number: number): Bool {
    return bits.eq(this.z3.BitVec.val(number, 24));
  }

  private protocolOf(point: Bits): Bits {
    return point.lshr(16);
  }

  private says({ protocol, from, to }: Says, point: Bits): Bool {
    const { z3 } = this;
    if (protocol === -1) return z3.Bool.val(true);
    const port = point.and(0xffff);
    return z3.And(this.equals(this.protocolOf(point), protocol), port.uge(from), port.ule(to));
  }

  private within(cidr: string, address: Bits): Bool {
    const [text = "", prefix = ""] = cidr.split("/");
    const number = text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    const size = 2 ** (32 - Number(prefix));
    return this.z3.And(address.uge(number), address.ule(number + size - 1));
  }

  private group(own: readonly string[], out: boolean, remote: Bits, others: readonly string[], point: Bits) {
    const { z3 } = this;
    const rules = this.choice.rules.filter((rule) => own.includes(rule.group) && rule.out === out);
    const peer = (one: Peer): Bool =>
      "cidr" in one
        ? this.within(one.cidr, remote)
        : "group" in one
          ? z3.Bool.val(others.includes(one.group))
          : z3.Or(z3.Bool.val(false), ...this.choice.list.map((cidr) => this.within(cidr, remote)));
    return z3.Or(z3.Bool.val(false), ...rules.map((rule) => z3.And(this.says(rule.says, point), peer(rule.peer))));
  }

  private acl(at: "a" | "b", out: boolean, remote: Bits, point: Bits): Bool {
    const { z3 } = this;
    if (!this.choice.acls[at]) return z3.Bool.val(true);
    return this.choice.entries
      .filter((entry) => entry.at === at && entry.out === out)
      .reduceRight<Bool>(
        (rest, { allow, says: said, cidr }) =>
          z3.If(z3.And(this.says(said, point), this.within(cidr, remote)), z3.Bool.val(allow), rest),
        z3.Bool.val(false),
      );
  }
}

/** The addresses that an interface may have: not the first four nor the last of its subnet. */
const hosts = { a: [0x0a000104, 0x0a00010e], b: [0x0a010104, 0x0a01010e] } as const;

/** Of ICMPv6 there are no packets between these hosts: "all" is said of what there is. */
const first = 58 * 65_536;
const isOfIPv4 = (sample: number): boolean => sample < first || sample >= first + 65_536;

/** One transport of each range on which all rules say the same. */
function samples({ rules, entries }: Choice): readonly number[] {
  const bounds = [...rules, ...entries].flatMap(({ says: { protocol, from, to } }) =>
    protocol === -1 ? [] : [protocol * 65_536 + from, protocol * 65_536 + to + 1],
  );
  const fixed = [0, 1, 6, 17, 47, 58].flatMap((protocol) => [protocol * 65_536, (protocol + 1) * 65_536]);
  const echoes = [65_536 + 8 * 256, 65_536 + 13 * 256, 65_536 + 17 * 256, 58 * 65_536 + 128 * 256];
  const icmp = echoes.flatMap((point) => [point, point + 256]);
  return [...new Set([...bounds, ...fixed, ...icmp])].filter((point) => point < 256 * 65_536 && isOfIPv4(point));
}

const numRuns = Number(process.env["CORDON_LAW_RUNS"] ?? 60);

let z3: Z3;
let stop: () => Promise<void>;

beforeAll(async () => {
  const api = await init();
  z3 = api.Context("main");
  stop = () => killThreads(api.em);
});

afterAll(async () => {
  await stop();
});

function inRange(address: Bits, [first, last]: readonly [number, number]): Bool {
  return z3.And(address.uge(first), address.ule(last));
}

function inSet(set: Transport, point: Bits): Bool {
  return z3.Or(
    z3.Bool.val(false),
    ...set.points.intervals.map(([from, to]) => z3.And(point.uge(from), point.ule(to - 1))),
  );
}

async function agree(choice: Choice, { some, all, from }: Said): Promise<void> {
  const [source, destination] = [z3.BitVec.const("source", 32), z3.BitVec.const("destination", 32)];
  const [point, passes] = [z3.BitVec.const("point", 24), z3.Bool.const("passes")];
  const solver = new z3.Solver();
  solver.add(inRange(source, hosts.a), inRange(destination, hosts.b));
  solver.add(z3.Or(point.ult(first), point.uge(first + 65_536)));
  solver.add(passes.eq(new Formula(z3, choice, from).passes(source, destination, point)));
  const exists = async (...conditions: readonly Bool[]): Promise<boolean> => {
    const answer = await solver.check(...conditions);
    if (answer === "unknown") throw new Error("z3 cannot tell");
    return answer === "sat";
  };
  expect(await exists(passes, z3.Not(inSet(some, point)))).toBe(false);
  expect(await exists(z3.Not(passes), inSet(all, point))).toBe(false);
  // What is in the one set passes for some addresses, and what is not in the other does not for some.
  for (const sample of samples(choice)) {
    const same = point.eq(z3.BitVec.val(sample, 24));
    if (some.points.has(sample)) expect(await exists(same, passes)).toBe(true);
    if (!all.points.has(sample)) expect(await exists(same, z3.Not(passes))).toBe(true);
  }
}

test("z3 finds no packet on which the engine is wrong", async () => {
  const seen = { something: 0, everything: 0 };
  await fc.assert(
    fc.asyncProperty(choices, async (choice) => {
      for (const said of engine(choice)) {
        await agree(choice, said);
        if (said.from !== 1024) continue;
        if (!said.some.isEmpty()) seen.something += 1;
        if (!said.all.isEmpty()) seen.everything += 1;
      }
    }),
    { numRuns },
  );
  // The law would hold of an engine and a formula that let nothing through.
  expect(seen.something).toBeGreaterThan(numRuns / 4);
  expect(seen.everything).toBeGreaterThan(numRuns / 20);
}, 300_000);
