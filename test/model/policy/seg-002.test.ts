import { isInfusionPumpProfile } from "../../../lib/model/policy/seg-002";
import { profiles } from "../../../lib/model/profiles";
import { conduit, https, network, ntp, segment, service } from "../example-network";
import { breachesOf, testAcknowledgement } from "./rule";

const systemsManager = service("systems-manager", "tcp", 3613);
const segments = [
  segment("pumps", "medical-device", { profiles: ["infusion-pump-alaris"] }),
  segment("server", "clinical"),
  segment("shared", "shared-services"),
  segment("manager", "device-management"),
];

describe("SEG-002", () => {
  test("finds what leaves a pump segment for anything but its server, DNS, DHCP and NTP", () => {
    const ftpLike = service("dns-and-more", "udp", 53, 54);
    const breaching = network(segments, [
      conduit("pumps", "server", https),
      conduit("pumps", "server", ntp),
      conduit("pumps", "shared", ftpLike),
      conduit("pumps", "server", systemsManager),
    ]);
    expect(breachesOf("SEG-002", breaching)).toEqual([
      "error pumps>server:https",
      "error pumps>server:ntp",
      "error pumps>server:systems-manager",
      "error pumps>shared:dns-and-more",
    ]);
  });

  test("finds a pump segment that reaches the internet", () => {
    const breaching = network(segments, [conduit("pumps", "internet", ntp), conduit("server", "internet", ntp)]);
    expect(breachesOf("SEG-002", breaching)).toEqual(["error pumps>internet:ntp"]);
  });

  test("finds everything that starts towards a pump segment, be it from a profile or from itself", () => {
    const breaching = network(segments, [
      conduit("manager", "pumps", https),
      conduit("pumps", "pumps", https),
      conduit("server", "pumps", https, { profile: "infusion-pump-alaris" }),
    ]);
    expect(breachesOf("SEG-002", breaching)).toEqual([
      "error manager>pumps:https",
      "error pumps>pumps:https",
      "error server>pumps:https",
    ]);
  });

  test("finds what another device's profile needs in the pump segment", () => {
    const mixed = network(
      [
        segment("pumps", "medical-device", { profiles: ["infusion-pump", "ventilator"] }),
        segment("gateway", "integration"),
      ],
      [conduit("pumps", "gateway", https, { profile: "ventilator" })],
    );
    expect(breachesOf("SEG-002", mixed)).toEqual(["error pumps>gateway:https"]);
  });

  test("passes the profile's own conduits, DNS, DHCP and NTP, and devices that are not pumps", () => {
    const near = network(
      [...segments, segment("pumpkins", "medical-device", { profiles: ["infusion-pumpkin"] })],
      [
        conduit("pumps", "server", systemsManager, { profile: "infusion-pump-alaris" }),
        conduit("pumps", "shared", service("dns", "udp", 53)),
        conduit("pumps", "shared", service("dns-tcp", "tcp", 53)),
        conduit("pumps", "shared", service("dhcp", "udp", 67, 68)),
        conduit("pumps", "shared", ntp),
        conduit("pumpkins", "server", https),
        conduit("server", "pumpkins", https),
      ],
    );
    expect(breachesOf("SEG-002", near)).toEqual([]);
  });

  test("knows a pump by the name of its profile", () => {
    expect(["infusion-pump", "infusion-pump-x", "infusion-pumps", "syringe-pump"].map(isInfusionPumpProfile)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("knows every shipped profile of a pump; a rack that its manager configures is none", () => {
    const given = new Proxy({}, { get: () => systemsManager }) as never;
    const shipped = Object.values(profiles).map((profile) =>
      typeof profile === "function" ? profile(given) : profile,
    );
    const pumps = shipped.filter(({ title }) => /infusion pump/i.test(title)).map(({ name }) => name);
    expect(pumps.filter(isInfusionPumpProfile).sort()).toEqual(["baxter-spectrum", "infusion-pump"]);
    expect(pumps.filter((name) => !isInfusionPumpProfile(name))).toEqual(["agilia-link"]);
    expect(shipped.map(({ name }) => name).filter(isInfusionPumpProfile)).toHaveLength(2);
  });

  testAcknowledgement("SEG-002", "manager>pumps:https", network(segments, [conduit("manager", "pumps")]));
});
