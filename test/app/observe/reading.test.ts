/** Records as they should not be: each is counted, named or refused, and none is lost without a word. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { observeRecords } from "../../../lib/app";
import { loadDuckDb } from "../../../lib/app/observe/engine";
import type { Observation } from "../../../lib/flows";
import { describeIssue, type InvalidInput } from "../../../lib/model";
import { defaultFields, defaultFormat, exampleNetwork, flagSequence } from "../../flows/golden";

// Each reads files with an engine that takes every core there is; other tests want them too.
jest.setTimeout(180_000);

let folder: string;
const now = Date.UTC(2026, 10, 28) / 1000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-reading-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Files = Readonly<Record<string, string | Buffer>>;

async function seen(
  files: Files,
  paths = [folder],
  window = { since: -Infinity, until: Infinity },
): Promise<Observation> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return observeRecords({ paths, declared: exampleNetwork, window, earlier: undefined, now }, () => undefined);
}

async function refusal(files: Files, names?: readonly string[]): Promise<string> {
  try {
    await seen(
      files,
      names?.map((name) => join(folder, name)),
    );
  } catch (error) {
    return (error as InvalidInput).issues.map(describeIssue).join("\n").replaceAll(folder, "FOLDER");
  }
  return "nothing was refused";
}

const notesOf = ({ notes }: Observation) =>
  notes.map(({ file, what, count, example }) => `${file.replace(folder, "")}: ${what}: ${count}: ${example}`);

const ssh = (port: number, at = 1418530010, action = "ACCEPT"): string =>
  `2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 ${port} 22 6 20 4249 ${at} ${at + 60} ${action} OK`;
const text = (...lines: readonly string[]): string => [defaultFields, ...lines, ""].join("\n");

test("fields may stand in any order, and files with different ones side by side", async () => {
  const { fields, lines } = flagSequence;
  const turned = (line: string): string => line.split(" ").reverse().join(" ");
  const one = await seen({ "a.log": [fields, ...lines, ""].join("\n") });
  const other = await seen({ "a.log": [turned(fields), ...lines.map(turned), ""].join("\n") });
  expect(other).toEqual(one);
  const both = await seen({ "b/b.log": text(ssh(20641)) });
  expect([both.records.files, both.records.flows]).toEqual([2, one.records.flows + 1]);
});

test("text, gzip of several parts, Windows line ends and Parquet say the same", async () => {
  const lines = defaultFormat.lines;
  const plain = await seen({ "a.log": text(...lines) });
  const only = async (name: string, content: string | Buffer) => {
    rmSync(folder, { recursive: true });
    return seen({ [name]: content });
  };
  expect(await only("a.log.gz", gzipSync(text(...lines)))).toEqual(plain);
  const parts = Buffer.concat([gzipSync(text(...lines.slice(0, 3))), gzipSync(`${lines.slice(3).join("\n")}\n`)]);
  expect(await only("a.log.gz", parts)).toEqual(plain);
  expect(await only("a.log", text(...lines).replaceAll("\n", "\r\n"))).toEqual(plain);
  const { path, written } = await parquet(text(...lines));
  expect(await only("a.parquet", written)).toEqual(plain);
  rmSync(path, { recursive: true });
});

async function parquet(content: string): Promise<{ readonly path: string; readonly written: Buffer }> {
  const path = mkdtempSync(join(tmpdir(), "cordon-parquet-"));
  writeFileSync(join(path, "a.log"), content);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT * RENAME ("account-id" AS account_id, "interface-id" AS interface_id, "log-status" AS log_status) FROM read_csv('${path}/a.log', delim = ' ', header = true, nullstr = '-')) TO '${path}/a.parquet'`,
  );
  connection.closeSync();
  instance.closeSync();
  return { path, written: (await import("node:fs")).readFileSync(join(path, "a.parquet")) };
}

test("an export without names of fields is read as AWS's default format, and it is said", async () => {
  const { records, remarks } = await seen({ "export.log": `${defaultFormat.lines.join("\n")}\n` });
  expect(records).toMatchObject({ flows: 5, noData: 1, skipped: 1, damaged: 0 });
  expect(remarks).toEqual([
    "1 file begins without names of fields: read as AWS's default format, version 2",
    "1 record says SKIPDATA: AWS skipped records then, so what is absent here may have been there",
  ]);
});

test("damaged lines are counted under their file with the first as example, and the others count as records", async () => {
  const lines = [ssh(1), "garbage", ssh(2), `${ssh(3)} extra`, "2 x", ssh(4).slice(0, 50)];
  const observation = await seen({ "a.log": text(...lines), "b.log": text(ssh(5)) });
  expect(observation.records).toMatchObject({ flows: 3, damaged: 4 });
  expect(notesOf(observation)).toEqual(["/a.log: lines are no records of its format, the first is line 3: 4: garbage"]);
});

test("of a file of nothing but damage, what is not counted any more is said", async () => {
  const observation = await seen({
    "a.log": text(ssh(1), ...Array.from({ length: 30_000 }, (_, at) => `garbage-${at}`)),
  });
  expect(observation.notes[0]?.what).toBe(
    "lines are no records of its format, the first is line 3; there are more, which are not counted",
  );
  expect(observation.notes[0]?.count).toBeGreaterThan(10_000);
  expect(observation.records.flows).toBe(1);
});

test("values that no record has are damage too: a dash for a port, an action, an address, a protocol", async () => {
  const bad = [
    ssh(1).replace(" 22 6 ", " - 6 "),
    ssh(2).replace("ACCEPT", "MAYBE"),
    ssh(3).replace(" 6 20 ", " 600 20 "),
    ssh(4).replace(" 22 6 ", " 70000 6 "),
    ssh(6).replace(" 22 6 ", " 2147483647 6 "),
    ssh(7).replace(" 22 6 20 4249 ", " 22 6 9223372036854775807 9223372036854775807 "),
    ssh(8).replace(" 22 6 20 4249 ", " 22 6 9223372036854775807 9223372036854775807 "),
  ];
  const observation = await seen({ "a.log": text(ssh(9), ...bad, ssh(5).replace("172.31.16.21", "172.31.16.021")) });
  expect(observation.records).toMatchObject({ flows: 1, damaged: 8 });
  expect(notesOf(observation)).toEqual([
    expect.stringMatching(/^\/a\.log: lines have values that no record has: 7: 172\.31\.16\.139 172\.31\.16\.21 /),
    "/a.log: lines have addresses that are none: 1: 172.31.16.139 172.31.16.021",
  ]);
});

test("of a gzip file that was cut off, what could be unpacked counts, and the file is named", async () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => ssh(1024 + ((at * 7919) % 60_000), 1418530010 + at));
  const whole = gzipSync(text(...lines));
  const observation = await seen({ "a.log.gz": whole.subarray(0, whole.length / 2) });
  expect(observation.records.flows).toBeGreaterThan(5000);
  expect(observation.records.flows).toBeLessThan(20_000);
  expect(observation.notes[0]).toMatchObject({
    file: join(folder, "a.log.gz"),
    what: "the gzip file is cut off or damaged; what comes before counts",
    example: "unexpected end of file",
  });
});

test("what a gzip file holds before its damage counts to the last byte, and what comes after its end does not", async () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => ssh(1024 + at));
  const whole = gzipSync(text(...lines));
  const behind = await seen({ "a.log.gz": Buffer.concat([whole, Buffer.from("garbage")]) });
  expect([behind.records.flows, behind.notes[0]?.example]).toEqual([20_000, "incorrect header check"]);
  const zeros = await seen({ "a.log.gz": Buffer.concat([whole, Buffer.alloc(512)]) });
  expect([zeros.records.flows, zeros.notes]).toEqual([20_000, []]);
});

test("one line that ends otherwise than the others, or is cut in two, costs itself alone", async () => {
  const lines = Array.from({ length: 3000 }, (_, at) => ssh(1024 + at));
  const files = {
    "a.log": text(...lines).replace(` ${String(1024 + 1500)} 22 6 20 4249 `, (found) => found.replace(" 20 ", " 20\r")),
    "b.log": text(ssh(1), ssh(2), ssh(3)).replace("OK\n", "OK\r\n"),
    "c.log.gz": gzipSync(text(ssh(4), ssh(5)).replace("OK\n", "OK\r")),
    "d.log": text(ssh(6)),
  };
  const observation = await seen(files);
  expect(observation.records).toMatchObject({ files: 4, flows: 2999 + 3 + 2 + 1, damaged: 2 });
  expect(notesOf(observation)).toEqual([
    expect.stringMatching(/^\/a\.log: lines are no records of its format, the first is line 1502: 2: 2 123456789010 /),
  ]);
});

test("logs of one network that lie beside each other are named: where both ran, each flow is there twice", async () => {
  const at = (log: string): string => join("st-marys", log, "AWSLogs", "a.log");
  const alone = {
    [at("flows-v10-76dcecc7")]: text(ssh(1)),
    [join("other", "flows-v5-0011aabb", "a.log")]: text(ssh(2)),
  };
  expect((await seen(alone)).remarks).toEqual([]);
  const [remark] = (await seen({ [at("flows-v5-0011aabb")]: text(ssh(1)) })).remarks;
  expect(remark?.replaceAll(folder, "FOLDER")).toBe(
    "logs of one network lie beside each other, FOLDER/st-marys/flows-v10-76dcecc7, FOLDER/st-marys/flows-v5-0011aabb: where both ran at once every flow counts twice; read one of them",
  );
});

test("what is no file is refused by its kind, named or found", async () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  const refused = 'cannot read "FOLDER/pipe"; received a pipe; allowed: a file or a folder of flow-log records';
  expect(await refusal({}, ["pipe"])).toBe(refused);
  expect(await refusal({ "a.log": text(ssh(1)) }, ["."])).toBe(refused);
});

test("records of a transit gateway are called so", async () => {
  const fields = "version tgw-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status";
  expect(await refusal({ "a.log": `${fields}\n` }, ["a.log"])).toMatch(
    /^FOLDER\/a\.log: the records are of a transit gateway, which say nothing of what was accepted or rejected; received no action; allowed: /,
  );
});

test("of several Parquet files, one that is damaged is named and the others count", async () => {
  const { path, written } = await parquet(text(ssh(1), ssh(2)));
  rmSync(path, { recursive: true });
  const observation = await seen({ "a.parquet": written, "b.parquet": written.subarray(0, written.length - 40) });
  expect(observation.records.flows).toBe(2);
  expect(notesOf(observation)).toEqual([
    expect.stringMatching(/^\/b\.parquet: the Parquet file cannot be read; nothing of it counts: 0: /),
  ]);
});

test("records out of order say the same as in order; a start after its end is turned; the future has no time", async () => {
  const lines = [ssh(1, 1418530010), ssh(2, 1418530500), ssh(3, 1418530200)];
  const inOrder = await seen({ "a.log": text(...lines) });
  expect(await seen({ "a.log": text(...[...lines].reverse()) })).toEqual(inOrder);
  const skewed = ssh(4).replace("1418530010 1418530070", "1418530070 1418530010");
  const ahead = ssh(5, now + 90_000);
  const observation = await seen({ "a.log": text(...lines, skewed, ahead) });
  expect(observation.records).toMatchObject({
    flows: 5,
    skewed: 1,
    ahead: 1,
    firstSeen: "2014-12-14T04:06:50Z",
    lastSeen: "2014-12-14T04:16:00Z",
  });
  expect(observation.remarks).toEqual([
    "1 record starts after it ends: taken the other way round",
    "1 record ends in the future: it counts, and its times do not",
  ]);
});

test("fields that AWS does not have are left out and named", async () => {
  const { records, remarks } = await seen({ "a.log": `${defaultFields} mood\n${ssh(1)} good\n` });
  expect(records).toMatchObject({ flows: 1, damaged: 0 });
  expect(remarks).toEqual(["fields that AWS does not have were left out: mood"]);
});

test("of a time that is asked for, files of other times are not opened: not even one that cannot be", async () => {
  const day = Date.UTC(2026, 10, 27, 13) / 1000;
  const observation = await seen(
    {
      "2026/11/27/13/a.log": text(ssh(1, day), ssh(2, day - 60)),
      "2026/11/27/07/no-flow-log.log": "it is not even read\n",
      "2026/11/20/00/no-flow-log.log": "nor is this\n",
    },
    [folder],
    { since: day, until: day + 3600 },
  );
  expect(observation.records).toMatchObject({ files: 1, flows: 1, outsideWindow: 1 });
  expect(observation.notes).toEqual([]);
});

test("a date above the folder that is named says nothing of the records in it", async () => {
  const day = Date.UTC(2026, 10, 1, 13) / 1000;
  const observation = await seen(
    { "2026/11/28/copy/2026/11/01/13/a.log": text(ssh(1, day)) },
    [join(folder, "2026/11/28/copy")],
    { since: day, until: day + 3600 },
  );
  expect(observation.records).toMatchObject({ files: 1, flows: 1 });
});

test("counts that no flow has are damage, and stop nothing", async () => {
  const huge = (number: number): string => ssh(number).replace(/ 20 4249 /, " 20 9223372036854775807 ");
  expect(huge(1)).not.toBe(ssh(1));
  const observation = await seen({ "a.log": text(huge(1), huge(2), ssh(3)) });
  expect(observation.records).toMatchObject({ flows: 1, damaged: 2 });
});

test("each number of a record may be as great as it can be, and no greater or smaller", async () => {
  const [most, ports] = [2 ** 44 - 1, 65_535];
  const line = (srcport: number, dstport: number, packets: number, bytes: number, protocol = 6): string =>
    ssh(1).replace(" 1 22 6 20 4249 ", ` ${[srcport, dstport, protocol, packets, bytes].join(" ")} `);
  const good = [
    line(ports, ports, most, most),
    line(0, 0, 0, 0),
    line(ports, 0, 0, most),
    line(0, ports, most, 0),
    line(1, 2, 3, 4, 255),
  ];
  const bad = [
    line(ports + 1, 1, 1, 1),
    line(1, ports + 1, 1, 1),
    line(-1, 1, 1, 1),
    line(1, -1, 1, 1),
    line(1, 1, most + 1, 1),
    line(1, 1, 1, most + 1),
    line(1, 1, -1, 1),
    line(1, 1, 1, -1),
    line(1, 1, 1, 1, 256),
    line(1, 1, 1, 1, -1),
  ];
  expect(new Set([...good, ...bad]).size).toBe(15);
  const { records } = await seen({ "a.log": text(...good, ...bad) });
  expect(records).toMatchObject({ flows: good.length, damaged: bad.length });
});

test("a file counts once, whatever names and links lead to it, and characters of a pattern in its name are themselves", async () => {
  mkdirSync(join(folder, "in"), { recursive: true });
  symlinkSync(folder, join(folder, "in/round"));
  const files = {
    "in/a[1]*?'.log": text(ssh(1)),
    "in/a1x.log": text(ssh(2)),
    "in/b[2].log.gz": gzipSync(text(ssh(3))),
  };
  const paths = [folder, join(folder, "in"), join(folder, "in/a1x.log"), join(folder, "in/../in/a1x.log")];
  expect((await seen(files, paths)).records).toMatchObject({ files: 3, flows: 3 });
});

test("a gzip file that is damaged from its start is named", async () => {
  const damaged = Buffer.concat([gzipSync(text(ssh(1))).subarray(0, 10), Buffer.alloc(100, 7)]);
  const observation = await seen({ "a.log": text(ssh(1)), "b.log.gz": damaged });
  expect(notesOf(observation)).toEqual([
    "/b.log.gz: the gzip file is damaged from its start; nothing of it counts: 0: 110 bytes or more",
  ]);
});

test("nothing is left behind in the temporary folder", async () => {
  const usual = process.env["TMPDIR"];
  const own = mkdtempSync(join(tmpdir(), "cordon-own-"));
  process.env["TMPDIR"] = own;
  try {
    await seen({ "a.log.gz": gzipSync(text(ssh(1))) });
    await refusal({ "b.log": "no records\n" }, ["b.log"]);
    expect(readdirSync(own)).toEqual([]);
  } finally {
    if (usual === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = usual;
    rmSync(own, { recursive: true });
  }
});

test("what else lies in a folder is named and not read", async () => {
  const observation = await seen({
    "a.log": text(ssh(1)),
    "README.md": "# Records\n",
    ".hidden": "x",
    "empty.log": "",
  });
  expect(notesOf(observation)).toEqual([
    '/README.md: the file is no flow log: its first line names no fields and is no record of AWS\'s default format: 0: "# Records"',
  ]);
  expect(observation.remarks).toEqual(["1 file is empty"]);
});

test("refuses an empty folder, a path that is not there, and a file that is no flow log", async () => {
  expect(await refusal({})).toBe(
    'there is no file of records; received "FOLDER"; allowed: files of flow-log records, or a folder with some, in the time asked for',
  );
  expect(await refusal({}, ["gone"])).toMatch(
    /^cannot read "FOLDER\/gone"; received ENOENT.*; allowed: a file or a folder/,
  );
  expect(await refusal({ "a.txt": "Dear reader\n" }, ["a.txt"])).toMatch(
    /^FOLDER\/a\.txt: the file is no flow log: .*; received "Dear reader"/,
  );
  expect(await refusal({ "a.txt": "Dear reader\n" })).toMatch(
    /^none of the files is a flow log that can be read; received FOLDER\/a\.txt: /,
  );
});

test("refuses records without the fields that matter, naming them", async () => {
  const without = defaultFields.replace(" action", "").replace(" protocol", "");
  expect(await refusal({ "a.log": `${without}\n` }, ["a.log"])).toBe(
    "FOLDER/a.log: the records lack fields without which nothing can be said of them; received no protocol, no action; allowed: records with srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, end, action, log-status",
  );
  expect(await refusal({ "a.log": `${defaultFields} action\n` }, ["a.log"])).toBe(
    "FOLDER/a.log: the records have a field twice; received action",
  );
});

test("refuses input of which no line is a record", async () => {
  expect(await refusal({ "a.log": text("nonsense", "more of it") })).toMatch(
    /^no line of the input is a record; received 2 damaged lines, the first: "nonsense"/,
  );
});

test("refuses input without a record, of which nothing can be said", async () => {
  const nothing = "the input holds no record, so nothing can be said; received ";
  const allowed = "; allowed: files with flow-log records; lines that say NODATA are records too";
  expect(await refusal({ "a.log": text() })).toBe(`${nothing}1 file, with names of fields at most${allowed}`);
  expect(await refusal({ "b.log": "" })).toBe(`${nothing}2 files, of which 1 empty${allowed}`);
  const { path, written } = await parquet(text());
  rmSync(path, { recursive: true });
  rmSync(folder, { recursive: true });
  expect(await refusal({ "a.parquet": written })).toBe(`${nothing}1 file, with names of fields at most${allowed}`);
});

const told = (status: string, at = 1418530010): string =>
  `2 123456789010 eni-1235b8ca123456789 - - - - - - - ${at} ${at + 60} - ${status}`;

test("a record of silence is a record, and one that AWS skipped is none", async () => {
  expect((await seen({ "a.log": text(told("NODATA")) })).records).toMatchObject({ flows: 0, noData: 1 });
  expect(await refusal({ "a.log": text(told("SKIPDATA")) })).toBe(
    "every record of the input says SKIPDATA: AWS recorded no traffic then, and nothing can be said of it; received 1 record; allowed: records of a time in which AWS skipped none, or not all",
  );
});

test("refuses records of other times alone, whatever they say", async () => {
  const asked = { since: 1418530000, until: 1418540000 };
  const day = 86_400;
  const lines = [ssh(1, 1418530010 + day), told("NODATA", 1418530010 - day), told("SKIPDATA", 1418530010 - day)];
  const files = { "a.log": text(...lines, "damaged") };
  await expect(seen(files, [folder], asked)).rejects.toThrow(
    "no record of the input is of the time asked for; received 3 records of other times; allowed: another --since and --until, or the files of that time",
  );
  const both = await seen({ "a.log": text(...lines, ssh(1)) }, [folder], asked);
  expect(both.records).toMatchObject({ flows: 1, noData: 0, skipped: 0, outsideWindow: 3 });
});

test("refuses records of another network: everything in them would be called undeclared", async () => {
  const other = ssh(1).replaceAll("172.31.16", "10.99.0");
  expect(await refusal({ "a.log": text(other) })).toBe(
    'the records are not of network "examples": none of their addresses is in it; received 2 addresses, such as 10.99.0.139; allowed: records with addresses in 10.40.0.0/16 or in its sites',
  );
});

test("refuses records of another VPC with the same addresses, where records and intent name it", async () => {
  const [network] = exampleNetwork.networks;
  const of = async (id: string, ...lines: readonly string[]) => {
    writeFileSync(join(folder, "a.log"), [`${defaultFields} vpc-id`, ...lines, ""].join("\n"));
    const declared = { networks: [{ ...network!, vpc: { id } }] };
    const window = { since: -Infinity, until: Infinity };
    return observeRecords({ paths: [folder], declared, window, earlier: undefined, now }, () => undefined);
  };
  const [own, other] = ["vpc-0aaaaaaaaaaaaaaaa", "vpc-0bbbbbbbbbbbbbbbb"];
  await expect(of(own, `${ssh(1)} ${other}`, `${ssh(2)} -`)).rejects.toMatchObject({
    issues: [
      {
        what: 'the records are not of network "examples": none of them is of its VPC',
        received: other,
        allowed: `records of ${own}`,
      },
    ],
  });
  expect((await of(own, `${ssh(1)} ${other}`, `${ssh(2)} ${own}`)).records.flows).toBe(2);
  expect((await of(own, `${ssh(1)} -`)).records.flows).toBe(1);
});

test("refuses to go on without DuckDB, and says how to install it", () => {
  const loading = (error: Error) => () =>
    loadDuckDb(() => {
      throw error;
    });
  const missing = Object.assign(new Error("Cannot find module"), { code: "MODULE_NOT_FOUND" });
  expect(loading(missing)).toThrow(
    "cordon observe needs DuckDB, which is not installed; allowed: npm install --save-dev @duckdb/node-api",
  );
  expect(loading(new Error("no libduckdb"))).toThrow(
    "DuckDB is installed and cannot be loaded on this machine; received no libduckdb",
  );
});
