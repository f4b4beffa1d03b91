import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AddressPlan, readLock } from "../../lib/app";
import { InvalidInput, formatLock } from "../../lib/model";
import { hospital, inFolder, networkOf, refusal, synthesize, synthesizeNetwork } from "../constructs/synth";

const environment = { ...process.env };

beforeEach(() => {
  delete process.env["CI"];
  delete process.env["CORDON_LOCK"];
});

afterAll(() => {
  process.env = environment;
});

/** Synthesizes a network with these segments, its plan kept in `file`. */
function synth(file: string, names: readonly string[], name = "st-marys") {
  return synthesizeNetwork(
    (network) => {
      for (const segment of names) network.addClinicalSegment(segment);
    },
    { name, addressPlan: AddressPlan.lockedIn(file) },
  );
}

/** Why such a synth is refused; that it wrote no file is checked. */
function refused(file: string, names: readonly string[], name = "st-marys"): string {
  const { message, files } = refusal((stack) => {
    const network = hospital(stack, { name, addressPlan: AddressPlan.lockedIn(file) });
    for (const segment of names) network.addClinicalSegment(segment);
  });
  expect(files).toEqual([]);
  return message;
}

/** Runs `use` with the path of a lock file that does not exist yet. */
function withFile(use: (file: string, folder: string) => void): void {
  inFolder((folder) => use(join(folder, "address-plan.lock.json"), folder));
}

describe("AddressPlan.lockedIn", () => {
  test("writes the lock at the first synth, as the intent has it", () => {
    withFile((file, folder) => {
      const { intent } = synth(file, ["pacs", "ris"]);
      expect(readFileSync(file, "utf8")).toBe(formatLock(networkOf(intent).addressPlan));
      expect(Object.keys(readLock(file)?.segments ?? {})).toEqual(["pacs", "ris"]);
      expect(readdirSync(folder)).toEqual(["address-plan.lock.json"]);
    });
  });

  test("gives the same bytes at the second synth and does not write them again", () => {
    withFile((file) => {
      const first = synth(file, ["pacs", "ris"]);
      const { ino, mtimeMs } = statSync(file);
      const second = synth(file, ["ris", "pacs"]);
      expect(second.text).toEqual(first.text);
      expect(statSync(file)).toMatchObject({ ino, mtimeMs });
    });
  });

  test("keeps every block when segments come and go, and says so in the file", () => {
    withFile((file) => {
      synth(file, ["pacs", "ris"]);
      const before = readLock(file)!.segments;
      synth(file, ["emr", "ris"]);
      const after = readLock(file)!.segments;
      expect(after).toEqual({ emr: after["emr"], pacs: { ...before["pacs"], state: "released" }, ris: before["ris"] });
      expect([before["pacs"]!.block, before["ris"]!.block]).not.toContain(after["emr"]!.block);
    });
  });

  test("synthesizes twice from one plan in one process", () => {
    withFile((file) => {
      const addressPlan = AddressPlan.lockedIn(file);
      const once = () => synthesizeNetwork((network) => void network.addClinicalSegment("pacs"), { addressPlan });
      expect(once().text).toEqual(once().text);
    });
  });

  test("refuses a first lock in CI, names what would change, and writes nothing", () => {
    withFile((file) => {
      process.env["CI"] = "true";
      expect(refused(file, ["pacs"])).toContain(
        `the address plan's lock would change, and must not here; received segment added: pacs; allowed: a synth outside CI whose "${file}" is then committed, or CORDON_LOCK=update`,
      );
      expect(existsSync(file)).toBe(false);
    });
  });

  test("refuses a change in CI and leaves the lock as it was", () => {
    withFile((file) => {
      synth(file, ["pacs", "ris"]);
      const text = readFileSync(file, "utf8");
      process.env["CI"] = "1";
      expect(refused(file, ["emr", "ris"])).toContain("received segment added: emr; segment released: pacs;");
      expect(readFileSync(file, "utf8")).toBe(text);
    });
  });

  test("synthesizes in CI what the lock already holds", () => {
    withFile((file) => {
      const { text } = synth(file, ["pacs"]);
      process.env["CI"] = "true";
      expect(synth(file, ["pacs"]).text).toEqual(text);
    });
  });

  test("changes the lock in CI when CORDON_LOCK=update asks for it", () => {
    withFile((file) => {
      process.env["CI"] = "true";
      process.env["CORDON_LOCK"] = "update";
      synth(file, ["pacs"]);
      expect(Object.keys(readLock(file)!.segments)).toEqual(["pacs"]);
    });
  });

  test("refuses a change anywhere under CORDON_LOCK=frozen", () => {
    withFile((file) => {
      process.env["CORDON_LOCK"] = "frozen";
      expect(refused(file, ["pacs"])).toContain("the address plan's lock would change, and must not here");
    });
  });

  test.each(["", "0", "false"])("does not take CI=%p for a run in CI", (value) => {
    withFile((file) => {
      process.env["CI"] = value;
      process.env["CORDON_LOCK"] = "";
      synth(file, ["pacs"]);
      expect(existsSync(file)).toBe(true);
    });
  });

  test("refuses another value of CORDON_LOCK", () => {
    withFile((file) => {
      process.env["CORDON_LOCK"] = "yes";
      expect(() => AddressPlan.lockedIn(file)).toThrow(
        new InvalidInput([
          { what: "CORDON_LOCK is not one of its values", received: '"yes"', allowed: "update, frozen" },
        ]),
      );
    });
  });

  test("refuses a damaged lock, names the file and the place, and leaves it untouched", () => {
    withFile((file) => {
      synth(file, ["pacs"]);
      const text = readFileSync(file, "utf8").replace('"in-use"', '"gone"');
      writeFileSync(file, text);
      expect(() => AddressPlan.lockedIn(file)).toThrow(
        `${file}: the lock of the address plan is damaged at segments.pacs.state; received "gone"; allowed: in-use or released`,
      );
      expect(readFileSync(file, "utf8")).toBe(text);
    });
  });

  test("refuses the lock of another network and leaves it untouched", () => {
    withFile((file) => {
      synth(file, ["pacs"]);
      const text = readFileSync(file, "utf8");
      expect(refused(file, ["pacs"], "st-lukes")).toContain(
        'the lock of the address plan belongs to another network; received "st-marys"; allowed: "st-lukes"',
      );
      expect(readFileSync(file, "utf8")).toBe(text);
    });
  });

  test("refuses two networks in one lock file instead of losing the plan of the first", () => {
    withFile((file) => {
      const build = () =>
        synthesize((stack) => {
          for (const [name, cidr] of [
            ["st-marys", "10.40.0.0/16"],
            ["st-lukes", "10.41.0.0/16"],
          ] as const) {
            hospital(stack, { name, cidr, addressPlan: AddressPlan.lockedIn(file) }, name).addClinicalSegment("pacs");
          }
        });
      expect(build).toThrow(
        `lock file "${file}" was written by another network or another synth since it was read; allowed: a lock file for each network, and one synth at a time`,
      );
      expect(["st-marys", "st-lukes"]).toContain(readLock(file)?.network);
    });
  });

  test("refuses two networks with one plan as much", () => {
    withFile((file) => {
      const addressPlan = AddressPlan.lockedIn(file);
      const build = () =>
        synthesize((stack) => {
          hospital(stack, { name: "st-marys", addressPlan }, "a").addClinicalSegment("pacs");
          hospital(stack, { name: "st-lukes", cidr: "10.41.0.0/16", addressPlan }, "b").addClinicalSegment("pacs");
        });
      expect(build).toThrow(/network "st-\w+" has the address plan of another network; received that of "st-\w+"/);
      expect(Object.keys(readLock(file)?.segments ?? {})).toEqual(["pacs"]);
    });
  });

  test("refuses a path that cannot be read, rather than planning anew", () => {
    withFile((file, folder) => {
      mkdirSync(file);
      expect(() => AddressPlan.lockedIn(file)).toThrow(/^cannot read ".*lock\.json"; received EISDIR: /);
      writeFileSync(join(folder, "file"), "");
      expect(() => AddressPlan.lockedIn(join(folder, "file", "lock.json"))).toThrow(
        /^cannot read ".*lock\.json"; received ENOTDIR: /,
      );
    });
  });
});
