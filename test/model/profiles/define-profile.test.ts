import { InvalidInput } from "../../../lib/model/issue";
import type { Kind } from "../../../lib/model/kind";
import { defineProfile, type DeviceProfile, type RoleKind, type RoleName } from "../../../lib/model/profile";
import { profiles } from "../../../lib/model/profiles";
import { services } from "../../../lib/model/services";

const source = { source: "A manual", at: "p. 1" };
const base = {
  name: "scale",
  title: "Scale",
  kind: "medical-device",
  criticality: "medium",
  notes: [],
  citations: [source],
} as const;
const sends = { role: "gateway", direction: "starts", service: services.https, reason: "Weights", source } as const;
const gateway = { title: "the gateway", kinds: ["integration"] } as const;

/** What a caller must hand over to fulfil a profile: the shape that the constructs demand. */
type Fillers<P extends DeviceProfile> = { readonly [R in RoleName<P>]: { readonly kind: RoleKind<P, R> } };

/** Gives `never` unless both types are the same. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

function filled<P extends DeviceProfile>(_profile: P, fillers: Fillers<P>): readonly string[] {
  return Object.keys(fillers);
}

describe("the type of a profile", () => {
  test("keeps the role names and their kinds", () => {
    const names: Same<RoleName<typeof profiles.infusionPump>, "server" | "dns" | "ntp"> = true;
    const server: Same<RoleKind<typeof profiles.infusionPump, "server">, "clinical" | "device-management"> = true;
    const dns: Same<RoleKind<typeof profiles.infusionPump, "dns">, "shared-services"> = true;
    const kind: Same<(typeof profiles.infusionPump)["kind"], "medical-device"> = true;
    expect([names, server, dns, kind]).toEqual([true, true, true, true]);
  });

  test("keeps them for a profile that takes the site's services", () => {
    type Analyser = ReturnType<typeof profiles.laboratoryAnalyser>;
    const names: Same<RoleName<Analyser>, "middleware" | "ntp"> = true;
    const middleware: Same<RoleKind<Analyser, "middleware">, "clinical" | "integration"> = true;
    const kind: Same<ReturnType<typeof profiles.nurseCall>["kind"], "facility"> = true;
    expect([names, middleware, kind]).toEqual([true, true, true]);
  });

  test("demands every role, of the right kind, and no other", () => {
    const server = { kind: "clinical" } as const;
    const shared = { kind: "shared-services" } as const;
    const pump = profiles.infusionPump;
    expect(filled(pump, { server, dns: shared, ntp: shared })).toEqual(["server", "dns", "ntp"]);
    // @ts-expect-error ntp is not filled
    filled(pump, { server, dns: shared });
    // @ts-expect-error a clinical segment is no name server
    filled(pump, { server, dns: server, ntp: shared });
    // @ts-expect-error the pump has no archive
    filled(pump, { server, dns: shared, ntp: shared, pacs: server });
  });

  test("demands the services that no public document fixes", () => {
    // @ts-expect-error the port of the feed is the site's
    expect(() => profiles.patientMonitor({})).toThrow(TypeError);
    // @ts-expect-error a function is not a profile yet
    const profile: DeviceProfile = profiles.patientMonitor;
    expect(typeof profile).toBe("function");
  });
});

describe("defining a profile", () => {
  test("gives back what was written", () => {
    const written = { ...base, roles: { gateway }, needs: [sends] } as const;
    expect(defineProfile(written)).toBe(written);
  });

  test("refuses a need of a role that is not there, at compile time too", () => {
    expect(() =>
      defineProfile({
        ...base,
        roles: { gateway },
        // @ts-expect-error there is no role "proxy"
        needs: [sends, { ...sends, role: "proxy" }],
      }),
    ).toThrow(/profile "scale" has no role of this name; received "proxy"; allowed: gateway/u);
  });

  test("refuses a role that no need names", () => {
    const roles = { gateway, ntp: { title: "time", kinds: ["shared-services"] } } as const;
    expect(() => defineProfile({ ...base, roles, needs: [sends] })).toThrow(
      /role "ntp" of profile "scale" has no need/u,
    );
  });

  test.each([
    ["starts", "facility", "medical-device to facility"],
    ["starts", "medical-device", "medical-device to medical-device"],
    ["serves", "corporate", "corporate to medical-device"],
    ["serves", "guest", "guest to medical-device"],
  ] as const)("refuses a role of a kind for which the table forbids it: %s with %s", (direction, kind, pair) => {
    const roles = { gateway: { title: "x", kinds: [kind] as readonly [Kind] } };
    expect(() => defineProfile({ ...base, roles, needs: [{ ...sends, direction }] })).toThrow(`received ${pair}`);
  });

  test("judges the roles against the kind of segment that holds the device", () => {
    const roles = { gateway: { title: "x", kinds: ["facility"] } } as const;
    const profile = { ...base, roles, needs: [sends] } as const;
    expect(defineProfile({ ...profile, kind: "facility" }).kind).toBe("facility");
    expect(() => defineProfile(profile)).toThrow(InvalidInput);
  });

  test("refuses the same need twice", () => {
    expect(() => defineProfile({ ...base, roles: { gateway }, needs: [sends, sends] })).toThrow(
      /starts https with role "gateway" twice/u,
    );
  });

  test.each([
    ["starts itself", { ...sends, service: services.ssh, returns: "https" } as const],
    ["names a service that the device does not start", { ...sends, direction: "serves", returns: "dns" } as const],
  ])("refuses a return association that %s", (_, need) => {
    expect(() => defineProfile({ ...base, roles: { gateway }, needs: [sends, need] })).toThrow(/answers nothing/u);
  });

  test("takes a return association that answers a need towards the same role", () => {
    const back = { ...sends, direction: "serves", returns: "https" } as const;
    expect(defineProfile({ ...base, roles: { gateway }, needs: [sends, back] }).needs).toHaveLength(2);
  });

  test.each(["", "x", "Scale", "sc_ale", "-scale", "s".repeat(41)])("refuses the name %p", (name) => {
    expect(() => defineProfile({ ...base, name, roles: { gateway }, needs: [sends] })).toThrow(/name of profile/u);
  });

  test("refuses everything that is wrong at once", () => {
    const roles = { gateway: { title: "x", kinds: ["guest", "corporate"] } } as const;
    try {
      defineProfile({ ...base, name: "", roles, needs: [sends, sends] });
      throw new Error("was not refused");
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInput);
      expect((error as InvalidInput).issues).toHaveLength(6);
    }
  });
});
