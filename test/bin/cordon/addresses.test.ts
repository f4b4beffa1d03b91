import { existsSync, readFileSync } from "node:fs";
import { freeAddresses } from "../../../bin/cordon/addresses";
import { formatLock, type LockDocument } from "../../../lib/model";
import { inFolderWith } from "./folder";

const segment = (block: string, state: "in-use" | "released") =>
  ({ block, subnetPrefix: 24, reservedZones: 2, state, zones: { "us-east-1a": { slot: 0 } } }) as const;

const lock: LockDocument = {
  lockfileVersion: 1,
  network: "st-marys",
  block: "10.40.0.0/16",
  segments: { old: segment("10.40.0.0/23", "released"), pacs: segment("10.40.2.0/23", "in-use") },
};
const files = { "plan.lock.json": formatLock(lock) };

/** Frees a segment; what the file holds afterwards. */
async function free(name: string, content: Readonly<Record<string, string>> = files) {
  let after: string | undefined;
  const printed = await inFolderWith(
    content,
    () => freeAddresses(name, "plan.lock.json"),
    () => (after = existsSync("plan.lock.json") ? readFileSync("plan.lock.json", "utf8") : undefined),
  );
  return { ...printed, after };
}

describe("cordon addresses free", () => {
  test("takes a released segment out of the lock and says what comes next", async () => {
    const { stdout, failure, after } = await free("old");
    expect(failure).toEqual([]);
    expect(stdout).toBe(
      "Freed 10.40.0.0/23 of old in plan.lock.json. Next: commit the file; the next new segment may get this block.\n",
    );
    expect(after).toBe(formatLock({ ...lock, segments: { pacs: lock.segments["pacs"]! } }));
  });

  test.each([
    [
      "a segment in use",
      "pacs",
      'cordon: the segment is in use, so its block cannot be freed; received "pacs"; allowed: old',
    ],
    [
      "a segment that the lock does not hold",
      "ris",
      'cordon: the address plan holds no block of this segment; received "ris"; allowed: old',
    ],
    [
      "a name of JavaScript's own",
      "constructor",
      'cordon: the address plan holds no block of this segment; received "constructor"; allowed: old',
    ],
  ])("refuses %s and leaves the lock as it was", async (_, name, line) => {
    const { failure, after } = await free(name);
    expect(failure).toEqual([line]);
    expect(after).toBe(files["plan.lock.json"]);
  });

  test("refuses a lock file that is not there and makes none", async () => {
    const { failure, after } = await free("old", {});
    expect(failure).toEqual([
      `cordon: there is no lock file "plan.lock.json"; allowed: the lock file of the network's address plan`,
    ]);
    expect(after).toBeUndefined();
  });

  test("refuses a damaged lock and leaves it as it was", async () => {
    const { failure, after } = await free("old", { "plan.lock.json": "<<<<<<< mine\n{}\n" });
    expect(failure).toEqual([expect.stringMatching(/^cordon: plan\.lock\.json: the lock of the address plan /)]);
    expect(after).toBe("<<<<<<< mine\n{}\n");
  });
});
