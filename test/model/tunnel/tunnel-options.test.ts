import fc from "fast-check";
import { describeIssue, InvalidInput } from "../../../lib/model/issue";
import {
  dhGroups,
  encryptions,
  initiationIssues,
  integrities,
  tunnelAt,
  tunnelFor,
  tunnelOptionIssues,
  tunnelPolicies,
  tunnelRequestIssues,
  type CustomTunnelOptions,
} from "../../../lib/model/tunnel";

const about = 'tunnels of site "clinic"';
const of = (custom: unknown): readonly string[] =>
  tunnelRequestIssues(about, "custom", custom)
    .map(describeIssue)
    .map((line) => line.replace(`${about}: `, ""));

describe("a tunnel policy", () => {
  test.each(["strict", "baseline"] as const)("called %s is what it says, and keeps its own rules", (policy) => {
    expect(tunnelFor(policy)).toBe(tunnelPolicies[policy]);
    expect(tunnelOptionIssues(about, tunnelPolicies[policy])).toEqual([]);
  });

  test("called custom has what strict has where nothing is said", () => {
    expect(tunnelFor("custom")).toEqual(tunnelPolicies.strict);
    expect(tunnelFor("custom", { phase2: { dhGroups: [20] }, replayWindowSize: 64 })).toEqual({
      ...tunnelPolicies.strict,
      phase2: { ...tunnelPolicies.strict.phase2, dhGroups: [20] },
      replayWindowSize: 64,
    });
  });

  test("called custom is the same in any order of its lists", () => {
    const lists = {
      encryption: fc.shuffledSubarray([...encryptions], { minLength: 1 }),
      dhGroups: fc.shuffledSubarray([...dhGroups], { minLength: 1 }),
      integrity: fc.shuffledSubarray([...integrities], { minLength: 1 }),
    };
    fc.assert(
      fc.property(fc.record(lists), (phase1) => {
        const again = {
          encryption: [...phase1.encryption].reverse(),
          dhGroups: [...phase1.dhGroups].reverse(),
          integrity: [...phase1.integrity].reverse(),
        };
        expect(tunnelFor("custom", { phase1 })).toEqual(tunnelFor("custom", { phase1: again }));
      }),
    );
  });

  test("refuses CNSA 2.0 with the reason that it can't be had", () => {
    expect(() => tunnelFor("cnsa-2.0" as never)).toThrow(
      "CNSA 2.0 asks for ML-KEM key establishment, which AWS Site-to-Site VPN has no option for: it can't be had here",
    );
  });

  test.each([["fips"], ["Strict"], [""], [undefined], [3]])("refuses %s, which is not one", (policy) => {
    expect(tunnelRequestIssues(about, policy).map(({ allowed }) => allowed)).toEqual(["strict, baseline, custom"]);
  });

  test("refuses options beside a policy that has a name, however strong they are", () => {
    expect(tunnelRequestIssues(about, "strict", { phase1: { encryption: ["AES128"] } }).map(describeIssue)).toEqual([
      `${about}: policy "strict" takes no options of its own; received phase1; allowed: policy "custom", where an option that is left out is that of "strict"`,
    ]);
    expect(() => tunnelFor("baseline", { replayWindowSize: 64 })).toThrow(InvalidInput);
  });
});

describe("options of a tunnel", () => {
  test.each<[string, CustomTunnelOptions]>([
    [
      "the shortest lifetimes",
      { phase1: { lifetimeSeconds: 901 }, phase2: { lifetimeSeconds: 900 }, rekeyMarginSeconds: 450 },
    ],
    [
      "the longest lifetimes and margin",
      { phase1: { lifetimeSeconds: 28_800 }, phase2: { lifetimeSeconds: 3600 }, rekeyMarginSeconds: 1800 },
    ],
    [
      "the least of the rest",
      { rekeyMarginSeconds: 60, rekeyFuzzPercentage: 1, replayWindowSize: 64, dpdTimeoutSeconds: 30 },
    ],
    ["the most of the rest", { rekeyFuzzPercentage: 100, replayWindowSize: 2048, dpdTimeoutSeconds: 3600 }],
    ["what is undefined as left out", { replayWindowSize: undefined as never }],
  ])("take %s", (_title, custom) => {
    expect(of(custom)).toEqual([]);
  });

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ["IKEv1", { ikeVersions: ["ikev1", "ikev2"] }, "IKEv1 has no modern protection"],
    ["IKEv1 alone", { ikeVersions: ["ikev1"] }, "IKEv1 has no modern protection"],
    ["SHA1", { phase1: { integrity: ["SHA1", "SHA2-256"] } }, "SHA1 is broken"],
    ["SHA1 in phase 2", { phase2: { integrity: ["SHA1"] } }, "SHA1 is broken"],
    ...[2, 5].map(
      (group) => [`group ${group}`, { phase2: { dhGroups: [group] } }, "too weak (NIST SP 800-77r1)"] as const,
    ),
    ...[22, 23, 24].map(
      (group) => [`group ${group}`, { phase1: { dhGroups: [group] } }, "too weak (RFC 8247)"] as const,
    ),
    ["a group that is not there", { phase1: { dhGroups: [25] } }, "has a value that AWS does not offer; received 25"],
    ["a group as text", { phase1: { dhGroups: ["20"] } }, 'has a value that AWS does not offer; received "20"'],
    ["3DES", { phase1: { encryption: ["3DES"] } }, 'has a value that AWS does not offer; received "3DES"'],
    ["ChaCha20", { phase1: { encryption: ["CHACHA20"] } }, 'has a value that AWS does not offer; received "CHACHA20"'],
    ["an empty list", { phase1: { encryption: [] } }, "is empty, and AWS would accept everything it has"],
    ["no IKE version", { ikeVersions: [] }, "is empty, and AWS would accept everything it has"],
    ["one thing twice", { phase1: { dhGroups: [20, 20] } }, 'says one thing twice; received "20"'],
    ["text for a list", { phase1: { dhGroups: "20" } }, 'is not a list; received "20"'],
    ["a phase that is none", { phase1: 3 }, "phase1"],
    [
      "a phase 1 that is too short",
      { phase1: { lifetimeSeconds: 899 }, phase2: { lifetimeSeconds: 900 } },
      "received 899; allowed: 900 to 28,800 seconds",
    ],
    [
      "a phase 1 that is too long",
      { phase1: { lifetimeSeconds: 28_801 } },
      "received 28801; allowed: 900 to 28,800 seconds",
    ],
    [
      "a phase 2 that is too short",
      { phase2: { lifetimeSeconds: 899 } },
      "received 899; allowed: 900 to 3,600 seconds",
    ],
    [
      "a phase 2 that is too long",
      { phase2: { lifetimeSeconds: 3601 } },
      "received 3601; allowed: 900 to 3,600 seconds",
    ],
    [
      "a phase 2 as long as phase 1",
      { phase1: { lifetimeSeconds: 3600 } },
      "phase 2 lives as long as phase 1 or longer; received 3,600 and 3,600 seconds",
    ],
    ["a margin that is too short", { rekeyMarginSeconds: 59 }, "received 59; allowed: 60 to 1,800 seconds"],
    [
      "a margin beyond half of phase 2",
      { phase2: { lifetimeSeconds: 901 }, rekeyMarginSeconds: 451 },
      "received 451; allowed: 60 to 450 seconds",
    ],
    ["a fuzz of 0, which the provider drops", { rekeyFuzzPercentage: 0 }, "received 0; allowed: 1 to 100 per cent"],
    ["a fuzz that is too large", { rekeyFuzzPercentage: 101 }, "received 101; allowed: 1 to 100 per cent"],
    ["a window that is too small", { replayWindowSize: 63 }, "received 63; allowed: 64 to 2,048 packets"],
    ["a window that is too large", { replayWindowSize: 2049 }, "received 2049; allowed: 64 to 2,048 packets"],
    ["a number that is not whole", { replayWindowSize: 64.5 }, "received 64.5; allowed: 64 to 2,048 packets"],
    ["a number as text", { replayWindowSize: "64" }, 'received "64"; allowed: 64 to 2,048 packets'],
    ["a DPD timeout that is too short", { dpdTimeoutSeconds: 29 }, "received 29; allowed: 30 to 3,600 seconds"],
    ["a DPD action that is none", { dpdTimeoutAction: "hold" }, 'received "hold"; allowed: clear, none, restart'],
    ["a startup action that is none", { startupAction: "initiate" }, 'received "initiate"; allowed: add, start'],
    ["a misspelt option", { rekeyMargin: 540 }, '"rekeyMargin" is not an option of a tunnel'],
    ["an unknown option", { mtu: 1400 }, '"mtu" is not an option of a tunnel'],
    ["an unknown option of a phase", { phase1: { prf: "SHA2-384" } }, '"phase1.prf" is not an option of a tunnel'],
    ["options of tunnel 1 only", { tunnel1: { replayWindowSize: 64 } }, '"tunnel1" is for one tunnel only'],
    [
      "an option of tunnel 2 only",
      { tunnel2_phase1_dh_group_numbers: [20] },
      '"tunnel2_phase1_dh_group_numbers" is for one tunnel only',
    ],
    ["a list for options", [], "not options of a tunnel"],
  ];
  test.each(wrong)("refuses %s", (_title, custom, expected) => {
    expect(of(custom)).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    "presharedKey",
    "preSharedKey",
    "pre_shared_key",
    "psk",
    "PSK",
    "tunnel1PresharedKey",
    "tunnel2_preshared_key",
    "sharedSecret",
    "password",
  ])("refuses a key called %s, and never shows it", (name) => {
    const told = of({ [name]: "Sup3rS3cretValue" });
    expect(told).toEqual([expect.stringContaining(`"${name}" would put a key into code, plan and state`)]);
    expect(of({ phase1: { [name]: "Sup3rS3cretValue" } })).toEqual([
      expect.stringContaining("would put a key into code"),
    ]);
    expect(
      tunnelRequestIssues(about, "strict", { [name]: "Sup3rS3cretValue" })
        .map(describeIssue)
        .join(),
    ).not.toContain("Sup3rS3cret");
    expect(told.join()).not.toContain("Sup3rS3cret");
  });

  test("refuses what is missing, option by option", () => {
    const { phase1, ...rest } = tunnelPolicies.strict;
    const { dhGroups: _, ...short } = phase1;
    expect(tunnelOptionIssues(about, { ...rest, phase1: short }).map(({ what }) => what)).toEqual([
      `${about}: phase1: dhGroups is missing`,
    ]);
    expect(tunnelOptionIssues(about, {}).map(({ what }) => what)).toEqual(
      Object.keys(tunnelPolicies.strict).map((key) => `${about}: ${key} is missing`),
    );
    expect(tunnelOptionIssues(about, undefined)).toHaveLength(1);
  });

  test("says everything that is wrong at once", () => {
    expect(
      of({ replayWindowSize: 1, dpdTimeoutSeconds: 1, phase1: { integrity: ["SHA1"], dhGroups: [2, 5] } }),
    ).toHaveLength(5);
  });
});

describe("a gateway without an address", () => {
  test("opens the tunnels itself, since AWS does not know where it is", () => {
    expect(tunnelAt({ address: "203.0.113.10" }, tunnelPolicies.strict)).toBe(tunnelPolicies.strict);
    expect(tunnelAt({}, tunnelPolicies.strict)).toEqual({
      ...tunnelPolicies.strict,
      startupAction: "add",
      dpdTimeoutAction: "clear",
    });
    expect(tunnelAt({}, { ...tunnelPolicies.strict, dpdTimeoutAction: "none" }).dpdTimeoutAction).toBe("none");
  });

  test("refuses options that would have AWS open them", () => {
    expect(initiationIssues(about, {}, { startupAction: "start", dpdTimeoutAction: "restart" })).toHaveLength(2);
    expect(initiationIssues(about, { address: "203.0.113.10" }, { startupAction: "start" })).toEqual([]);
    expect(initiationIssues(about, {}, { startupAction: "add" })).toEqual([]);
    expect(initiationIssues(about, {}, undefined)).toEqual([]);
  });
});
