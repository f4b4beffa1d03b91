import { resourcesOf } from "../constructs/synth";
import { synthesizeSample } from "./synth";

const before = process.env["CORDON_LOCK"];

let sample: ReturnType<typeof synthesizeSample>;

beforeAll(() => {
  // Vendor access in the sample ends on a day of 2027, as it should; the test is of a day before.
  jest.useFakeTimers({ now: new Date("2026-11-23T12:00:00Z"), doNotFake: ["performance", "hrtime", "nextTick"] });
  process.env["CORDON_LOCK"] = "frozen";
  sample = synthesizeSample();
});

afterAll(() => {
  jest.useRealTimers();
  if (before === undefined) delete process.env["CORDON_LOCK"];
  else process.env["CORDON_LOCK"] = before;
});

test("St. Mary's has every segment that a hospital is made of, by kind and criticality, those in AWS in two zones.", () => {
  expect(sample.network.segments.map(({ name, kind, criticality }) => `${kind} ${name} ${criticality}`).sort()).toEqual(
    [
      "clinical emr high",
      "clinical lims high",
      "clinical pacs-archive high",
      "clinical pump-server life-critical",
      "clinical ris high",
      "corporate campus-offices non-clinical",
      "corporate clinic-office non-clinical",
      "corporate virtual-desktops non-clinical",
      "device-management device-management medium",
      "device-management patch-mirror medium",
      "facility facility medium",
      "guest campus-guests non-clinical",
      "integration integration-engine high",
      "medical-device campus-modalities high",
      "medical-device campus-monitors life-critical",
      "medical-device campus-pumps life-critical",
      "medical-device clinic-pumps life-critical",
      "medical-device imaging-a high",
      "medical-device imaging-b high",
      "medical-device infusion-pumps life-critical",
      "medical-device laboratory-analysers high",
      "medical-device patient-monitoring life-critical",
      "medical-device point-of-care high",
      "quarantine quarantine medium",
      "shared-services directory-and-logs high",
      "shared-services names-and-time high",
      "shared-services site-names-and-time high",
      "vendor-access vendor-access medium",
    ],
  );
  const inAws = sample.network.segments.filter(({ placement }) => placement === "aws");
  expect(inAws.filter(({ subnets }) => subnets.length !== 2)).toEqual([]);
});

test("Every conduit says why, who answers for it, when it is looked at again and where the need is written down.", () => {
  const { conduits } = sample.network;
  expect(conduits.length).toBeGreaterThan(60);
  const lacking = conduits.filter(
    ({ reason, owner, reviewBy, source }) =>
      [reason, owner, source].some((text) => text.trim() === "") || !/^\d{4}-\d\d-\d\d$/.test(reviewBy),
  );
  expect(lacking).toEqual([]);
});

test("Only the patch mirror reaches the internet.", () => {
  expect(sample.network.segments.filter(({ internet }) => internet !== "none").map(({ name }) => name)).toEqual([
    "patch-mirror",
  ]);
  expect(sample.network.conduits.filter(({ to }) => to === "internet").map(({ id }) => id)).toEqual([
    "patch-mirror>internet:https",
  ]);
  const routed = Object.keys(sample.terraform.resource?.["aws_route"] ?? {}).map((name) =>
    name.replace(/_us-east-1.*$/, ""),
  );
  const toSites = routed.filter((name) => name.endsWith("_Subnets"));
  expect([...new Set(routed.filter((name) => !toSites.includes(name)))].sort()).toEqual([
    "network_InternetEgress",
    "network_patch-mirror_ToInternet",
  ]);
});

test("No device is reached from desktops or guests, and quarantine reaches nothing but the patch mirror.", () => {
  const kindOf = new Map(sample.network.segments.map(({ name, kind }) => [name, kind]));
  const pairs = sample.network.conduits.map(({ from, to }) => `${kindOf.get(from) ?? from} to ${kindOf.get(to) ?? to}`);
  const forbidden = [
    "guest to medical-device",
    "corporate to medical-device",
    "medical-device to medical-device",
    "quarantine to clinical",
  ];
  expect(pairs.filter((pair) => forbidden.includes(pair))).toEqual([]);
  expect(sample.network.conduits.filter(({ from }) => from === "quarantine").map(({ id }) => id)).toEqual([
    "quarantine>patch-mirror:https",
  ]);
});

test("Infusion pumps start conduits to their server, names and time, and nothing reaches them.", () => {
  const ids = sample.network.conduits
    .filter(({ from, to }) => [from, to].includes("infusion-pumps"))
    .map(({ id }) => id);
  expect(ids).toEqual([
    "infusion-pumps>names-and-time:dns",
    "infusion-pumps>names-and-time:ntp",
    "infusion-pumps>pump-server:alaris-systems-manager",
  ]);
});

test("Vendor access is approved, has a ticket and ends.", () => {
  const vendor = sample.network.conduits.filter(({ from }) => from === "vendor-access");
  expect(vendor.map(({ approver, ticket, expires }) => [approver, ticket, expires].includes(undefined))).toEqual(
    vendor.map(() => false),
  );
  expect(vendor.length).toBeGreaterThan(0);
});

test("No finding is left open.", () => {
  expect(
    sample.network.findings.filter(
      ({ severity, acknowledgedBy }) => severity === "error" && acknowledgedBy === undefined,
    ),
  ).toEqual([]);
});

test("Every address in the intent is one in cdk.tf.json, and every resource is counted.", () => {
  const known = resourcesOf(sample.terraform);
  const addresses = [...JSON.stringify(sample.network).matchAll(/"(aws_\w+\.[^"]+)"/g)].map((match) => match[1] ?? "");
  expect(addresses.length).toBeGreaterThan(200);
  expect(addresses.filter((address) => !known.has(address))).toEqual([]);
  expect(sample.network.resources).toBe(known.size);
});

test("Every rule in cdk.tf.json is one that a conduit of the intent names, and none is named twice.", () => {
  const rules = [...resourcesOf(sample.terraform).keys()].filter((address) =>
    /^aws_vpc_security_group_(in|e)gress_rule\./.test(address),
  );
  expect(sample.network.conduits.flatMap(({ rules: own }) => own).sort()).toEqual(rules.sort());
});

test("The state is local by default, and in S3 with a lock file when the configuration says so.", () => {
  const backendOf = (text: string): unknown =>
    (JSON.parse(text) as { terraform: { backend: unknown } }).terraform.backend;
  expect(backendOf(sample.text)).toEqual({
    local: { path: expect.stringMatching(/^\/.*\/terraform\.st-marys\.tfstate$/) as string },
  });
  const backend = { type: "s3", bucket: "state", key: "st-marys", region: "us-east-1" } as const;
  expect(backendOf(synthesizeSample((config) => ({ ...config, backend })).text)).toEqual({
    s3: { bucket: "state", key: "st-marys", region: "us-east-1", encrypt: true, use_lockfile: true },
  });
});

test("refuses an emulator that is not on this machine", () => {
  expect(() => synthesizeSample(undefined, "http://203.0.113.1:5000")).toThrow(
    "CORDON_LOCAL_ENDPOINT is not on this machine",
  );
});

test("With an emulator the provider speaks to it alone, with keys that are none.", () => {
  const { text } = synthesizeSample(undefined, "http://127.0.0.1:5000");
  const [provider] = (JSON.parse(text) as { provider: { aws: Readonly<Record<string, unknown>>[] } }).provider.aws;
  expect(provider).toMatchObject({ access_key: "test", secret_key: "test", region: "us-east-1" });
  const [endpoints] = provider?.["endpoints"] as Readonly<Record<string, string>>[];
  expect(new Set(Object.values(endpoints ?? {}))).toEqual(new Set(["http://127.0.0.1:5000"]));
});

test.each([
  ["a block that is not one", { cidr: "10.40.0.0/99" }, "10.40.0.0/99"],
  ["a review date that is impossible", { reviewBy: "2027-02-30" }, "2027-02-30"],
  ["another name than the address plan was locked with", { name: "st-judes" }, "belongs to another network"],
])("refuses %s, when the hospital is built", (_, more, part) => {
  expect(() => synthesizeSample((config) => ({ ...config, ...more }))).toThrow(part);
});

test("The campus has two gateways with BGP, the clinic one with static routes, and both what strict asks.", () => {
  expect(
    sample.network.sites.map(({ name, routing, policy, gateways }) => [name, routing, policy, gateways.length]),
  ).toEqual([
    ["harbour-clinic", "static", "strict", 1],
    ["main-campus", "bgp", "strict", 2],
  ]);
  const joined = sample.network.conduits.filter(({ from, to }) => [from, to].includes("campus-guests"));
  expect(joined).toEqual([]);
});

test("A segment in AWS has a route to a site's blocks only where a conduit joins them.", () => {
  const at = new Map(
    sample.network.segments.flatMap(({ name, site, blocks }) => (site === undefined ? [] : [[name, blocks]])),
  );
  const wanted = sample.network.conduits.flatMap(({ from, to }) => [
    ...(at.get(to) ?? []).map((block) => `${from} ${block}`),
    ...(at.get(from) ?? []).map((block) => `${to} ${block}`),
  ]);
  const routes = Object.entries(sample.terraform.resource?.["aws_route"] ?? {}).flatMap(([name, config]) => {
    const [, segment] = /^network_(.+)_Subnets_us-east-1[ab]_To_/.exec(name) ?? [];
    return segment === undefined ? [] : [`${segment} ${String(config["destination_cidr_block"])}`];
  });
  expect([...new Set(routes)].sort()).toEqual([...new Set(wanted)].sort());
});
