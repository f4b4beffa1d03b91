/** Laws of synth: order decides nothing, and an addition disturbs nothing that is there. */
import fc from "fast-check";
import {
  AddressPlan,
  mayReach,
  services,
  type HospitalNetwork,
  type HospitalNetworkProps,
  type Kind,
  type LockDocument,
  type Member,
  type Service,
} from "../../lib";
import { disturbances } from "./additions";
import { synthesizeNetwork, type Synthesized } from "./synth";

const kindOf = {
  "pump-server": "clinical",
  archive: "clinical",
  engine: "integration",
  time: "shared-services",
  mirror: "device-management",
  wards: "medical-device",
  hall: "facility",
  desks: "corporate",
} as const satisfies Readonly<Record<string, Kind>>;
type Name = keyof typeof kindOf;
const names = Object.keys(kindOf) as Name[];
const carried = [services.https, services.ntp, services.dicomTls, services.syslogTls, services.esp];

type Step =
  | { readonly step: "segment"; readonly name: Name; readonly outside: boolean; readonly aclDetail: "service" | "pair" }
  | {
      readonly step: "conduit";
      readonly from: Name;
      readonly to: Name;
      readonly service: Service;
      readonly aclSeed: number;
    };

interface Plan {
  readonly segments: readonly (Step & { readonly step: "segment" })[];
  readonly conduits: readonly (Step & { readonly step: "conduit" })[];
}

const blockOf = (name: Name): string => `172.20.${String(names.indexOf(name))}.0/24`;

function addSegment(network: HospitalNetwork, { name, outside, aclDetail }: Plan["segments"][number]): Member {
  const kind = kindOf[name];
  if (outside)
    return network.addOutsideSegment(name, {
      kind,
      cidrs: [blockOf(name), `fd12:3456:${String(names.indexOf(name))}::/48`],
    });
  const props = { aclDetail };
  switch (kind) {
    case "clinical":
      return network.addClinicalSegment(name, props);
    case "integration":
      return network.addIntegrationSegment(name, props);
    case "shared-services":
      return network.addSharedServicesSegment(name, props);
    case "device-management":
      return network.addDeviceManagementSegment(name, props);
    case "medical-device":
      return network.addMedicalDeviceSegment(name, props);
    case "facility":
      return network.addFacilitySegment(name, props);
    case "corporate":
      return network.addCorporateSegment(name, props);
  }
}

/** Builds the plan in its order. */
function build({ segments, conduits }: Plan): (network: HospitalNetwork) => void {
  return (network) => {
    const built = new Map(segments.map((segment) => [segment.name, addSegment(network, segment)]));
    for (const { from, to, service, aclSeed } of conduits) {
      const [start, end] = [built.get(from), built.get(to)];
      // The pair is permitted by its kinds; the compiler cannot know that of a random one.
      start?.allowTo(end as never, service, { reason: "Needed", aclSeed });
    }
  };
}

const segment = (name: Name) =>
  fc.record({
    step: fc.constant("segment" as const),
    name: fc.constant(name),
    outside: fc.boolean(),
    aclDetail: fc.constantFrom("service" as const, "pair" as const),
  });

/** Conduits that the rules permit, each pair and service once. */
const conduitsAmong = (segments: Plan["segments"]) => {
  const known = segments.map(({ name }) => name);
  const pairs = known
    .flatMap((from) => known.map((to) => [from, to] as const))
    .filter(([from, to]) => from !== to && mayReach(kindOf[from], kindOf[to]))
    // Between two segments that Cordon does not build there is no conduit.
    .filter((pair) => segments.some(({ name, outside }) => pair.includes(name) && !outside));
  const possible = pairs.flatMap(([from, to]) =>
    carried.map((service) => ({ step: "conduit" as const, from, to, service })),
  );
  return fc
    .subarray(possible, { minLength: Math.min(3, possible.length), maxLength: Math.min(8, possible.length) })
    .chain((list) => fc.tuple(...list.map((one) => fc.constantFrom(0, 1).map((aclSeed) => ({ ...one, aclSeed })))));
};

const plans: fc.Arbitrary<Plan> = fc
  .subarray(names, { minLength: 2 })
  .chain((chosen) => fc.tuple(...chosen.map(segment)))
  .chain((segments) => conduitsAmong(segments).map((conduits) => ({ segments, conduits })));

/** The same lock for every synth of one plan, and where the next one goes. */
function lockFrom(synthesized: Synthesized): LockDocument {
  const [network] = synthesized.intent.networks;
  return network?.addressPlan as LockDocument;
}

/** Sub-networks that are refused (an ACL number that two entries want) prove nothing either way. */
function attempt(plan: Plan, more: Partial<HospitalNetworkProps>): Synthesized | undefined {
  try {
    return synthesizeNetwork(build(plan), more);
  } catch (error) {
    if ((error as Error).message.includes("fall on one number")) return undefined;
    throw error;
  }
}

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

test("The order in which segments and conduits are declared changes no byte of cdk.tf.json and intent.json.", () => {
  const reordered = plans.chain((plan) =>
    fc.record({ plan: fc.constant(plan), segments: shuffled(plan.segments), conduits: shuffled(plan.conduits) }),
  );
  fc.assert(
    fc.property(reordered, fc.boolean(), ({ plan, segments, conduits }, locked) => {
      const first = attempt(plan, {});
      fc.pre(first !== undefined);
      const addressPlan = AddressPlan.inMemory(locked ? lockFrom(first) : undefined);
      expect(attempt({ segments, conduits }, { addressPlan })?.text).toEqual(first.text);
    }),
    { numRuns: 8 },
  );
});

test("The order of exceptions and of zones changes no byte either.", () => {
  const exceptions = ["aa", "bb", "cc"];
  const of = (list: readonly string[], zones: readonly [string, ...string[]]) =>
    synthesizeNetwork(
      (network) => {
        for (const name of list) {
          network.addMedicalDeviceSegment(name, { criticality: "high" });
          network.acknowledge("SEG-007", name, {
            reason: "Agreed",
            approver: "Chief nurse",
            ticket: "CHG-1",
            expires: "2027-01-31",
          });
        }
      },
      { availabilityZones: zones },
    ).text;
  expect(of([...exceptions].reverse(), ["us-east-1b", "us-east-1a"])).toEqual(
    of(exceptions, ["us-east-1a", "us-east-1b"]),
  );
});

test("Adding segments, conduits, outside segments or a zone to a locked network disturbs no resource that is there.", () => {
  const grown = plans.chain((whole) =>
    fc.record({
      whole: fc.constant(whole),
      firstSegments: fc.shuffledSubarray([...whole.segments], { minLength: Math.max(1, whole.segments.length - 1) }),
      firstConduits: fc.shuffledSubarray([...whole.conduits], { minLength: Math.max(0, whole.conduits.length - 2) }),
      zones: fc.constantFrom(
        ["us-east-1b"] as const,
        ["us-east-1b", "us-east-1a"] as const,
        ["us-east-1c", "us-east-1a", "us-east-1b"] as const,
      ),
      ipv6: fc.constantFrom("none" as const, "amazon-provided" as const),
    }),
  );
  fc.assert(
    fc.property(grown, ({ whole, firstSegments, firstConduits, zones, ipv6 }) => {
      const known = new Set(firstSegments.map(({ name }) => name));
      const conduits = firstConduits.filter(({ from, to }) => known.has(from) && known.has(to));
      const first = attempt({ segments: firstSegments, conduits }, { availabilityZones: ["us-east-1b"], ipv6 });
      fc.pre(first !== undefined);
      const addressPlan = AddressPlan.inMemory(lockFrom(first));
      const second = attempt(whole, { addressPlan, availabilityZones: zones, ipv6 });
      fc.pre(second !== undefined);
      expect(disturbances(first.terraform, second.terraform)).toEqual([]);
    }),
    { numRuns: 14 },
  );
});

test("Adding to a network with a way out and private services disturbs no resource that is there.", () => {
  const base = (network: HospitalNetwork): void => {
    const mirror = network.addDeviceManagementSegment("mirror");
    network.addInternetEgress();
    network.addPrivateServices({ services: ["s3", "ssm"], principals: { account: "123456789012" } });
    mirror.allowToInternet(services.https, { reason: "Updates" });
    network.allowPrivateServices(mirror, ["s3", "ssm"], { reason: "Management" });
  };
  const first = synthesizeNetwork(base);
  const grow = (network: HospitalNetwork): void => {
    base(network);
    const desks = network.addCorporateSegment("desks");
    desks.allowToInternet([services.https, services.ntp], { reason: "Browsing" });
    const archive = network.addClinicalSegment("archive");
    network.allowPrivateServices(archive, ["s3"], { reason: "Archive" });
  };
  const second = synthesizeNetwork(grow, {
    addressPlan: AddressPlan.inMemory(lockFrom(first)),
    availabilityZones: ["us-east-1c", "us-east-1b", "us-east-1a"],
  });
  expect(disturbances(first.terraform, second.terraform)).toEqual([]);
});

test("A conduit that is added without a seed leaves the entries of a seeded one where they are.", () => {
  const of = (conduits: Plan["conduits"]): Plan => ({
    segments: [
      { step: "segment", name: "archive", outside: false, aclDetail: "service" },
      { step: "segment", name: "engine", outside: false, aclDetail: "pair" },
    ],
    conduits,
  });
  const seeded = { step: "conduit", from: "archive", to: "engine", service: services.https, aclSeed: 1 } as const;
  const plain = { step: "conduit", from: "archive", to: "engine", service: services.dicomTls, aclSeed: 0 } as const;
  const first = synthesizeNetwork(build(of([seeded])));
  const second = synthesizeNetwork(build(of([plain, seeded])), { addressPlan: AddressPlan.inMemory(lockFrom(first)) });
  expect(disturbances(first.terraform, second.terraform)).toEqual([]);
});
