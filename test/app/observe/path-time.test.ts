import { mayHold, timeOf } from "../../../lib/app/observe/path-time";

const at = (text: string): number => Date.parse(text) / 1000;
const hour = { since: at("2026-11-28T13:00Z"), until: at("2026-11-28T14:00Z") };

test("the time of a path is told by plain folders and by Hive's", () => {
  const root = "AWSLogs/123456789012/vpcflowlogs/us-east-1";
  expect(timeOf(`${root}/2026/11/28/13/x.log.gz`)).toEqual(hour);
  expect(timeOf(`${root}/year=2026/month=11/day=28/hour=13/x.parquet`)).toEqual(hour);
  expect(timeOf(`${root}/2026/11/28/x.log.gz`)).toEqual({ since: at("2026-11-28"), until: at("2026-11-29") });
  expect(timeOf(`${root}/2026/11`)).toEqual({ since: at("2026-11-01"), until: at("2026-12-01") });
  expect(timeOf(`${root}/2026`)).toEqual({ since: at("2026-01-01"), until: at("2027-01-01") });
});

test("numbers that are no time tell none, and hide none that comes after them", () => {
  for (const path of ["records/a.log", "2026/records/13/a.log", "1234/a.log", "day=28/hour=13/a.log", "7/5/a.log"])
    expect([path, timeOf(path)?.since]).toEqual([path, undefined]);
  expect(timeOf("2026/copy/2026/11/28/13/x.log")).toEqual(hour);
});

test("what may hold records of a window is within an hour of it", () => {
  const window = { since: at("2026-11-28T13:30Z"), until: at("2026-11-28T15:00Z") };
  const open = ["11", "12", "13", "14", "15", "16", "17"].filter((name) => mayHold(`2026/11/28/${name}`, window));
  expect(open).toEqual(["12", "13", "14", "15"]);
  expect(mayHold("no/time/told", window)).toBe(true);
  expect(mayHold("2025", window)).toBe(false);
});
