import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../../lib/app";
import { InvalidInput } from "../../lib/model";
import { inFolder } from "../constructs/synth";

describe("writeWhole", () => {
  test("writes a file, makes its folders, and leaves nothing beside it", () => {
    inFolder((folder) => {
      const file = join(folder, "stacks", "a", "intent.json");
      writeWhole(file, "one\n");
      expect(readFileSync(file, "utf8")).toBe("one\n");
      expect(readdirSync(join(folder, "stacks", "a"))).toEqual(["intent.json"]);
    });
  });

  test("moves a new file into place instead of writing over the old one, which a reader may have open", () => {
    inFolder((folder) => {
      const file = join(folder, "intent.json");
      writeWhole(file, "one\n");
      const { ino } = statSync(file);
      writeWhole(file, "two\n");
      expect(readFileSync(file, "utf8")).toBe("two\n");
      expect(statSync(file).ino).not.toBe(ino);
    });
  });

  test("refuses a place where a folder is, says why, and leaves nothing behind", () => {
    inFolder((folder) => {
      mkdirSync(join(folder, "intent.json"));
      expect(() => writeWhole(join(folder, "intent.json"), "one\n")).toThrow(InvalidInput);
      expect(() => writeWhole(join(folder, "intent.json"), "one\n")).toThrow(
        /^cannot write ".*intent\.json"; received EISDIR: .*; allowed: a folder that this user can write to$/,
      );
      expect(readdirSync(folder)).toEqual(["intent.json"]);
    });
  });

  test("refuses a folder in whose place a file is, says why, and leaves the file as it was", () => {
    inFolder((folder) => {
      writeFileSync(join(folder, "out"), "mine");
      for (const file of [join(folder, "out", "intent.json"), join(folder, "out", "stacks", "intent.json")]) {
        expect(() => writeWhole(file, "one\n")).toThrow(InvalidInput);
        expect(() => writeWhole(file, "one\n")).toThrow(/^cannot write ".*"; received (EEXIST|ENOTDIR): /);
      }
      expect(readFileSync(join(folder, "out"), "utf8")).toBe("mine");
      expect(readdirSync(folder)).toEqual(["out"]);
    });
  });
});
