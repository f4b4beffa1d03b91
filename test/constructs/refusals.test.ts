/** Bad input: each is refused with a clear error, and nothing is written: no cdk.tf.json, no intent, no lock. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import {
  AddressPlan,
  ClinicalSegment,
  HospitalNetwork,
  profiles,
  services,
  siteService,
  type ConduitDetails,
  type QuotaOverrides,
  type Service,
} from "../../lib";
import { hospital, inFolder, refusal, synthesize, synthesizeNetwork, type Build } from "./synth";

const details: ConduitDetails = { reason: "Needed" };
const port = (ports: unknown): Service =>
  siteService({
    name: "odd",
    title: "Odd",
    protocol: "tcp",
    ports: ports as number,
    citation: { source: "register" },
    encrypted: true,
  });

/** A network with these properties. */
const withNetwork =
  (more: Readonly<Record<string, unknown>>): Build =>
  (stack) => {
    hospital(stack, more);
  };

/** A clinical segment with these properties. */
const withSegment =
  (more: Readonly<Record<string, unknown>>, name = "server"): Build =>
  (stack) => {
    hospital(stack).addClinicalSegment(name, more);
  };

/** A conduit with these details. */
const withConduit =
  (more: Readonly<Record<string, unknown>>, service: Service = services.https): Build =>
  (stack) => {
    const network = hospital(stack);
    network.addClinicalSegment("aa").allowTo(network.addClinicalSegment("bb"), service, { ...details, ...more });
  };

/** A block outside. */
const withOutside =
  (...cidrs: readonly string[]): Build =>
  (stack) => {
    hospital(stack).addOutsideSegment("lab", { kind: "clinical", cidrs: cidrs as [string] });
  };

/** What is tried, how it is built, and what the error says. */
const cases: readonly (readonly [string, Build, ...string[]])[] = [
  [
    "a malformed block of the network",
    withNetwork({ cidr: "10.40.0.0" }),
    'of network "st-marys"',
    '10.40.0.0"',
    "test/network: ",
  ],
  ["a block of the network with host bits", withNetwork({ cidr: "10.40.0.1/16" }), "10.40.0.1/16", "test/network: "],
  ["an octal block of the network", withNetwork({ cidr: "010.40.0.0/16" }), "010.40.0.0/16"],
  [
    "no block of the network",
    withNetwork({ cidr: undefined }),
    'cidr of network "st-marys" is missing',
    "test/network: ",
  ],
  ["a block of the network that is too large", withNetwork({ cidr: "10.0.0.0/8" }), "10.0.0.0/8", "/16 to /28"],
  ["a block of the network that is too small", withNetwork({ cidr: "10.40.0.0/29" }), "10.40.0.0/29", "/16 to /28"],
  ["an IPv6 block of the network", withNetwork({ cidr: "fd00::/48" }), "fd00::/48", "an IPv4 block"],
  ["a public block of the network", withNetwork({ cidr: "8.8.0.0/16" }), "8.8.0.0/16", "is not private"],
  ["no zone", withNetwork({ availabilityZones: [] }), 'network "st-marys" has no zone', "test/network: "],
  ["a zone that is not one", withNetwork({ availabilityZones: ["A"] }), '"A"', "us-east-1a"],
  ["a zone twice", withNetwork({ availabilityZones: ["us-east-1a", "us-east-1a"] }), "one thing twice", '"us-east-1a"'],
  [
    "a name of the network that is not one",
    withNetwork({ name: "St. Mary's" }),
    "name of the network",
    "St. Mary's",
    "2–40",
  ],
  ["a name of the network of 41 characters", withNetwork({ name: "x".repeat(41) }), "name of the network", "2–40"],
  [
    "an empty owner of the network",
    withNetwork({ owner: " " }),
    'owner of network "st-marys" is empty',
    "test/network: ",
  ],
  ["an owner that cannot be a tag", withNetwork({ owner: "a & b" }), 'owner of network "st-marys"', "a & b"],
  [
    "an impossible review date",
    withNetwork({ reviewBy: "2027-02-30" }),
    'review date of network "st-marys"',
    "2027-02-30",
  ],
  ["an impossible today", withNetwork({ today: "23.11.2026" }), 'today of network "st-marys"', "23.11.2026"],
  ["an unknown choice of IPv6", withNetwork({ ipv6: "dual" }), "ipv6", '"dual"', "none, amazon-provided"],
  ["a quota that there is not", withNetwork({ quotas: { rules: 3 } }), '"rules"', "rulesPerGroupAndDirection"],
  [
    "a quota above AWS's maximum",
    withNetwork({ quotas: { aclEntriesPerDirection: 41 } }),
    '"aclEntriesPerDirection"',
    "41",
    "40",
  ],
  ["a tag of AWS's own", withNetwork({ tags: { "aws:x": "y" } }), '"aws:x"', "test/network"],
  ["a tag of Cordon's own", withNetwork({ tags: { "cordon:kind": "y" } }), '"cordon:kind"'],
  ["the tag Name", withNetwork({ tags: { Name: "y" } }), '"Name"'],
  ["a tag value that is too long", withNetwork({ tags: { note: "y".repeat(257) } }), 'tag "note"', "256"],
  ["a tag value that AWS does not take", withNetwork({ tags: { note: "a|b" } }), 'tag "note"', '"a|b"'],

  ["a name of a segment that is not one", withSegment({}, "PACS"), '"PACS"', "2–40", "test/network/PACS: "],
  ["a name of a segment of 41 characters", withSegment({}, "x".repeat(41)), "name of a segment", "2–40"],
  ["a segment named as the internet", withSegment({}, "internet"), '"internet"', "another name"],
  [
    "a segment named as the NAT gateways' room",
    withSegment({}, "internet-egress"),
    '"internet-egress"',
    "another name",
  ],
  [
    "two segments of one name",
    (stack) => {
      const n = hospital(stack);
      n.addClinicalSegment("aa");
      n.addGuestSegment("aa");
    },
    'network "st-marys" has a segment of this name already',
    '"aa"',
    "test/network/aa: ",
  ],
  [
    "an unknown zone of a segment",
    withSegment({ availabilityZones: ["us-east-1c"] }),
    '"us-east-1c"',
    "us-east-1a, us-east-1b",
    "test/network/server: ",
  ],
  ["a segment in no zone", withSegment({ availabilityZones: [] }), 'segment "server" has no zone'],
  ["a subnet that is too small", withSegment({ subnetPrefix: 29 }), 'segment "server"', "/29", "/16 to /28"],
  ["a subnet that is too large", withSegment({ subnetPrefix: 15 }), 'segment "server"', "/15", "/16 to /28"],
  ["room for more zones than a block can have", withSegment({ reservedZones: 9 }), 'segment "server"', "9", "1 to 8"],
  ["more zones than there is room for", withSegment({ reservedZones: 1 }), 'segment "server"', "2 zones"],
  [
    "a malformed block of a segment",
    withSegment({ cidr: "10.40.0/24" }),
    'block of segment "server"',
    "10.40.0/24",
    "test/network/server: ",
  ],
  ["an IPv6 block of a segment", withSegment({ cidr: "fd00::/64" }), 'segment "server"', "IPv6", "fd00::/64"],
  [
    "a block outside the network",
    withSegment({ cidr: "10.41.0.0/24" }),
    'block of segment "server" is outside network "st-marys"',
    "10.41.0.0/24",
  ],
  [
    "a block of the wrong size",
    withSegment({ cidr: "10.40.0.0/25" }),
    'block of segment "server" is not of the size',
    "10.40.0.0/25",
    "/24",
  ],
  [
    "blocks that overlap",
    (stack) => {
      const n = hospital(stack);
      n.addClinicalSegment("aa", { cidr: "10.40.4.0/24" });
      n.addClinicalSegment("bb", { cidr: "10.40.4.0/24" });
    },
    'overlaps that of segment "aa"',
    "10.40.4.0/24",
  ],
  [
    "more than fits into the network",
    (stack) => {
      const n = hospital(stack, { cidr: "10.40.0.0/24" });
      n.addClinicalSegment("aa");
      n.addClinicalSegment("bb");
    },
    '"bb"',
  ],
  ["an unknown criticality", withSegment({ criticality: "urgent" }), "criticality", '"urgent"', "life-critical"],
  ["an unknown data class", withSegment({ dataClass: "secret" }), "data class", '"secret"', "phi"],
  ["an unknown client system", withSegment({ clientSystem: "beos" }), "client system", '"beos"', "windows"],
  ["an unknown aclDetail", withSegment({ aclDetail: "all" }), "aclDetail", '"all"', "service, pair"],
  ["an empty owner of a segment", withSegment({ owner: "" }), 'owner of segment "server" is empty'],
  [
    "an impossible end of support",
    withSegment({ endOfSupport: "2027-13-01" }),
    'end of support of segment "server"',
    "2027-13-01",
  ],
  [
    "an Outpost in a zone that the segment is not in",
    withSegment({ outposts: { "us-east-1c": "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0" } }),
    '"us-east-1c"',
  ],
  ["an Outpost that is not one", withSegment({ outposts: { "us-east-1a": "op-1" } }), '"op-1"', "outpost/op-"],
  [
    "more tags than AWS takes, those of the network and of the segment together",
    (stack) => {
      const tags = (start: string) =>
        Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`${start}${String(i)}`, "x"]));
      hospital(stack, { tags: tags("a") }).addClinicalSegment("server", { tags: tags("b") });
    },
    "too many tags",
    "50",
    "test/network/server",
  ],

  [
    "a malformed block outside",
    withOutside("172.20.0.0/33"),
    'block of segment "lab"',
    "172.20.0.0/33",
    "test/network/lab: ",
  ],
  [
    "a block outside that lies inside",
    withOutside("10.40.9.0/24"),
    'overlaps the block of network "st-marys"',
    "10.40.9.0/24",
  ],
  ["blocks outside that overlap", withOutside("172.20.0.0/16", "172.20.8.0/24"), "172.20.8.0/24", "overlaps"],
  ["no block outside", withOutside(), 'segment "lab" is outside AWS and has no address block'],

  ["an empty reason", withConduit({ reason: "" }), 'reason of conduit "aa>bb:https" is empty', "test/network: "],
  ["no reason at all", withConduit({ reason: undefined }), 'reason of conduit "aa>bb:https" is missing'],
  ["a reason of 201 characters", withConduit({ reason: "x".repeat(201) }), "201 characters", "1–200"],
  [
    "a reason that Terraform would evaluate",
    withConduit({ reason: "${path.root}" }),
    'reason of conduit "aa>bb:https"',
  ],
  ["an empty owner of a conduit", withConduit({ owner: "" }), 'owner of conduit "aa>bb:https" is empty'],
  [
    "an expired conduit",
    withConduit({ expires: "2026-11-22" }),
    'conduit "aa>bb:https" expired 1 day ago',
    "2026-11-22",
  ],
  ["an impossible expiry", withConduit({ expires: "2027-02-29" }), "expiry of the conduit", "2027-02-29"],
  ["an impossible review date of a conduit", withConduit({ reviewBy: "soon" }), "review date of the conduit", "soon"],
  [
    "an unknown fail mode",
    withConduit({ failMode: "fail-well" }),
    "fail mode",
    '"fail-well"',
    "fail-closed, fail-open",
  ],
  [
    "a life-critical conduit without a fail mode",
    (stack) => {
      const n = hospital(stack);
      n.addClinicalSegment("aa", { criticality: "life-critical" }).allowTo(
        n.addClinicalSegment("bb"),
        services.https,
        details,
      );
    },
    'conduit "aa>bb:https" has a life-critical end and no fail mode',
  ],
  [
    "a conduit twice",
    (stack) => {
      const n = hospital(stack);
      const [a, b] = [n.addClinicalSegment("aa"), n.addClinicalSegment("bb")];
      a.allowTo(b, services.https, details);
      a.allowTo(b, services.https, details);
    },
    'from "aa" to "bb" for https is declared twice',
  ],
  [
    "two services that are one rule",
    (stack) => {
      const n = hospital(stack);
      n.addClinicalSegment("aa").allowTo(n.addClinicalSegment("bb"), [services.https, services.fhir], details);
    },
    "for fhir is the same rule as the one for https",
    "tcp 443",
  ],
  [
    "a conduit for no service",
    (stack) => {
      const n = hospital(stack);
      n.addClinicalSegment("aa").allowTo(n.addClinicalSegment("bb"), [], details);
    },
    "names no service",
  ],
  [
    "a conduit to the segment itself",
    (stack) => {
      const a = hospital(stack).addClinicalSegment("aa");
      a.allowTo(a, services.https, details);
    },
    'segment "aa" is both ends of a conduit',
    "allowWithin",
  ],
  [
    "a conduit to another network's segment",
    (stack) => {
      const a = hospital(stack).addClinicalSegment("aa");
      const b = hospital(stack, { name: "other" }, "other").addClinicalSegment("bb");
      a.allowTo(b, services.https, details);
    },
    "leaves its network",
    '"bb" of network "other"',
    "addOutsideSegment",
  ],
  ["a local-only service between segments", withConduit({}, services.wsDiscovery), "local-only", "ws-discovery"],
  [
    "a way out for no service",
    (stack) => {
      const n = hospital(stack);
      n.addInternetEgress();
      n.addDeviceManagementSegment("mm").allowToInternet([], details);
    },
    'from "mm" to the internet names no service',
  ],
  [
    "a return association to where nothing opens one",
    (stack) => {
      const n = hospital(stack);
      n.addInternetEgress();
      n.addDeviceManagementSegment("mm").allowToInternet(services.https, {
        ...details,
        returnAssociation: services.https,
      });
    },
    "return association",
    "https",
  ],
  [
    "ICMP to a segment of IPv6 blocks alone",
    (stack) => {
      const n = hospital(stack);
      const icmp = siteService({
        name: "echo",
        title: "Echo",
        protocol: "icmp",
        type: 8,
        code: 0,
        citation: { source: "RFC 792" },
        encrypted: false,
      });
      n.addClinicalSegment("aa").allowTo(
        n.addOutsideSegment("lab", { kind: "clinical", cidrs: ["fd00:1::/48"] }),
        icmp,
        details,
      );
    },
    "echo",
    "fd00:1::/48",
  ],
  [
    "a conduit between two segments that Cordon does not build",
    (stack) => {
      const n = hospital(stack);
      const lab = n.addOutsideSegment("lab", { kind: "clinical", cidrs: ["172.20.0.0/24"] });
      const ward = n.addOutsideSegment("ward", { kind: "clinical", cidrs: ["172.20.1.0/24"] });
      lab.allowTo(ward, services.https, details);
    },
    'from "lab" to "ward"',
    "nothing would keep it",
  ],
  ["ICMPv6 in a network without IPv6", withConduit({}, services.icmpv6Echo), "needs IPv6", 'ipv6: "amazon-provided"'],
  [
    "a return association of several services",
    (stack) => {
      const n = hospital(stack);
      const images = [services.dicomTls, services.https];
      n.addClinicalSegment("aa").allowTo(n.addClinicalSegment("bb"), images, {
        ...details,
        returnAssociation: services.dicomTls,
      });
    },
    "several services at once",
    "dicom-tls, https",
  ],
  [
    "a bad block, name, zone and owner of the network, all at once",
    withNetwork({ cidr: "10.40.0.0/99", name: "St", availabilityZones: ["Zone"], owner: "" }),
    "10.40.0.0/99",
    '"St"',
    '"Zone"',
    "owner",
  ],
];

test("refuses a profile's conduits all together, and builds none of them", () => {
  const { terraform } = synthesizeNetwork((network) => {
    const server = network.addClinicalSegment("server");
    const shared = network.addSharedServicesSegment("shared");
    const pumps = network.addMedicalDeviceSegment("pumps", { profile: profiles.infusionPump });
    // Without a fail mode every conduit of a life-critical segment is refused, and the first is no exception.
    expect(() => pumps.fulfil({ server, dns: shared, ntp: shared })).toThrow(/dns[^]*ntp/);
    expect(() => pumps.fulfil({ server, dns: shared, ntp: shared }, { failMode: "fail-closed" })).not.toThrow();
  });
  expect(Object.keys(terraform.resource?.["aws_vpc_security_group_egress_rule"] ?? {})).toHaveLength(3);
});

test.each(cases.map(([what, build, ...parts]) => [what, { build, parts }] as const))(
  "refuses %s",
  (_, { build, parts }) => {
    const { message, files } = refusal(build);
    expect(parts.filter((part) => !message.includes(part)).map((part) => `no ${part} in: ${message}`)).toEqual([]);
    expect(files).toEqual([]);
  },
);

test.each([
  ["port 0", 0],
  ["port 65536", 65_536],
  ["a reversed run of ports", [90, 80]],
  ["half a port", 80.5],
] as const)("refuses %s", (_, ports) => {
  expect(() => port(ports)).toThrow(
    /ports of service "odd" (are out of range|run backwards); received .+; allowed: .+1–65535/,
  );
});

test.each([
  ["guest", "medical-device", "nothing"],
  ["corporate", "medical-device", "clinical"],
  ["medical-device", "medical-device", "clinical"],
  ["quarantine", "clinical", "device-management"],
  ["shared-services", "clinical", "device-management"],
] as const)("refuses a conduit of JavaScript from %s to %s", (from, to, allowed) => {
  const { message, files } = refusal((stack) => {
    const network = hospital(stack);
    const start = network.addOutsideSegment("aa", { kind: from, cidrs: ["172.20.0.0/24"] });
    const end = network.addOutsideSegment("bb", { kind: to, cidrs: ["172.20.1.0/24"] });
    start.allowTo(end as never, services.https, details);
  });
  expect(message).toContain(`conduit "aa>bb:https": a ${from} segment may not start a conduit to a ${to} segment`);
  expect(message).toContain(`allowed: ${from} to`);
  expect(message).toContain(allowed);
  expect(files).toEqual([]);
});

test("refuses a stack with two networks of one name", () => {
  const { message, files } = refusal((stack) => {
    hospital(stack);
    hospital(stack, {}, "again");
  });
  expect(message).toBe(
    'test/again: stack "test" has a network of this name already; received "st-marys"; allowed: a name of its own for each network of a stack',
  );
  expect(files).toEqual([]);
});

test("refuses a segment in another stack than its network", () => {
  inFolder((outdir) => {
    const app = new App({ outdir });
    const network = hospital(new TerraformStack(app, "one"));
    const other = new TerraformStack(app, "other");
    expect(() => new ClinicalSegment(other, "server", { network })).toThrow(
      'other/server: segment "server" is in another stack than its network; received "other"; allowed: stack "one"',
    );
  });
});

test("Everything that is wrong in one definition is said at once.", () => {
  const { message } = refusal(
    withSegment({ owner: "", criticality: "urgent", availabilityZones: ["us-east-1c"], cidr: "x" }),
  );
  expect(message.split("\n")).toHaveLength(4);
});

describe("The quota of ACL entries", () => {
  const crowded =
    (quotas: QuotaOverrides): Build =>
    (stack) => {
      const network = hospital(stack, { quotas });
      const server = network.addClinicalSegment("server");
      const peer = network.addClinicalSegment("peer", { aclDetail: "pair" });
      for (let number = 5000; number < 5020; number += 1) {
        const one = siteService({
          name: `port-${String(number)}`,
          title: "A port",
          protocol: "tcp",
          ports: number,
          citation: { source: "register" },
          encrypted: true,
        });
        peer.allowTo(server, one, details);
      }
    };

  test("refuses what is over it, and names the conduits that cost most", () => {
    const { message, files } = refusal(crowded({}));
    expect(message).toContain(
      "over quota: entries of a network ACL, each direction and family, AWS's own deny included, for server in",
    );
    expect(message).toContain("21, most of it from peer>server:port-5000 (1), peer>server:port-5001 (1)");
    expect(message).toContain("allowed: 20");
    expect(files).toEqual([]);
  });

  test("takes it when AWS has granted more", () => {
    const { terraform } = synthesize(crowded({ aclEntriesPerDirection: 40 }));
    expect(Object.keys(terraform.resource?.["aws_vpc_security_group_ingress_rule"] ?? {})).toHaveLength(20);
  });
});

describe("With a lock file", () => {
  const good =
    (file: string): Build =>
    (stack) => {
      hospital(stack, { addressPlan: AddressPlan.lockedIn(file) }).addClinicalSegment("server");
    };
  const before = { ci: process.env["CI"], lock: process.env["CORDON_LOCK"] };

  beforeEach(() => {
    delete process.env["CI"];
    delete process.env["CORDON_LOCK"];
  });
  afterAll(() => {
    if (before.ci !== undefined) process.env["CI"] = before.ci;
    if (before.lock !== undefined) process.env["CORDON_LOCK"] = before.lock;
  });

  test("a synth that is good writes the lock, and one that is refused writes none.", () => {
    inFolder((folder) => {
      const file = join(folder, "plan.lock.json");
      const bad = refusal((stack) => {
        const network = hospital(stack, { addressPlan: AddressPlan.lockedIn(file) });
        network.addClinicalSegment("server", { subnetPrefix: 29 });
      });
      expect([bad.files, existsSync(file)]).toEqual([[], false]);
      synthesize(good(file));
      expect(existsSync(file)).toBe(true);
    });
  });

  test.each([
    ["is corrupt", "{", "is not JSON"],
    ["has another form", '{"lockfileVersion":1}', "is damaged"],
    ["is of a newer version", '{"lockfileVersion":2}', "newer Cordon"],
    [
      "is of another network",
      '{"lockfileVersion":1,"network":"st-judes","block":"10.40.0.0/16","segments":{}}',
      "another network",
    ],
    [
      "has another block",
      '{"lockfileVersion":1,"network":"st-marys","block":"10.41.0.0/16","segments":{}}',
      "10.41.0.0/16",
    ],
  ])("refuses a lock that %s", (_, text, part) => {
    inFolder((folder) => {
      const file = join(folder, "plan.lock.json");
      writeFileSync(file, text);
      const { message, files } = refusal(good(file));
      expect(message).toContain(part);
      expect(files).toEqual([]);
    });
  });

  test("refuses in CI to change the lock, and writes nothing", () => {
    inFolder((folder) => {
      const file = join(folder, "plan.lock.json");
      process.env["CI"] = "true";
      const { message, files } = refusal(good(file));
      expect(message).toContain("segment added: server");
      expect(message).toContain("CORDON_LOCK=update");
      expect([files, existsSync(file)]).toEqual([[], false]);
    });
  });
});

test("refuses what is wrong even when the app skips validations, and writes nothing", () => {
  inFolder((outdir) => {
    const app = new App({ outdir, skipValidation: true });
    hospital(new TerraformStack(app, "test")).addClinicalSegment("server", { subnetPrefix: 29 });
    expect(() => {
      app.synth();
    }).toThrow("/29");
    expect(existsSync(join(outdir, "stacks/test/cdk.tf.json"))).toBe(false);
    expect(existsSync(join(outdir, "stacks/test/intent.json"))).toBe(false);
  });
});

describe("On a VPC that exists", () => {
  const existing =
    (more: Readonly<Record<string, unknown>>): Build =>
    (stack) => {
      HospitalNetwork.fromVpcAttributes(stack, "network", {
        name: "st-marys",
        cidr: "10.40.0.0/16",
        vpcId: "vpc-0123456789abcdef0",
        availabilityZones: ["us-east-1a"],
        addressPlan: AddressPlan.inMemory(),
        owner: "network team",
        reviewBy: "2027-06-30",
        today: "2026-11-23",
        ...more,
      });
    };

  test.each([
    ["an id that is not a VPC's", { vpcId: "subnet-01234567" }, '"subnet-01234567"'],
    ["an empty id", { vpcId: "" }, "vpcId"],
    ["a taken block that is malformed", { takenCidrs: ["10.40.0.0/8"] }, "taken block"],
    ["IPv6", { ipv6: "amazon-provided" }, "IPv6"],
  ])("refuses %s", (_, more, part) => {
    const { message, files } = refusal(existing(more));
    expect(message).toContain(part);
    expect(message).toContain("test/network: ");
    expect(files).toEqual([]);
  });
});

test("A network without segments is a network.", () => {
  expect(synthesizeNetwork(() => undefined).intent.networks[0]?.segments).toEqual([]);
});
