/** Each question in both dialects, of records that AWS wrote and of the sample's. */
import { athenaQueries, questions, type Question } from "../../lib/flows";
import { FlowLogFormat, recommendedFormat } from "../../lib/model";
import { sampleRecords } from "../../scripts/sample-flows/sample";
import { synthesizeSample } from "../sample/synth";
import { inAthena, inDuckDb, type Answers, type Records } from "./engines";
import { defaultFormat, exampleNetwork, flagSequence, serviceNames, transitGateway } from "./golden";

// Each reads files with an engine that takes every core there is; other tests want them too.
jest.setTimeout(60_000);

/** What asks for the times of single flows has no text for Athena. */
const inBoth: readonly (readonly [string, Question])[] = Object.entries(questions).filter(
  ([name]) => name !== "rhythm",
);

const examples: readonly (readonly [string, Records])[] = Object.entries({
  defaultFormat,
  flagSequence,
  serviceNames,
  transitGateway,
});

test.each(examples)(
  "all questions have the same answers in both dialects of AWS's own records: %s",
  async (_, records) => {
    const athena = await inAthena(inBoth, records, exampleNetwork);
    expect(athena).toEqual(await inDuckDb(inBoth, records, exampleNetwork));
    expect(Object.values(athena).flat()).not.toEqual([]);
  },
);

describe("the sample's records", () => {
  const { intent, network } = synthesizeSample();
  let athena: Answers;
  let duckdb: Answers;

  beforeAll(async () => {
    const days = { seed: 3, start: Date.UTC(2026, 10, 16) / 1000, days: 3, machines: 1 };
    const records = {
      fields: recommendedFormat.names.join(" "),
      lines: sampleRecords(network, days).map(({ line }) => line),
    };
    [athena, duckdb] = [await inAthena(inBoth, records, intent), await inDuckDb(inBoth, records, intent)];
  });

  test.each(inBoth)("%s has the same answer in both dialects, and one that says something", (name) => {
    expect(athena[name]).toEqual(duckdb[name]);
    expect(athena[name]).not.toEqual([]);
  });
});

test("what Athena is asked names tables and fields and nothing that is declared", () => {
  const tables = {
    database: "flow-logs",
    flows: "flows",
    places: "places",
    conduits: "conduits",
    format: recommendedFormat,
  };
  const texts = athenaQueries(tables);
  expect(texts.map(({ name }) => name)).toEqual([
    "outside-any-conduit",
    "conduits-never-used",
    "new-peers-of-devices",
    "silent-devices",
    "top-rejects",
    "bytes-per-conduit",
  ]);
  const { network } = synthesizeSample();
  const words = [...network.segments.map(({ name }) => name), ...network.conduits.map(({ id }) => id)];
  for (const { sql } of texts) expect(words.filter((word) => sql.includes(`'${word}'`))).toEqual([]);
});

test("a field that the format lacks is not asked for, and a condition on partitions is", () => {
  const format = FlowLogFormat.of(
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
  );
  const [first] = athenaQueries({
    database: "d",
    flows: "f",
    places: "p",
    conduits: "c",
    format,
    where: "day > '2026'",
  });
  expect(first?.sql).not.toMatch(/tcp_flags|pkt_|reject_reason|flow_direction/);
  expect(first?.sql).toContain("AND (day > '2026')");
});
