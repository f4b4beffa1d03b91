/** Findings from answers, at their edges. */
import { observe, suggestedProgram, type Answers, type Observation } from "../../lib/flows";
import { synthesizeSample } from "../sample/synth";

const { intent } = synthesizeSample();
const empty: Answers = {
  undeclared: [],
  blocked: [],
  usage: [],
  unused: [],
  peers: [],
  newPeers: [],
  silentDevices: [],
  activity: [],
  probes: [],
  rhythm: [],
};
const none = {
  files: 1,
  flows: 9,
  noData: 0,
  skipped: 0,
  damaged: 0,
  outsideWindow: 0,
  skewed: 0,
  ahead: 0,
  notOfSegments: 0,
};

function findings(answers: Partial<Answers>, hasFlags = true): Observation {
  const records = { ...none, firstSeen: "2026-11-16T00:00:00Z", lastSeen: "2026-11-16T12:00:00Z" };
  return observe({ ...empty, ...answers }, intent, { records, notes: [], remarks: [], hasFlags }, undefined);
}

const way = (from: string, to: string, port: number, more: object = {}) => ({
  from_place: from,
  from_type: "segment",
  from_addresses: "1",
  from_example: "10.40.0.9",
  to_place: to,
  to_type: to === "internet" ? "internet" : "segment",
  to_addresses: "1",
  to_example: "10.40.0.99",
  protocol: 6,
  port,
  flows: "5",
  packets: "10",
  bytes: "400",
  answered: 1,
  first_seen: "1790000000",
  last_seen: "1790000060",
  ...more,
});

test("undeclared traffic names the command that shows its rule, whole", () => {
  const command = (protocol: number, port: number): string | undefined =>
    /cordon explain .*/.exec(
      findings({ undeclared: [way("imaging-a", "lims", port, { protocol })] }).undeclared[0]?.next ?? "",
    )?.[0];
  const ends = "cordon explain INPUT --from 10.40.0.9 --to 10.40.0.99";
  expect([command(6, 443), command(17, 53), command(1, 0), command(58, 0), command(47, 0)]).toEqual([
    `${ends} --protocol tcp --port 443`,
    `${ends} --protocol udp --port 53`,
    `${ends} --protocol icmp --type 8`,
    `${ends} --protocol icmpv6 --type 128`,
    `${ends} --protocol 47`,
  ]);
});

describe("a beacon", () => {
  const calls = (gaps: readonly number[], more: object = {}, hasFlags = true) => {
    let at = 1_790_000_000;
    const times = [at, ...gaps.map((gap) => (at += gap))];
    const row = {
      ...way("imaging-a", "internet", 443),
      from_address: "10.40.4.9",
      to_address: "198.51.100.7",
      flows: String(times.length),
      bytes: String(times.length * 600),
      accepted: 1,
      times: JSON.stringify(times),
      ...more,
    };
    return findings({ rhythm: [row] }, hasFlags).suspects.map(({ says }) => says);
  };
  const every = (seconds: number, count = 20) => Array.from({ length: count }, (_, at) => seconds + (at % 3));

  test("is small flows at a regular time, whatever its length", () => {
    expect(calls(every(45))).toEqual(["calls 198.51.100.7 (internet) by https every 46 s, little each time"]);
    expect(calls(every(3600))).toEqual(["calls 198.51.100.7 (internet) by https every 60 min, little each time"]);
    expect(calls([...every(300, 16), 9000, 4, 7000])).toHaveLength(1);
  });

  test("says that it was stopped, and that a conduit covers it", () => {
    expect(calls(every(300), { accepted: 0 })).toEqual([
      expect.stringMatching(/little each time, and was stopped each time$/),
    ]);
    expect(calls(every(300), { from_place: "patch-mirror" })).toEqual([
      expect.stringMatching(/little each time, within conduit patch-mirror>internet:https$/),
    ]);
  });

  test("is none when it is irregular, rare, large, or the rhythm of AWS's own windows", () => {
    const irregular = Array.from({ length: 30 }, (_, at) => 30 + ((at * 7919) % 900));
    expect(calls(irregular)).toEqual([]);
    expect(calls(every(300, 5))).toEqual([]);
    expect(calls(every(300), { bytes: "900000000" })).toEqual([]);
    expect(calls(every(60), {}, false)).toEqual([]);
    expect(calls(every(600), {}, false)).toEqual([]);
    expect(calls(every(300), {}, false)).toHaveLength(1);
  });
});

describe("suggestions", () => {
  const of = (...rows: readonly object[]) => {
    const { suggestions, notSuggested } = findings({ undeclared: rows as Answers["undeclared"] });
    return {
      suggested: suggestions.map(({ from, to, services }) => `${from} > ${to}: ${services.join(", ")}`),
      not: notSuggested.map(({ why }) => why),
    };
  };

  test("are one for each pair, with the fewest services that cover what was seen", () => {
    expect(of(way("emr", "lims", 443), way("emr", "lims", 2575), way("ris", "lims", 443))).toEqual({
      suggested: ["emr > lims: hl7-mllp, https", "ris > lims: https"],
      not: [],
    });
  });

  test("are never made of what kinds forbid, nothing answered, no service has, or vendors and devices of one segment do", () => {
    expect(
      of(
        way("campus-guests", "emr", 443),
        way("infusion-pumps", "patient-monitoring", 443),
        way("emr", "internet", 443),
        way("emr", "lims", 443, { answered: 0 }),
        way("emr", "lims", 47_123),
        way("vendor-access", "pump-server", 22),
        way("imaging-a", "imaging-a", 104),
        way("(elsewhere)", "emr", 443, { from_type: "elsewhere" }),
        way("emr", "(st-marys)", 443, { to_type: "network" }),
      ),
    ).toEqual({
      suggested: [],
      not: [
        "a guest segment may not start a conduit to a clinical segment",
        "a medical-device segment may not start a conduit to a medical-device segment",
        "a clinical segment may not have a way out to the internet",
        "nothing answered it",
        "no service of the catalogue has it: bring it with siteService, and say where it is written down",
        "vendor access is declared by hand, with approver, ticket and expiry (SEG-006)",
        expect.stringMatching(/^(devices of one segment|a medical-device segment)/),
        "nothing that no segment holds may start a conduit",
        "(st-marys) is no segment that a conduit can name",
      ],
    });
  });

  test("to paste name the fail mode where a life is at stake, and the way out by its own name", () => {
    const program = suggestedProgram(
      findings({ undeclared: [way("pump-server", "lims", 443), way("virtual-desktops", "internet", 443)] }),
    );
    expect(program).toContain('pumpServer.allowTo(lims, services.https, { reason: "TODO: why');
    expect(program).toContain('failMode: "fail-closed"');
    expect(program).toContain("virtualDesktops.allowToInternet(services.https, {");
  });
});

test("a pair of places in which one machine is suspected is not suggested for the others either", () => {
  const times = Array.from({ length: 20 }, (_, at) => 1_790_000_000 + at * 300);
  const rhythm = {
    ...way("virtual-desktops", "internet", 443),
    from_address: "10.40.19.99",
    to_address: "198.51.100.7",
    flows: "20",
    bytes: "12000",
    accepted: 1,
    times: JSON.stringify(times),
  };
  const undeclared = [way("virtual-desktops", "internet", 443, { from_addresses: "2" })];
  const { suggestions, notSuggested } = findings({ undeclared, rhythm: [rhythm] });
  expect(suggestions).toEqual([]);
  expect(notSuggested).toMatchObject([{ why: "it looks like a beacon: see there" }]);
});

test("what enforcing would cut is listed by segment, the most critical first", () => {
  const { wouldDeny } = findings({
    undeclared: [way("virtual-desktops", "lims", 443, { flows: "90" }), way("pump-server", "lims", 22)],
  });
  expect(wouldDeny.map(({ segment, criticality, flows, cuts }) => [segment, criticality, flows, cuts])).toEqual([
    ["pump-server", "life-critical", 5, ["ssh to lims"]],
    ["lims", "high", 95, ["https from virtual-desktops", "ssh from pump-server"]],
    ["virtual-desktops", "non-clinical", 90, ["https to lims"]],
  ]);
});

test("a window of less than two days says nothing of new peers and of devices that fell silent", () => {
  const { newSince, silentDevices } = findings({
    silentDevices: [{ device: "10.40.4.9", device_place: "imaging-a", last_seen: "1790000000" }],
  });
  expect([newSince, silentDevices]).toEqual(["nothing", []]);
});

test("AWS's own reasons for a rejection are told in words, and one that is not known as it is", () => {
  const rows = ["BPA", "EC", "XYZ", "constructor"].map((cause) => ({
    ...way("emr", "internet", 443),
    cause,
    conduit: "",
  }));
  expect(findings({ blocked: rows }).blocked.map(({ cause, why }) => [cause, why])).toEqual([
    ["block-public-access", "VPC Block Public Access stopped it"],
    ["encryption-control", "the VPC's encryption control stopped what was not encrypted"],
    ["other", "AWS gives the reason XYZ"],
    ["other", "AWS gives the reason constructor"],
  ]);
});
