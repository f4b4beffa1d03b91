/** The command on the sample's records: what was planted is found and named, in every format. */
import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import Ajv from "ajv";
import { observe, type ObserveOptions } from "../../../bin/cordon/observe";
import type { Observation } from "../../../lib/flows";
import { recommendedFormat } from "../../../lib/model";
import schema from "../../../schemas/observe-1.schema.json";
import { beaconTarget } from "../../../scripts/sample-flows/plants";
import { sampleRecords } from "../../../scripts/sample-flows/sample";
import { synthesizeSample } from "../../sample/synth";
import { inFolderWith, type Files } from "./folder";

// Each reads files with an engine that takes every core there is; other tests want them too.
jest.setTimeout(180_000);

const sample = synthesizeSample();
const days = { seed: 7, start: Date.UTC(2026, 10, 16) / 1000, days: 3, machines: 2 };
const records = sampleRecords(sample.network, days).map(({ line }) => line);
const header = recommendedFormat.names.join(" ");

async function run(options: Partial<ObserveOptions> = {}, files: Files = {}, paths = ["records"]) {
  process.exitCode = 0;
  let exitCode: string | number | null | undefined;
  const printed = await inFolderWith(
    { "intent.json": JSON.stringify(sample.intent), ...files },
    async () => {
      mkdirSync("records", { recursive: true });
      if (!("records/a.log" in files)) writeFileSync("records/a.log.gz", gzipSync([header, ...records, ""].join("\n")));
      await observe(paths, { format: "text", intent: "intent.json", ...options });
    },
    () => (exitCode = process.exitCode),
  );
  process.exitCode = 0;
  return { ...printed, exitCode };
}

let json: Awaited<ReturnType<typeof run>>;
let seen: Observation & { readonly program: string };

beforeAll(async () => {
  json = await run({ format: "json" });
  seen = JSON.parse(json.stdout) as typeof seen;
});

describe("cordon observe", () => {
  test("ends with 1 and a document that its schema describes", () => {
    expect(json.failure).toEqual([]);
    expect(json.exitCode).toBe(1);
    const validate = new Ajv({ allErrors: true }).compile(schema);
    validate(seen);
    expect(validate.errors ?? []).toEqual([]);
  });

  test("finds the planted beacon, scan and misdirected modality, each with segment, device and next step", () => {
    expect(
      seen.suspects.map(({ what, address, segment, devices, says }) => [what, address, segment, devices, says]),
    ).toEqual([
      [
        "beacon",
        "10.40.4.11",
        "imaging-a",
        ["imaging-modality", "philips-c90"],
        `calls ${beaconTarget} (internet) by https every 5 min, little each time`,
      ],
      [
        "scan",
        "172.20.64.77",
        "campus-offices",
        [],
        "tried tcp 445 at 160 addresses in 4 places without an answer; 160 of 160 tries were rejected",
      ],
      [
        "misdirected",
        "172.20.24.12",
        "campus-modalities",
        ["imaging-modality", "philips-c90"],
        "1 device of campus-modalities (imaging-modality, philips-c90) tried dicom-tls to 10.40.9.10 (lims); its conduits for dicom-tls lead to pacs-archive, ris",
      ],
    ]);
    expect(seen.suspects.map(({ next }) => next)).toEqual([
      "take 10.40.4.11 off the network (quarantine), keep its state, and ask the owner of imaging-a what it calls",
      'take 172.20.64.77 off the network (quarantine) and ask the owner of campus-offices; a scanner of your own stands in a segment with the trait "scanner"',
      "look up the destination that 172.20.24.12 is set to, and set it to pacs-archive or ris",
    ]);
  });

  test("finds exactly the undeclared traffic that was planted, and none of what the conduits carry", () => {
    expect(seen.undeclared.map(({ from, to, service }) => `${from.place} > ${to.place} ${service}`)).toEqual([
      "campus-guests > emr https",
      "imaging-a > internet https",
      "imaging-b > pacs-archive dicom",
      "virtual-desktops > lims https",
    ]);
    const idle = sample.network.conduits.filter(({ from, to }) => /quarantine|vendor-access/.test(`${from} ${to}`));
    expect(seen.unused.map(({ id }) => id)).toEqual(idle.map(({ id }) => id).sort());
    expect(seen.used).toHaveLength(sample.network.conduits.length - idle.length);
  });

  test("names the likely cause of what was blocked", () => {
    expect(
      new Set(
        seen.blocked.map(
          ({ from, to, service, cause, conduit }) => `${from.place} > ${to.place} ${service}: ${cause} ${conduit}`,
        ),
      ),
    ).toEqual(
      new Set([
        ...["emr", "lims", "pacs-archive", "ris"].map((to) => `campus-offices > ${to} smb: request `),
        "campus-modalities > lims dicom-tls: request ",
        "point-of-care > lims poct1-a-results: reply point-of-care>lims:poct1-a-results",
      ]),
    );
  });

  test("suggests the fewest conduits, never between kinds that may not, nor for a suspect", () => {
    expect(seen.suggestions).toEqual([
      { from: "imaging-b", to: "pacs-archive", services: ["dicom"] },
      { from: "virtual-desktops", to: "lims", services: ["https"] },
    ]);
    expect(seen.notSuggested.map(({ from, to, service, why }) => `${from} > ${to} ${service}: ${why}`)).toEqual([
      "campus-guests > emr https: a guest segment may not start a conduit to a clinical segment",
      "imaging-a > internet https: a medical-device segment may not have a way out to the internet",
    ]);
    expect(seen.program.split("\n").filter((line) => !line.startsWith("//") && line !== "")).toEqual(
      [
        'imagingB.allowTo(pacsArchive, services.dicom, { reason: "TODO: why (seen in flow logs from 2026-11-16T00:00:00Z to 2026-11-19T00:00:00Z)" });',
        'virtualDesktops.allowTo(lims, services.https, { reason: "TODO: why (seen in flow logs from 2026-11-16T00:00:00Z to 2026-11-19T00:00:00Z)" });',
      ].map((line) => expect.stringContaining(line.slice(0, 70))),
    );
  });

  test("shows what enforcing would cut, silent segments and devices, and peers first seen in the last day", () => {
    expect(seen.wouldDeny.map(({ segment, cuts }) => `${segment}: ${cuts.join("; ")}`)).toEqual(
      expect.arrayContaining(["imaging-a: https to internet", "emr: https from campus-guests"]),
    );
    expect(seen.silentSegments.map(({ segment }) => segment)).toEqual(["quarantine", "vendor-access"]);
    expect(seen.silentDevices.map(({ device, segment }) => `${device} ${segment}`)).toEqual([
      "10.40.13.13 patient-monitoring",
    ]);
    expect(seen.newSince).toBe("first-part-of-window");
    expect(seen.newPeers.map(({ device, peer, place }) => `${device} ${peer} ${place}`)).toEqual([
      "10.40.6.10 10.40.15.19 pump-server",
      "10.40.14.10 10.40.9.11 lims",
    ]);
  });

  test("compares with an earlier run: its peers are not new, and its dates are those last seen", async () => {
    const first = seen.used[0]!;
    const earlier = {
      ...seen,
      peers: seen.peers.filter(({ device }) => device !== "172.20.8.10"),
      used: [{ ...first, id: "vendor-access>pump-server:https", lastSeen: "2026-10-01T10:00:00Z" }],
    };
    const { stdout } = await run({ format: "json", seen: "earlier.json" }, { "earlier.json": earlier });
    const again = JSON.parse(stdout) as Observation;
    expect(again.newSince).toBe("earlier-run");
    expect(new Set(again.newPeers.map(({ device, segment }) => `${device} ${segment}`))).toEqual(
      new Set(["172.20.8.10 campus-pumps"]),
    );
    expect(again.unused.filter(({ lastSeen }) => lastSeen !== "")).toEqual([
      { id: "vendor-access>pump-server:https", lastSeen: "2026-10-01T10:00:00Z" },
    ]);
  });

  test("shows the same in a few lines on a terminal, as Markdown and as CSV", async () => {
    const text = await run();
    expect(text.stdout.split("\n").slice(0, 7)).toEqual([
      "st-marys  2026-11-16 00:00 to 2026-11-18 23:59 UTC",
      "",
      expect.stringMatching(/^Verdict {3}4 kinds of traffic that no conduit covers, [\d,]+ flows$/),
      "Suspects  1 beacon, 1 scan, 1 misdirected device",
      expect.stringMatching(/^Blocked {3}\d+ flows$/),
      "Conduits  109 used, 6 not",
      expect.stringMatching(/^Records {3}[\d,]+ in 1 file; beside them 144 NODATA, 1 SKIPDATA$/),
    ]);
    const headings = [
      "Suspects",
      "Undeclared",
      "Would be cut",
      "Suggested",
      "Blocked",
      "Unused conduits",
      "New peers",
      "Silent",
    ];
    const markdown = (await run({ format: "markdown" })).stdout;
    expect([...markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(headings);
    expect(
      [...text.stdout.matchAll(/^(\S+(?: \S+)*) {2}(?=what|let|when|the f|rej|noth|of dev|seg)/gm)].map(
        ([, title]) => title,
      ),
    ).toEqual(headings);
    // Each says what to do: on a terminal that of the first.
    expect(markdown.match(/cordon explain INPUT --from \S+ --to \S+ --protocol tcp --port \d+ \|/g)).toHaveLength(4);
    expect(text.stdout).toMatch(/\n {2}next {6}for the first: stop it: a guest segment may not start/);
    const csv = (await run({ format: "csv" })).stdout.trimEnd().split("\r\n");
    expect(csv[0]).toBe(
      "finding,from,from_example,to,to_example,service,flows,packets,bytes,first_seen,last_seen,says,next",
    );
    const kinds = csv.slice(1).map((line) => line.split(",")[0]);
    expect(kinds.filter((kind) => kind === "undeclared")).toHaveLength(4);
    expect(kinds.filter((kind) => kind === "unused")).toHaveLength(6);
    expect((await run({ format: "typescript" })).stdout).toBe(seen.program);
  });

  test("says the same bytes for records in any order", async () => {
    const turned = await run(
      { format: "json" },
      { "records/a.log": [header, ...[...records].reverse(), ""].join("\n") },
    );
    expect(turned.stdout).toBe(json.stdout);
  });

  test("ends with 0 when nothing was let through that no conduit covers", async () => {
    const declared = records.filter(
      (line) => / 10\.40\.(2|15)\.\d+ .* 443 | 443 .* 10\.40\.15\./.test(line) && !line.includes("172.20.128"),
    );
    const { exitCode, stdout } = await run({}, { "records/a.log": [header, ...declared.slice(0, 200), ""].join("\n") });
    expect(stdout).toContain("Verdict   nothing was let through that no conduit covers");
    expect(exitCode).toBe(0);
  });

  test("of silence alone says that nothing can be said, and ends with 0", async () => {
    const silence = records.filter((line) => line.includes("NODATA"));
    const { exitCode, stdout } = await run({}, { "records/a.log": [header, ...silence, ""].join("\n") });
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "st-marys  no time",
      "",
      "Verdict   no record of traffic: nothing can be said",
    ]);
    expect(exitCode).toBe(0);
  });

  test("records of a time are asked for by day or by time", async () => {
    const { stdout } = await run({ format: "json", since: "2026-11-17", until: "2026-11-17T06:00Z" });
    const { records: read, newSince } = JSON.parse(stdout) as Observation;
    expect([read.firstSeen.slice(0, 10), read.lastSeen < "2026-11-17T06:02", newSince]).toEqual([
      "2026-11-17",
      true,
      "nothing",
    ]);
    expect(read.outsideWindow).toBeGreaterThan(1000);
  });

  test("what a file says acts on no terminal, no page and no spreadsheet", async () => {
    const line = records[0]!;
    const nasty = ['\u001b[31m=HYPERLINK("http://x")', '=cmd|"/c calc"!A1', "<script>|`x`", `${line} \u202eextra`];
    const files = { "records/a.log": [header, line, ...nasty, ""].join("\n"), "records/=evil`<b>.log": "x\n" };
    const outputs: string[] = [];
    for (const format of ["text", "markdown", "csv"]) outputs.push((await run({ format }, files)).stdout);
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    for (const output of outputs) expect(output).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u202e]/);
    expect(outputs[1]).not.toMatch(/<script>|<b>|[^\\]`x/);
    expect(
      outputs[2]!
        .split("\r\n")
        .flatMap((one) => one.split(","))
        .filter((cell) => /^"?[=+@|-]/.test(cell)),
    ).toEqual([]);
  });
});

describe("refuses", () => {
  test.each<[string, Partial<ObserveOptions>, Files, string]>([
    [
      "a format that is none",
      { format: "html" },
      {},
      'unknown format; received "html"; allowed: text, json, markdown, csv, typescript',
    ],
    ["a time that is none", { since: "yesterday" }, {}, '--since is no time; received "yesterday"; allowed: a day'],
    ["a day that no month has", { until: "2026-02-30" }, {}, '--until is no time; received "2026-02-30"'],
    [
      "a time that ends before it begins",
      { since: "2026-11-28", until: "2026-11-27" },
      {},
      "--since is not before --until",
    ],
    [
      "a time without records",
      { since: "2026-01-01", until: "2026-01-02" },
      {},
      "cordon: no record of the input is of the time asked for; received ",
    ],
    [
      "files without a record",
      {},
      { "records/a.log": `${header}\n` },
      "cordon: the input holds no record, so nothing can be said; received 1 file, with names of fields at most",
    ],
    ["an intent that is none", { intent: "other.json" }, { "other.json": {} }, "the file is not an intent"],
    [
      "an earlier run that is none",
      { seen: "e.json" },
      { "e.json": { schema: "cordon/check/1" } },
      "the file is no run of cordon observe",
    ],
    [
      "an earlier run that is damaged",
      { seen: "e.json" },
      { "e.json": { schema: "cordon/observe/1", peers: [1] } },
      "the earlier run is damaged at peers",
    ],
  ])("%s", async (_what, options, files, said) => {
    const { failure, stdout } = await run(options, files);
    expect(failure.join("\n")).toContain(said);
    expect(stdout).toBe("");
  });
});
