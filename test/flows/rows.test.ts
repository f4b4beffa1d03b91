import { conduitsColumns, conduitsRows, placesColumns, placesRows } from "../../lib/flows";
import { Cidr, compareCidrs, type IntentNetwork } from "../../lib/model";
import { realDocument } from "../app/real-intent";
import { synthesizeSample } from "../sample/synth";

const { intent } = synthesizeSample();

/** Where an address is, by the longest block, worked out apart from the reader's own look-up. */
function placeOf(address: string, networks: readonly IntentNetwork[]): string | undefined {
  const holding = placesRows({ networks }).filter(
    ({ block }) => block !== null && Cidr.of(block).contains(Cidr.ofAddress(address)),
  );
  return holding.sort((a, b) => b.prefix - a.prefix)[0]?.place;
}

test.each([
  ["10.40.2.17", "emr"],
  ["172.20.8.200", "campus-pumps"],
  ["172.20.128.9", "campus-guests"],
  ["10.40.20.5", "(st-marys)"],
  ["10.41.0.1", "(elsewhere)"],
  ["192.168.1.1", "(elsewhere)"],
  ["169.254.169.254", "(elsewhere)"],
  ["151.101.2.132", "internet"],
  ["2606:4700::1111", "internet"],
  ["fd00::1", "(elsewhere)"],
  ["ff02::1", "(elsewhere)"],
])("%s is in %s", (address, place) => {
  expect(placeOf(address, intent.networks)).toBe(place);
});

test("public IPv6 addresses have a place of their own where AWS chose the network's block", () => {
  expect(placeOf("2606:4700::1111", realDocument().networks)).toBe("(IPv6 of AWS's choice)");
});

test("S3 is a place by its name, beside the internet where a gateway endpoint leads there", () => {
  const named = (networks: readonly IntentNetwork[]) =>
    placesRows({ networks }).filter(({ named: name }) => name === "S3");
  expect(named(intent.networks)).toMatchObject([{ place: "internet", type: "internet", block: null }]);
  const [network] = intent.networks;
  const toS3 = {
    ...network!.conduits[0]!,
    id: "emr>private:service-s3",
    to: "private",
    answeredBy: "aws_vpc_endpoint.s3",
  };
  const toKeys = { ...toS3, id: "mirror>private:service-kms", answeredBy: "aws_security_group.kms" };
  const out = { ...network!.conduits[0]!, id: "mirror>internet:https", from: "patch-mirror", to: "internet" };
  const networks = [{ ...network!, conduits: [toS3, toKeys, out] }];
  expect(named(networks)).toMatchObject([{ place: "(S3)", type: "internet", block: null }]);
  // Another private service is not S3; who may ask for the internet may ask for S3.
  expect(conduitsRows({ networks }).map(({ id, to_place }) => `${id} ${to_place}`)).toEqual([
    "emr>private:service-s3 (S3)",
    "mirror>internet:https (S3)",
    "mirror>internet:https internet",
    "mirror>private:service-kms private",
  ]);
});

test("rows are the same for segments and conduits in any order, with the columns that tables have", () => {
  const turned = {
    networks: intent.networks.map((network) => ({
      ...network,
      segments: [...network.segments].reverse(),
      conduits: [...network.conduits].reverse(),
    })),
  };
  expect(placesRows(turned)).toEqual(placesRows(intent));
  expect(conduitsRows(turned)).toEqual(conduitsRows(intent));
  for (const row of placesRows(intent)) expect(Object.keys(row)).toEqual(placesColumns.map(({ name }) => name));
  for (const row of conduitsRows(intent)) expect(Object.keys(row)).toEqual(conduitsColumns.map(({ name }) => name));
});

test("no block is in the rows twice, so that the longest is one", () => {
  const blocks = placesRows(intent).flatMap(({ block }) => (block === null ? [] : [Cidr.of(block)]));
  expect(new Set(blocks.map(String)).size).toBe(blocks.length);
  expect(blocks.sort(compareCidrs).map(String)).toContain("172.20.8.0/22");
});

test("a conduit for ICMP or another protocol without ports is a row with port 0", () => {
  const rows = conduitsRows(realDocument());
  expect(rows.find(({ service }) => service === "liveness-echo")).toMatchObject({
    protocol: 1,
    first_port: 0,
    last_port: 0,
  });
  const [network] = realDocument().networks;
  const { ports: _, ...service } = network!.conduits[0]!.service;
  const gre = { ...network!.conduits[0]!, service: { ...service, protocol: "other", number: 47 } };
  expect(conduitsRows({ networks: [{ ...network!, conduits: [gre] }] })).toMatchObject([
    { protocol: 47, first_port: 0 },
  ]);
});

test("segments of one name in two networks are two places, each with its own conduits", () => {
  const [network] = intent.networks;
  const [conduit] = network!.conduits;
  const segments = network!.segments.filter(({ name }) => [conduit!.from, conduit!.to].includes(name));
  const one = { ...network!, segments, conduits: [conduit!] };
  const networks = [one, { ...one, name: "other", block: "10.99.0.0/16" }];
  const places = new Set(placesRows({ networks }).flatMap(({ place, type }) => (type === "segment" ? [place] : [])));
  expect([...places].sort()).toEqual(
    ["other", network!.name].flatMap((name) => segments.map((each) => `${name}/${each.name}`)).sort(),
  );
  expect(conduitsRows({ networks }).map(({ id }) => id)).toEqual([
    `other/${conduit!.id}`,
    `${network!.name}/${conduit!.id}`,
  ]);
});
