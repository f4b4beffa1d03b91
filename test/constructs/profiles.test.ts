import { defineProfile, profiles, services, siteService, type HospitalNetwork } from "../../lib";
import { networkOf, synthesizeNetwork, refusal, hospital } from "./synth";

const calls = siteService({
  name: "calls",
  title: "Calls",
  protocol: "tcp",
  ports: 4020,
  citation: { source: "interface register" },
  encrypted: true,
});

/** Two profiles of one kind that share a need. */
const feeder = (name: string, reason: string) =>
  defineProfile({
    name,
    title: name,
    kind: "medical-device",
    criticality: "high",
    notes: [],
    citations: [{ source: "manual" }],
    roles: { server: { title: "the server", kinds: ["clinical"] } },
    needs: [{ role: "server", direction: "starts", service: services.https, reason, source: { source: "manual" } }],
  });

function servers(network: HospitalNetwork) {
  return {
    server: network.addClinicalSegment("server"),
    time: network.addSharedServicesSegment("time"),
    engine: network.addIntegrationSegment("engine"),
  };
}

const conduitsOf = (build: (network: HospitalNetwork) => void) =>
  networkOf(synthesizeNetwork(build).intent).conduits.map(({ id, profile, reason, failMode, returns }) => ({
    id,
    profile,
    reason,
    failMode,
    returns,
  }));

test("fulfil creates exactly the conduits of the profile, with its reasons.", () => {
  const conduits = conduitsOf((network) => {
    const { server, time } = servers(network);
    network
      .addMedicalDeviceSegment("pumps", { profile: profiles.infusionPump })
      .fulfil({ server, dns: time, ntp: time }, { failMode: "fail-closed" });
  });
  expect(conduits).toEqual([
    {
      id: "pumps>server:alaris-systems-manager",
      profile: "infusion-pump",
      reason: "Drug library, status and infusion records",
      failMode: "fail-closed",
      returns: undefined,
    },
    {
      id: "pumps>time:dns",
      profile: "infusion-pump",
      reason: "Finds its servers by name",
      failMode: "fail-closed",
      returns: undefined,
    },
    {
      id: "pumps>time:ntp",
      profile: "infusion-pump",
      reason: "Correct time stamps on alarms, measurements and records",
      failMode: "fail-closed",
      returns: undefined,
    },
  ]);
});

test("A need that the device serves is a conduit towards it, and a return association names what it answers.", () => {
  const conduits = conduitsOf((network) => {
    const { server, time } = servers(network);
    network
      .addMedicalDeviceSegment("imaging", { profile: profiles.imagingModality })
      .fulfil({ pacs: server, ris: network.addClinicalSegment("ris"), ntp: time, syslog: time });
  });
  expect(conduits.map(({ id, returns }) => [id, returns])).toEqual([
    ["imaging>ris:dicom-tls", undefined],
    ["imaging>server:dicom-tls", undefined],
    ["imaging>time:ntp", undefined],
    ["imaging>time:syslog-tls", undefined],
    ["server>imaging:dicom-tls", "imaging>server:dicom-tls"],
  ]);
});

test("Two profiles in one segment need the roles of both, and a conduit that both need is built once.", () => {
  const [one, other] = [feeder("one-maker", "First"), feeder("other-maker", "Second")];
  const build = (list: readonly (typeof one)[]) =>
    conduitsOf((network) => {
      network.addMedicalDeviceSegment("devices", { profile: list }).fulfil({ server: servers(network).server });
    });
  const expected = [
    { id: "devices>server:https", profile: "one-maker", reason: "First", failMode: undefined, returns: undefined },
  ];
  expect(build([one, other])).toEqual(expected);
  expect(build([other, one])).toEqual(expected);
});

test("A segment is as critical as the most critical of its profiles.", () => {
  const { intent } = synthesizeNetwork((network) => {
    network.addMedicalDeviceSegment("mixed", { profile: [profiles.imagingModality, profiles.infusionPump] });
  });
  expect(networkOf(intent).segments.map(({ criticality, profiles: names }) => [criticality, names])).toEqual([
    ["life-critical", ["imaging-modality", "infusion-pump"]],
  ]);
});

describe("From JavaScript", () => {
  type Loose = (roles: Readonly<Record<string, unknown>>) => void;

  /** What is said when the pumps are fulfilled with these roles. */
  function fulfilling(roles: (of: ReturnType<typeof servers>) => Readonly<Record<string, unknown>>): string {
    const { message, files } = refusal((stack) => {
      const network = hospital(stack);
      const segment = network.addMedicalDeviceSegment("pumps", { profile: profiles.infusionPump });
      const all = servers(network);
      (segment.fulfil.bind(segment) as unknown as Loose)(roles(all));
    });
    expect(files).toEqual([]);
    return message;
  }

  test("refuses a role that is not filled, by role, profile, segment and construct", () => {
    expect(fulfilling(({ server, time }) => ({ server, dns: time }))).toBe(
      'test/network/pumps: role "ntp" (the time servers) of profile "infusion-pump" in segment "pumps" is not filled; allowed: a segment of kind shared-services',
    );
  });

  test("refuses a segment of the wrong kind in a role", () => {
    expect(fulfilling(({ engine, time }) => ({ server: engine, dns: time, ntp: time }))).toBe(
      'test/network/pumps: role "server" (the devices\' own server) of profile "infusion-pump" in segment "pumps" cannot be filled by this segment; received "engine" of kind integration; allowed: kind clinical or device-management',
    );
  });

  test("refuses a role that the profile does not have", () => {
    expect(fulfilling(({ server, time }) => ({ server, dns: time, ntp: time, pacs: server }))).toBe(
      'test/network/pumps: segment "pumps" has no role "pacs" to fill; allowed: dns, ntp, server',
    );
  });
});

test("refuses to fulfil a segment without a profile", () => {
  const { message, files } = refusal((stack) => {
    hospital(stack).addMedicalDeviceSegment("pumps").fulfil({});
  });
  expect(message).toBe(
    'test/network/pumps: segment "pumps" has no device profile to fulfil; allowed: a segment created with `profile`',
  );
  expect(files).toEqual([]);
});

test("refuses a profile of facility devices in a medical-device segment", () => {
  const { message, files } = refusal((stack) => {
    hospital(stack).addMedicalDeviceSegment("bells", { profile: profiles.nurseCall({ events: calls }) });
  });
  expect(message).toBe(
    'test/network/bells: device profile "nurse-call" does not fit segment "bells"; received a segment of kind medical-device; allowed: facility',
  );
  expect(files).toEqual([]);
});
