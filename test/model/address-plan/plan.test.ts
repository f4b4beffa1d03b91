import { Cidr } from "../../../lib/model/address";
import { freeReleased, planAddresses } from "../../../lib/model/address-plan";
import { accepted, refusals, request, segment } from "./requests";

const subnets = (plan: ReadonlyMap<string, { readonly subnets: ReadonlyMap<string, Cidr> }>) =>
  Object.fromEntries(
    [...plan].map(([name, planned]) => [
      name,
      [...planned.subnets].map(([zone, cidr]) => `${zone} ${cidr.toString()}`),
    ]),
  );

describe("planAddresses", () => {
  test("gives the largest first and keeps room for more zones", () => {
    const { plan, changes } = accepted(request([segment("pumps", { subnetPrefix: 26 }), segment("pacs")]));
    expect(subnets(plan)).toEqual({
      pacs: ["us-east-1a 10.40.0.0/24", "us-east-1b 10.40.1.0/24"],
      pumps: ["us-east-1a 10.40.4.0/26", "us-east-1b 10.40.4.64/26"],
    });
    expect(changes).toEqual([
      { change: "segment added", segment: "pacs" },
      { change: "segment added", segment: "pumps" },
    ]);
  });

  test("puts a new zone into the room kept for it, and a removed zone's slot is not given away", () => {
    const first = accepted(request([segment("pumps", { zones: ["a", "b"] })]));
    const second = accepted(request([segment("pumps", { zones: ["b", "c"] })]), first.lock);
    expect(second.lock.segments["pumps"]?.zones).toEqual({ a: { slot: 0 }, b: { slot: 1 }, c: { slot: 2 } });
    expect(second.changes).toEqual([{ change: "zone added", segment: "pumps", zone: "c" }]);
  });

  test("holds the block of a removed segment until it is freed on purpose, and gives it back", () => {
    const small = { block: Cidr.of("10.40.0.0/24") };
    const first = accepted(request([segment("old", { subnetPrefix: 26 })], small));
    const gone = accepted(request([], small), first.lock);
    expect(gone.changes).toEqual([{ change: "segment released", segment: "old" }]);
    const full = planAddresses(request([segment("new", { subnetPrefix: 26 })], small), gone.lock);
    expect(full).toEqual({
      ok: false,
      issues: [
        {
          what: 'network "st-marys" has no free block for segment "new"',
          received: "/24 wanted, free: nothing; released but held: old (10.40.0.0/24)",
          allowed:
            "a smaller subnetPrefix or fewer reservedZones, or released blocks freed on purpose (cordon addresses free)",
        },
      ],
    });
    const back = accepted(request([segment("old", { subnetPrefix: 26 })], small), gone.lock);
    expect(back.lock).toEqual(first.lock);
    expect(back.changes).toEqual([{ change: "segment back", segment: "old" }]);
    const freed = freeReleased(gone.lock, "old");
    if (!freed.ok) throw new Error("not freed");
    expect(
      accepted(request([segment("new", { subnetPrefix: 26 })], small), freed.value)
        .plan.get("new")
        ?.block.toString(),
    ).toBe("10.40.0.0/24");
  });

  test("refuses to free what is in use or unknown", () => {
    const { lock } = accepted(request([segment("pumps")]));
    expect(freeReleased(lock, "pumps").ok).toBe(false);
    expect(freeReleased(lock, "nothing").ok).toBe(false);
    expect(freeReleased(lock, "toString").ok).toBe(false);
  });

  test("keeps clear of reserved blocks and says how much is left", () => {
    const reserved = [Cidr.of("10.40.0.0/17"), Cidr.of("10.40.192.0/18")];
    expect(
      accepted(request([segment("pumps")], { reserved }))
        .plan.get("pumps")
        ?.block.toString(),
    ).toBe("10.40.128.0/22");
    const result = planAddresses(
      request([segment("wide", { subnetPrefix: 19, reservedZones: 4 })], { reserved }),
      undefined,
    );
    expect(result.ok ? "" : result.issues[0]?.received).toBe(
      "/17 wanted, free: 16384 addresses, the largest block 10.40.128.0/18",
    );
  });

  test("numbers IPv6 subnets once, and adding IPv6 later moves nothing", () => {
    const four = accepted(request([segment("b"), segment("a")]));
    const six = accepted(request([segment("b"), segment("a"), segment("0")], { ipv6: true }), four.lock);
    const numbers = (plan: typeof six.plan) => [...plan].map(([name, { ipv6 }]) => [name, ...ipv6.values()]);
    expect(numbers(six.plan)).toEqual([
      ["0", 0, 1],
      ["a", 2, 3],
      ["b", 4, 5],
    ]);
    const later = accepted(request([segment("b"), segment("00")], { ipv6: true }), six.lock);
    expect(numbers(later.plan)).toEqual([
      ["00", 6, 7],
      ["b", 4, 5],
    ]);
    expect(six.plan.get("a")?.block).toEqual(four.plan.get("a")?.block);
  });

  test("refuses more subnets than an IPv6 block has", () => {
    const many = Array.from({ length: 129 }, (_, index) =>
      segment(`s${String(index).padStart(3, "0")}`, { subnetPrefix: 28, reservedZones: 2 }),
    );
    expect(accepted(request(many.slice(1), { ipv6: true })).plan.size).toBe(128);
    expect(refusals(request(many, { ipv6: true }))).toEqual(
      Array(2).fill('network "st-marys" has more subnets than its IPv6 block has /64s'),
    );
  });

  test("refuses, all at once, sizes, zones and names that cannot be", () => {
    const asked = [
      segment("a", { subnetPrefix: 29 }),
      segment("b", { reservedZones: 9 }),
      segment("c", { reservedZones: 2, zones: ["1", "2", "3"] }),
      segment("d", { zones: ["1", "1"] }),
      segment("e"),
      segment("e"),
    ];
    const expected = [
      'subnet size of segment "a" is not one that AWS accepts',
      'segment "b" keeps room for an impossible number of zones',
      'segment "c" is in more zones than it has room for',
      'segment "d" names a zone twice',
      'segment "e" asks for addresses twice',
    ];
    expect(refusals(request(asked))).toEqual(expected);
    expect(refusals(request([...asked].reverse()))).toEqual(expected);
  });

  test("refuses a zone for which the zones of the past left no room", () => {
    const { lock } = accepted(request([segment("pumps", { reservedZones: 2, zones: ["a", "b"] })]));
    expect(refusals(request([segment("pumps", { reservedZones: 2, zones: ["a", "c"] })]), lock)).toEqual([
      'segment "pumps" has no room left for zone "c", because the zones it was in keep their places',
    ]);
  });

  test("refuses another size or block for what is locked", () => {
    const { lock } = accepted(request([segment("pumps")]));
    const size =
      'segment "pumps" has another size than its address plan was locked with, and changing it would replace its subnets';
    const block =
      'segment "pumps" has another block than its address plan was locked with, and changing it would replace its subnets';
    expect(refusals(request([segment("pumps", { subnetPrefix: 25 })]), lock)).toEqual([size]);
    expect(refusals(request([segment("pumps", { reservedZones: 8 })]), lock)).toEqual([size]);
    expect(refusals(request([segment("pumps", { block: Cidr.of("10.40.64.0/22") })]), lock)).toEqual([block]);
    expect(refusals(request([segment("pumps", { reservedZones: 3, block: Cidr.of("10.40.0.0/22") })]), lock)).toEqual(
      [],
    );
  });

  test.each([
    ["10.41.0.0/22", 'is outside network "st-marys"'],
    ["10.40.64.0/23", "is not of the size that it needs"],
    ["10.40.0.0/22", 'overlaps that of segment "held"'],
    ["10.40.8.0/22", "overlaps that of a reserved range"],
    ["2001:db8::/64", "is IPv6"],
  ])("refuses the explicit block %s", (block, why) => {
    const { lock } = accepted(request([segment("held")]));
    const asked = request([segment("held"), segment("pumps", { block: Cidr.of(block) })], {
      reserved: [Cidr.of("10.40.8.0/24")],
    });
    expect(refusals(asked, lock)).toEqual([`block of segment "pumps" ${why}`]);
  });

  test("gives an explicit block, and refuses it to two", () => {
    const block = Cidr.of("10.40.64.0/22");
    expect(accepted(request([segment("a"), segment("b", { block })])).lock.segments["b"]?.block).toBe("10.40.64.0/22");
    expect(refusals(request([segment("a", { block }), segment("b", { block })]))).toEqual([
      'block of segment "b" overlaps that of segment "a"',
    ]);
  });

  test.each<[string, string[]]>([
    ["10.0.0.0/15", ["is not of a size that AWS accepts"]],
    ["10.0.0.0/29", ["is not of a size that AWS accepts"]],
    ["172.17.0.0/20", ["is in 172.17.0.0/16, which AWS services use themselves and its guide says not to use"]],
    ["2001:db8::/56", ["is IPv6"]],
    ...["0.0.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "198.19.0.0/16", "224.0.0.0/16", "8.8.0.0/16"].map(
      (text) => [text, ["is not private"]] as [string, string[]],
    ),
  ])("refuses %s as a VPC's block", (block, why) => {
    expect(refusals(request([], { block: Cidr.of(block) }))).toEqual(
      why.map((text) => `block of network "st-marys" ${text}`),
    );
  });

  test.each(["10.0.0.0/16", "172.16.0.0/16", "172.18.0.0/28", "192.168.0.0/16", "100.64.0.0/16"])(
    "accepts %s as a VPC's block",
    (block) => {
      expect(refusals(request([], { block: Cidr.of(block) }))).toEqual([]);
    },
  );

  test("refuses the lock of another network or another block", () => {
    const { lock } = accepted(request([segment("pumps")]));
    expect(refusals(request([], { network: "st-johns", block: Cidr.of("10.50.0.0/16") }), lock)).toEqual([
      "the lock of the address plan belongs to another network",
      'network "st-johns" has another block than its address plan was locked with',
    ]);
  });
});
