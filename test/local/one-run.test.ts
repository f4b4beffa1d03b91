import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alone } from "../../bin/local/one-run";
import { placeIn } from "../../bin/local/place";

const place = placeIn(mkdtempSync(join(tmpdir(), "cordon-lock-")));
afterAll(() => rmSync(place.project, { recursive: true, force: true }));

test("refuses a second run while the first is at work, and lets the next one in", async () => {
  await alone(place, async () => {
    await expect(alone(place, () => Promise.resolve())).rejects.toThrow(
      `Another local deploy is at work here, process ${String(process.pid)}`,
    );
  });
  expect(existsSync(place.lock)).toBe(false);
  expect(await alone(place, () => Promise.resolve("in"))).toBe("in");
});

test("a run that fails leaves no lock", async () => {
  await expect(alone(place, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(existsSync(place.lock)).toBe(false);
});

test.each([
  ["another process has its pid now", JSON.stringify({ pid: process.pid, started: "long ago" })],
  ["it was cut off while it was written", '{"pid":'],
])("the lock of a run that died is taken over when %s", async (_why, text) => {
  mkdirSync(place.folder, { recursive: true });
  writeFileSync(place.lock, text);
  expect(await alone(place, () => Promise.resolve("in"))).toBe("in");
});
