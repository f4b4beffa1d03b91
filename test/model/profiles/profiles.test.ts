import { criticalities, mayReach, type Kind } from "../../../lib/model/kind";
import type { DeviceProfile } from "../../../lib/model/profile";
import { profiles } from "../../../lib/model/profiles";
import { siteService } from "../../../lib/model/services";

function bySite(name: string) {
  return siteService({
    name,
    title: name,
    protocol: "tcp",
    ports: 4010,
    citation: { source: "Interface register" },
    encrypted: false,
  });
}

/** Every profile under its key, with a service of the site where its maker publishes no port. */
const all = {
  agiliaLink: profiles.agiliaLink,
  anaesthesiaMachine: profiles.anaesthesiaMachine,
  baxterSpectrum: profiles.baxterSpectrum({ gateway: bySite("pump-gateway") }),
  buildingController: profiles.buildingController({ supervision: bySite("supervision") }),
  dentalUnit: profiles.dentalUnit,
  draegerBabylog: profiles.draegerBabylog,
  endoscopyDisplay: profiles.endoscopyDisplay({ dicom: bySite("archive") }),
  handheldUltrasound: profiles.handheldUltrasound,
  imagingModality: profiles.imagingModality,
  infusionPump: profiles.infusionPump,
  intellivueMonitor: profiles.intellivueMonitor,
  laboratoryAnalyser: profiles.laboratoryAnalyser({ results: bySite("lab-results") }),
  medicationCabinet: profiles.medicationCabinet,
  nurseCall: profiles.nurseCall({ events: bySite("calls") }),
  patientMonitor: profiles.patientMonitor({ hl7: bySite("vitals-feed") }),
  philipsC90: profiles.philipsC90({ dicom: bySite("archive") }),
  pointOfCare: profiles.pointOfCare({ results: bySite("poct-results") }),
  ventilator: profiles.ventilator({ data: bySite("ventilator-data") }),
  vitalSignsMonitor: profiles.vitalSignsMonitor({ vitals: bySite("vitals") }),
} as const satisfies Record<keyof typeof profiles, DeviceProfile>;

const entries: readonly (readonly [string, DeviceProfile])[] = Object.entries(all);

/**
 * Every need of every profile, written by hand from the makers' documents: profile, criticality, then
 * `-> role service` for what the device starts and `<- role service` for what it serves.
 */
const expected = `
agilia-link life-critical
  <- manager https
anaesthesia-machine life-critical
  <- serviceGateway snmp
  -> serviceGateway snmp-trap
  -> ntp ntp
baxter-spectrum life-critical
  -> server pump-gateway
  -> ntp ntp
building-controller medium
  -> buildingServer supervision
  -> ntp ntp
dental-unit medium
  <- manager modbus
  -> syslog syslog
  -> ntp ntp
draeger-babylog life-critical
  <- serviceGateway snmp
  -> serviceGateway snmp-trap
endoscopy-display high
  -> pacs archive
handheld-ultrasound high
  -> pacs dicom-acr-nema
  -> ris dicom-acr-nema
imaging-modality high
  -> pacs dicom-tls
  <- pacs dicom-tls returns dicom-tls
  -> ris dicom-tls
  -> ntp ntp
  -> syslog syslog-tls
infusion-pump life-critical
  -> server alaris-systems-manager
  -> dns dns
  -> ntp ntp
intellivue-monitor life-critical
  <- gateway intellivue-data-export
  -> ntp ntp
laboratory-analyser high
  -> middleware lab-results
  -> ntp ntp
medication-cabinet high
  -> proxy https
  -> dns dns
  -> ntp ntp
nurse-call medium
  -> callGateway calls
patient-monitor life-critical
  -> gateway vitals-feed
  -> ntp ntp
philips-c90 high
  -> pacs archive
  <- pacs philips-c90-storage-commitment returns archive
  -> ris archive
  -> ntp ntp
  -> syslog syslog
point-of-care high
  -> dataManager poct-results
ventilator life-critical
  <- gateway ventilator-data
vital-signs-monitor high
  -> gateway vitals
  -> directory ldaps
  -> ntp ntp
`;

function describeProfile({ name, criticality, needs }: DeviceProfile): string {
  const lines = needs.map(({ role, direction, service, returns }) => {
    const answer = returns === undefined ? "" : ` returns ${returns}`;
    return `  ${direction === "starts" ? "->" : "<-"} ${role} ${service.name}${answer}`;
  });
  return [`${name} ${criticality}`, ...lines].join("\n");
}

describe("the device profiles", () => {
  test("need exactly what their makers document", () => {
    expect(`\n${entries.map(([, profile]) => describeProfile(profile)).join("\n")}\n`).toBe(expected);
  });

  test("are named once, with the name in camel case as key", () => {
    const camelCase = (name: string) => name.replace(/-(.)/gu, (_, letter: string) => letter.toUpperCase());
    expect(Object.keys(profiles)).toEqual(entries.map(([, { name }]) => camelCase(name)));
  });

  test("put technology of the building, and nothing else, in facility segments", () => {
    const facility = entries.filter(([, { kind }]) => kind === "facility").map(([, { name }]) => name);
    expect(facility).toEqual(["building-controller", "nurse-call"]);
  });

  test("can be filled: each role's kinds may start, or be started to, as each need says", () => {
    for (const [, { name, kind, roles, needs }] of entries) {
      for (const { role, direction } of needs) {
        for (const filler of roles[role]?.kinds ?? []) {
          const [from, to]: [Kind, Kind] = direction === "starts" ? [kind, filler] : [filler, kind];
          expect({ name, role, from, to, may: mayReach(from, to) }).toEqual({ name, role, from, to, may: true });
        }
      }
    }
  });

  test("use each of their roles, and no other", () => {
    for (const [, { roles, needs }] of entries) {
      expect(Object.keys(roles).sort()).toEqual([...new Set(needs.map(({ role }) => role))].sort());
    }
  });

  test("mean the same by a role's name everywhere", () => {
    const meanings = new Map<string, string>();
    for (const [, { roles }] of entries) {
      for (const [role, meaning] of Object.entries(roles)) {
        const known = meanings.get(role) ?? JSON.stringify(meaning);
        expect(JSON.stringify(meaning)).toBe(known);
        meanings.set(role, known);
      }
    }
  });

  test("need no service that cannot cross a router", () => {
    const local = entries.flatMap(([, { name, needs }]) =>
      needs.filter(({ service }) => service.reach === "local-only").map(({ service }) => `${name} ${service.name}`),
    );
    expect(local).toEqual([]);
  });

  test("need no service in clear where their maker documents the encrypted one", () => {
    // What is left in clear although a sibling exists: the maker's table has the clear port alone.
    const clear = entries.flatMap(([, { name, needs }]) =>
      needs.filter(({ service }) => service.tlsSibling !== undefined).map(({ service }) => `${name} ${service.name}`),
    );
    expect(new Set(clear)).toEqual(
      new Set([
        "anaesthesia-machine snmp",
        "anaesthesia-machine snmp-trap",
        "dental-unit syslog",
        "draeger-babylog snmp",
        "draeger-babylog snmp-trap",
        "handheld-ultrasound dicom-acr-nema",
        "infusion-pump dns",
        "medication-cabinet dns",
        "philips-c90 syslog",
      ]),
    );
  });

  test("open nothing towards pumps, endoscopy displays, handheld ultrasound and cabinets", () => {
    for (const profile of [all.infusionPump, all.endoscopyDisplay, all.handheldUltrasound, all.medicationCabinet]) {
      expect(profile.needs.filter(({ direction }) => direction === "serves")).toEqual([]);
    }
  });

  test("have a source for everything they say", () => {
    for (const [, profile] of entries) {
      const sources = [
        ...profile.citations,
        ...profile.notes.map(({ source }) => source),
        ...profile.needs.map(({ source }) => source),
      ];
      expect(profile.notes.length).toBeGreaterThan(0);
      expect(sources.filter(({ source, at }) => source.trim() === "" || at?.trim() === "")).toEqual([]);
      expect([
        profile.title,
        ...profile.notes.map(({ text }) => text),
        ...profile.needs.map(({ reason }) => reason),
      ]).not.toContain("");
    }
  });

  test("have a criticality that is one of the known ones, and no device below medium", () => {
    expect(new Set(entries.map(([, { criticality }]) => criticality))).toEqual(new Set(criticalities.slice(0, 3)));
  });

  test("cite the site for the ports that the site gave", () => {
    for (const profile of [all.nurseCall, all.buildingController]) {
      expect(profile.citations).toEqual([{ source: "Interface register" }]);
    }
  });

  test("give reasons short enough for a rule's description", () => {
    const long = entries.flatMap(([, { needs }]) => needs.filter(({ reason }) => reason.length > 100));
    expect(long).toEqual([]);
  });
});
