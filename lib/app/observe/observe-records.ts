/** Reads records beside an intent and says what they say: files, engine, questions and findings in one. */
import { InvalidInput } from "../../model";
import {
  conduitsRows,
  observe,
  placesRows,
  questions,
  timeText,
  type Answers,
  type Declared,
  type Earlier,
  type Observation,
  type Reading,
} from "../../flows";
import { ask, prepare } from "./ask";
import { openEngine, type Engine } from "./engine";
import { refuseNothing } from "./no-records";
import type { TimeWindow } from "./path-time";
import { takeIn, type FileNote, type Say, type TakenIn } from "./take-in";

export interface ObserveRequest {
  /** Files and folders of records. */
  readonly paths: readonly string[];
  readonly declared: Declared;
  readonly window: TimeWindow;
  /** What an earlier run saw. */
  readonly earlier: Earlier | undefined;
  /** Unix seconds: records cannot have ended later. */
  readonly now: number;
}

/** Seconds that a clock may be ahead. */
const tolerance = 3600;

/**
 * @throws {InvalidInput} when DuckDB is not installed, a path cannot be read, there are no records, or they are of another network
 */
export async function observeRecords(request: ObserveRequest, say: Say): Promise<Observation> {
  const { paths, declared, window, earlier, now } = request;
  const engine = await openEngine();
  try {
    const [places, conduits] = [placesRows(declared), conduitsRows(declared)];
    const taken = await takeIn(
      engine,
      paths,
      { conduits, window, latest: now + tolerance, vpcs: vpcsOf(declared) },
      say,
    );
    await prepare(engine, places, conduits);
    const reading = await readingOf(engine, taken);
    await refuseOtherNetwork(engine, declared);
    await refuseOtherVpc(engine, declared);
    const answers: Record<string, readonly Readonly<Record<string, unknown>>[]> = {};
    for (const [name, question] of Object.entries(questions)) answers[name] = await ask(engine, question);
    return observe(answers as unknown as Answers, declared, reading, earlier);
  } finally {
    engine.close();
  }
}

interface Counts {
  readonly records: Observation["records"];
  readonly notes: readonly FileNote[];
}

async function readingOf(engine: Engine, taken: TakenIn): Promise<Reading> {
  const { records, notes } = await countsOf(engine, taken);
  const [flags] = await engine.rows("SELECT count(*) AS rows FROM taken WHERE opening <> 0");
  refuseNothing(records, notes, taken.empty);
  return { records, notes, remarks: remarksOf(taken, records), hasFlags: Number(flags?.["rows"]) > 0 };
}

async function countsOf(engine: Engine, { files, notes: found }: TakenIn): Promise<Counts> {
  const rows =
    await engine.rows(`SELECT class, sum(flows_out + flows_in)::BIGINT AS records, sum(skewed)::BIGINT AS skewed, sum(ahead)::BIGINT AS ahead,
  min(first_seen) AS first_seen, max(last_seen) AS last_seen
FROM taken GROUP BY class`);
  const of = (name: string, column = "records"): number =>
    Number(rows.find((row) => row["class"] === name)?.[column] ?? 0);
  const damaged = await engine.rows(`SELECT file, sum(flows_out + flows_in)::BIGINT AS count, min(example) AS example
FROM taken WHERE class = 'damaged' GROUP BY file ORDER BY file`);
  const unread =
    await engine.rows(`SELECT min(file) AS file, sum(flows_out + flows_in)::BIGINT AS count, min(concat(src, ' ', dst)) AS example
FROM taken t WHERE class = 'flow' AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.src = t.src AND p.dst = t.dst)
HAVING count(*) > 0`);
  const [segments] = await engine.rows(`SELECT coalesce(sum(p.flows_out + p.flows_in), 0)::BIGINT AS count
FROM parts p JOIN located s ON s.address = p.src JOIN located d ON d.address = p.dst
WHERE s.type <> 'segment' AND d.type <> 'segment'`);
  const noteOf = (row: Readonly<Record<string, unknown>>, what: string): FileNote => ({
    file: String(row["file"]),
    what,
    count: Number(row["count"]),
    example: String(row["example"]),
  });
  const notes = [
    ...found,
    ...damaged.map((row) => noteOf(row, "lines have values that no record has")),
    ...unread.map((row) => noteOf(row, "lines have addresses that are none")),
  ];
  const time = (column: string): string => {
    const value = rows.find((row) => row["class"] === "flow")?.[column];
    return value === null || value === undefined ? "" : timeText(Number(value));
  };
  const unplaced = unread.reduce((sum, row) => sum + Number(row["count"]), 0);
  return {
    notes,
    records: {
      files,
      flows: of("flow") - unplaced,
      noData: of("no-data"),
      skipped: of("skipped"),
      damaged: notes.reduce((sum, { count }) => sum + count, 0),
      outsideWindow: of("outside-window"),
      skewed: of("flow", "skewed"),
      ahead: of("flow", "ahead"),
      notOfSegments: Number(segments?.["count"]),
      firstSeen: time("first_seen"),
      lastSeen: time("last_seen"),
    },
  };
}

function remarksOf(
  { headerless, unknownFields, empty, logs }: TakenIn,
  { skipped, skewed, ahead }: Observation["records"],
): readonly string[] {
  const remark = (number: number, one: string, many: string): readonly string[] =>
    number === 0 ? [] : [number === 1 ? `1 ${one}` : `${String(number)} ${many}`];
  return [
    ...remark(
      headerless,
      "file begins without names of fields: read as AWS's default format, version 2",
      "files begin without names of fields: read as AWS's default format, version 2",
    ),
    ...remark(empty, "file is empty", "files are empty"),
    ...(logs.length === 0
      ? []
      : [
          `logs of one network lie beside each other, ${logs.join(", ")}: where both ran at once every flow counts twice; read one of them`,
        ]),
    ...(unknownFields.length === 0 ? [] : [`fields that AWS does not have were left out: ${unknownFields.join(", ")}`]),
    ...remark(
      skipped,
      "record says SKIPDATA: AWS skipped records then, so what is absent here may have been there",
      "records say SKIPDATA: AWS skipped records then, so what is absent here may have been there",
    ),
    ...remark(
      skewed,
      "record starts after it ends: taken the other way round",
      "records start after they end: taken the other way round",
    ),
    ...remark(
      ahead,
      "record ends in the future: it counts, and its times do not",
      "records end in the future: they count, and their times do not",
    ),
  ];
}

/** The ids of the networks' VPCs; none where Terraform gives one of them an id. */
function vpcsOf({ networks }: Declared): readonly string[] {
  const ids = networks.flatMap(({ vpc }) => ("id" in vpc ? [vpc.id] : []));
  return ids.length === networks.length ? ids : [];
}

/** Addresses alone do not tell networks apart that have the same: where records and intent both name the VPC, it does. */
async function refuseOtherVpc(engine: Engine, declared: Declared): Promise<void> {
  const [first] = await engine.rows("SELECT min(vpc) AS vpc FROM taken WHERE class = 'flow'");
  const vpc = first?.["vpc"];
  if (typeof vpc !== "string" || vpc === "") return;
  const what = `${notOf(declared)}: none of them is of its VPC`;
  throw new InvalidInput([{ what, received: vpc, allowed: `records of ${vpcsOf(declared).join(", ")}` }]);
}

/** Records of another network have no address of this one, and everything in them would be called undeclared. */
async function refuseOtherNetwork(engine: Engine, declared: Declared): Promise<void> {
  const [own] = await engine.rows("SELECT count(*) AS rows FROM located WHERE type IN ('segment', 'network')");
  const [all] = await engine.rows("SELECT count(*) AS rows, min(address) AS example FROM located");
  if (Number(own?.["rows"]) > 0 || Number(all?.["rows"]) === 0) return;
  throw new InvalidInput([
    {
      what: `${notOf(declared)}: none of their addresses is in it`,
      received: `${String(all?.["rows"])} addresses, such as ${String(all?.["example"])}`,
      allowed: `records with addresses in ${declared.networks.map(({ block }) => block).join(", ")} or in its sites`,
    },
  ]);
}

function notOf({ networks }: Declared): string {
  return `the records are not of ${networks.map(({ name }) => `network "${name}"`).join(" or ")}`;
}
