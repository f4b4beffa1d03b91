import { PortRange, siteService, type ConduitDetails, type HospitalNetwork, type Service } from "../../lib";
import { ofType, refusal, hospital, synthesizeNetwork, type Config, type Synthesized } from "./synth";
import { compileAcl } from "../../lib/constructs/acl/compile";
import { CalendarDate } from "../../lib";

const details: ConduitDetails = { reason: "Needed" };

const onPort = (port: number): Service =>
  siteService({
    name: `port-${String(port)}`,
    title: "A port",
    protocol: "tcp",
    ports: PortRange.of(port),
    citation: { source: "interface register" },
    encrypted: true,
  });

/** The number that the entry of `aa` towards `bb` gets for a port: asked of the compiler, without a stack. */
function numberOfPort(port: number): number {
  const day = CalendarDate.of("2027-06-30");
  const definition = {
    from: "aa",
    to: "bb",
    service: onPort(port),
    reason: "Needed",
    owner: "network team",
    reviewBy: day,
    source: { source: "interface register" },
  };
  const entries = compileAcl({
    segment: "aa",
    detail: "service",
    conduits: [{ definition, aclSeed: 0 }],
    peer: () => ({
      definition: { clientSystem: "any" } as never,
      blocks: { v4: [{ cidr: "10.40.1.0/24", key: "own block" }], v6: [] },
    }),
  });
  return entries.find((entry) => entry.direction === "egress")?.number ?? Number.NaN;
}

/** Two ports whose entries fall on one number: by the birthday of 31,000 numbers, a few hundred ports are enough. */
function collidingPorts(): readonly [number, number] {
  const seen = new Map<number, number>();
  for (let port = 2000; port < 4000; port += 1) {
    const number = numberOfPort(port);
    const other = seen.get(number);
    if (other !== undefined) return [other, port];
    seen.set(number, port);
  }
  throw new Error("no two ports collide");
}

const build =
  (older: number, newer: number, aclSeed?: number) =>
  (network: HospitalNetwork): void => {
    const a = network.addClinicalSegment("aa");
    const b = network.addClinicalSegment("bb");
    a.allowTo(b, onPort(older), details);
    a.allowTo(b, onPort(newer), aclSeed === undefined ? details : { ...details, aclSeed });
  };

/** `segment direction port` of each entry, with its number. */
function numbers({ terraform }: Synthesized): Readonly<Record<string, number>> {
  const acls = Object.entries(ofType(terraform, "aws_network_acl"));
  const all = acls.flatMap(([name, acl]) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      (acl[direction] as Config[]).map(
        (entry) => [`${name} ${direction} ${String(entry["from_port"])}`, entry["rule_no"] as number] as const,
      ),
    ),
  );
  return Object.fromEntries(all);
}

describe("Two entries that fall on one number", () => {
  const [older, newer] = collidingPorts();

  test("are refused with both conduits and the way out, and nothing is written.", () => {
    const { message, files } = refusal((stack) => {
      build(older, newer)(hospital(stack));
    });
    expect(message).toContain('two egress entries of the network ACL of segment "aa" fall on one number');
    expect(message).toContain(`aa>bb:port-${String(older)}`);
    expect(message).toContain(`aa>bb:port-${String(newer)}`);
    expect(message).toContain("aclSeed: 1");
    expect(files).toEqual([]);
  });

  test("are told apart by aclSeed, which moves the entries of its conduit alone.", () => {
    const alone = numbers(
      synthesizeNetwork((network) => {
        network.addClinicalSegment("aa").allowTo(network.addClinicalSegment("bb"), onPort(older), details);
      }),
    );
    const both = numbers(synthesizeNetwork(build(older, newer, 1)));
    const shared = Object.keys(alone).filter((key) => !key.endsWith(" 1024"));
    expect(shared).toHaveLength(2);
    expect(Object.fromEntries(shared.map((key) => [key, both[key]]))).toEqual(
      Object.fromEntries(shared.map((key) => [key, alone[key]])),
    );
    expect(both[`network_aa_NetworkAcl egress ${String(newer)}`]).not.toBe(
      both[`network_aa_NetworkAcl egress ${String(older)}`],
    );
  });
});

test("Numbers lie between 1 and 32766, and none is used twice in one direction of one ACL.", () => {
  const { terraform } = synthesizeNetwork((network) => {
    const mirror = network.addDeviceManagementSegment("mirror");
    network.addInternetEgress();
    network.addPrivateServices({ services: ["s3"], principals: { account: "123456789012" } });
    network.allowPrivateServices(mirror, ["s3"], details);
    mirror.allowToInternet([onPort(8080), onPort(8081), onPort(65535)], details);
    const server = network.addClinicalSegment("server");
    for (let port = 3000; port < 3010; port += 1) server.allowTo(mirror, onPort(port), details);
  });
  const lists = Object.values(ofType(terraform, "aws_network_acl")).flatMap(
    ({ ingress, egress }) => [ingress, egress] as Config[][],
  );
  const used = lists.map((list) => list.map((entry) => entry["rule_no"] as number));
  expect(used.flat().length).toBeGreaterThan(40);
  expect(used.flat().filter((number) => !Number.isInteger(number) || number < 1 || number > 32_766)).toEqual([]);
  expect(used.filter((list) => new Set(list).size !== list.length)).toEqual([]);
});

test("Two ports for the internet that fall on one number are refused, and aclSeed tells them apart.", () => {
  const toInternet =
    (aclSeed: number) =>
    (network: HospitalNetwork): void => {
      const mirror = network.addDeviceManagementSegment("mirror");
      network.addInternetEgress();
      mirror.allowToInternet(onPort(1443), details);
      mirror.allowToInternet(onPort(1443 + 331), { ...details, aclSeed });
    };
  const { message, files } = refusal((stack) => {
    toInternet(0)(hospital(stack));
  });
  expect(message).toContain('two egress entries of the network ACL of segment "mirror" fall on one number');
  expect(files).toEqual([]);
  const entries = ofType(synthesizeNetwork(toInternet(1)).terraform, "aws_network_acl")["network_mirror_NetworkAcl"];
  const allowed = (entries?.["egress"] as Config[]).filter((entry) => entry["action"] === "allow");
  expect(allowed.map((entry) => entry["from_port"]).sort()).toEqual([1443, 1443 + 331]);
});

test("refuses an aclSeed that is no whole number from 0", () => {
  for (const aclSeed of [-1, 0.5, Number.NaN, "1"]) {
    const { message, files } = refusal((stack) => {
      build(2000, 2001, aclSeed as number)(hospital(stack));
    });
    expect(message).toContain('aclSeed of the conduit from "aa" to "bb"');
    expect(files).toEqual([]);
  }
});
