import fc from "fast-check";
import { AddressPlan, TransitGateway, services, type FlowInterval, type HospitalNetwork } from "../../../lib";
import { disturbances } from "../additions";
import { ofType, recordedHospital, resourcesOf, synthesize } from "../synth";
import { monitored } from "./stack";

interface Drawn {
  readonly devices: readonly string[];
  readonly servers: readonly string[];
  readonly wards: readonly string[];
  readonly zones: number;
}

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];

function build(network: HospitalNetwork, { devices, servers, wards }: Drawn): void {
  const time = network.addSharedServicesSegment("time");
  for (const name of devices) {
    network
      .addMedicalDeviceSegment(name, { owner: `owner of ${name}`, criticality: "life-critical" })
      .allowTo(time, services.ntp, { reason: "One clock", failMode: "fail-closed" });
  }
  for (const name of servers) network.addClinicalSegment(name).allowTo(time, services.ntp, { reason: "One clock" });
  wards.forEach((name) =>
    network.addOutsideSegment(name, { kind: "medical-device", cidrs: [`172.20.${name.slice(-1)}.0/24`] }),
  );
}

function synthesized(drawn: Drawn, intervalElsewhere: FlowInterval, addressPlan = AddressPlan.inMemory()) {
  return monitored(
    (network, flows) => {
      flows.addQueries();
      flows.recordDnsQueries();
      flows.keepDnsTo({ allow: [".st-marys.example"] });
      build(network, drawn);
    },
    { intervalElsewhere },
    { addressPlan, availabilityZones: zones.slice(0, drawn.zones) as [string, ...string[]] },
  );
}

const drawn = fc.record({
  devices: fc.uniqueArray(fc.constantFrom("imaging", "monitors", "pumps"), { maxLength: 3 }),
  servers: fc.uniqueArray(fc.constantFrom("archive", "emr"), { maxLength: 2 }),
  wards: fc.uniqueArray(fc.constantFrom("ward-1", "ward-2"), { maxLength: 2 }),
  zones: fc.integer({ min: 1, max: 3 }),
});

test("A segment, a conduit or a zone more changes nothing that looks at the network but widgets and lines of what is declared.", () => {
  fc.assert(
    fc.property(drawn, drawn, fc.constantFrom<FlowInterval>(60, 600), (first, more, interval) => {
      const grown: Drawn = {
        devices: [...new Set([...first.devices, ...more.devices])],
        servers: [...new Set([...first.servers, ...more.servers])],
        wards: [...new Set([...first.wards, ...more.wards])],
        zones: Math.max(first.zones, more.zones),
      };
      const plan = AddressPlan.inMemory();
      const [before, after] = [synthesized(first, interval, plan), synthesized(grown, interval, plan)];
      expect(disturbances(before.terraform, after.terraform)).toEqual([]);
    }),
    { numRuns: 6 },
  );
}, 60_000);

test("Segments in another order give the same bytes.", () => {
  const one: Drawn = { devices: ["imaging", "pumps"], servers: ["archive", "emr"], wards: ["ward-1"], zones: 2 };
  const other: Drawn = { ...one, devices: ["pumps", "imaging"], servers: ["emr", "archive"] };
  const first = synthesized(one, 600);
  expect(synthesized(other, 600).text).toEqual(first.text);
});

test("Monitoring that is said before, after or not at all gives the same bytes.", () => {
  const one: Drawn = { devices: ["imaging", "pumps"], servers: ["emr"], wards: ["ward-1"], zones: 2 };
  const written = (use: (network: HospitalNetwork) => void) => synthesize((stack) => use(recordedHospital(stack))).text;
  const unsaid = written((network) => build(network, one));
  expect(
    written((network) => {
      network.monitorFlows();
      build(network, one);
    }),
  ).toEqual(unsaid);
  expect(
    written((network) => {
      build(network, one);
      network.monitorFlows();
    }),
  ).toEqual(unsaid);
});

test("With another interval elsewhere each subnet has one log of all traffic, and devices have 60 seconds.", () => {
  const { terraform } = synthesized({ devices: ["pumps"], servers: ["emr"], wards: [], zones: 2 }, 600);
  const logs = [...resourcesOf(terraform)].filter(([address]) => address.startsWith("aws_flow_log."));
  const all = logs.map(([, log]) => log).filter((log) => log["traffic_type"] === "ALL");
  expect(all.every((log) => log["vpc_id"] === undefined)).toBe(true);
  expect(new Set(all.map((log) => log["subnet_id"])).size).toBe(all.length);
  expect(all).toHaveLength(6);
  const fast = all.filter((log) => log["max_aggregation_interval"] === 60);
  expect(fast.map((log) => log["subnet_id"])).toEqual([
    expect.stringContaining("pumps"),
    expect.stringContaining("pumps"),
  ]);
});

test("With another interval elsewhere the subnets of ways out have a log too, whether they come before or after.", () => {
  const subnetsOf = (early: boolean) => {
    const { terraform } = synthesize((stack) => {
      const network = recordedHospital(stack);
      const hub = new TransitGateway(stack, "hub", { name: "hub", asn: 64512 });
      if (!early) network.monitorFlows({ intervalElsewhere: 600 });
      network.addInternetEgress();
      network.attachTo(hub);
      network.addClinicalSegment("emr");
      if (early) network.monitorFlows({ intervalElsewhere: 600 });
    });
    const all = Object.values(ofType(terraform, "aws_flow_log")).filter((log) => log["traffic_type"] === "ALL");
    return all.map((log) => /network_(\w+?)_Subnets/.exec(String(log["subnet_id"]))?.[1]).sort();
  };
  const expected = ["InternetEgress", "TransitAttachment", "emr"].flatMap((name) => [name, name]);
  expect([subnetsOf(true), subnetsOf(false)]).toEqual([expected, expected]);
});
