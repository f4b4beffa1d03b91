import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { synth } from "../../../bin/cordon/synth";
import { realIntent } from "../../app/real-intent";
import { inFolderWith, type Files } from "./folder";

/** An app that writes what a synth writes: manifest and intent of one stack, and what it was told. */
const app = `
const fs = require("fs"), out = process.env.CDKTF_OUTDIR;
fs.mkdirSync(out + "/stacks/test", { recursive: true });
fs.writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { test: { workingDirectory: "stacks/test" } } }));
fs.copyFileSync("intent.json", out + "/stacks/test/intent.json");
fs.writeFileSync("told.json", JSON.stringify({ out, context: process.env.CDKTF_CONTEXT_JSON ?? null }));
console.log("what the app says");
console.error("proved: holds");
`;

const project = (more: object = {}): Files => ({
  "cdktf.json": { app: "node app.cjs", ...more },
  "app.cjs": app,
  "intent.json": realIntent(),
});

const usual = () => synth({ output: undefined });

describe("cordon synth", () => {
  test("runs the app, then prints what it declares and what it remarked, and nothing else that it said", async () => {
    const { stdout, stderr, failure } = await inFolderWith(project(), usual);
    expect(failure).toEqual([]);
    expect(stdout).toContain("st-marys  10.40.0.0/16");
    expect(stdout).toContain("Terraform  cdktf.out/stacks");
    expect(stdout + stderr).not.toContain("what the app says");
    expect(stderr).toMatch(/Synthesized in \d+\.\d s\nproved: holds\n$/);
  });

  test.each([
    ["the option", { output: "from-json" }, "from-option", "from-option"],
    ["cdktf.json", { output: "from-json" }, undefined, "from-json"],
  ])("writes to the folder that %s names", async (_, more, output, expected) => {
    const { stdout } = await inFolderWith(
      project(more),
      () => synth({ output }),
      (folder) => {
        expect(existsSync(join(folder, expected, "stacks/test/intent.json"))).toBe(true);
        expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
      },
    );
    expect(stdout).toContain(`Terraform  ${expected}/stacks`);
  });

  test("tells the app where to write and its context, as cdktf does", async () => {
    await inFolderWith(project({ context: { today: "2026-11-23" } }), usual, (folder) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- what the app was told, as JSON
      expect(require(join(folder, "told.json"))).toEqual({
        out: join(folder, "cdktf.out"),
        context: '{"today":"2026-11-23"}',
      });
    });
  });

  const refusals: readonly (readonly [string, Files, RegExp])[] = [
    [
      "a folder without cdktf.json",
      {},
      /^cordon: there is no cdktf\.json in this folder; received \/.*; allowed: a folder with a CDK for Terraform project$/,
    ],
    [
      "cdktf.json that is not JSON",
      { "cdktf.json": "{\n app" },
      /^cordon: cdktf\.json cannot be read as JSON; received /,
    ],
    ["cdktf.json that is a list", { "cdktf.json": "[]" }, /^cordon: cdktf\.json is not an object; received \[\]$/],
    [
      "cdktf.json without an app",
      { "cdktf.json": {} },
      /^cordon: cdktf\.json names no app; received nothing; allowed: a command, such as "app": "npx ts-node main\.ts"$/,
    ],
    [
      "cdktf.json with an app of another type",
      { "cdktf.json": { app: 7 } },
      /^cordon: cdktf\.json names no app; received 7;/,
    ],
    [
      "cdktf.json with an output that is no folder",
      { "cdktf.json": { app: "true", output: 7 } },
      /^cordon: "output" of cdktf\.json is not a folder; received 7; allowed: text, such as "cdktf\.out"$/,
    ],
    [
      "a file in place of the output folder",
      { ...project(), "cdktf.out": "mine" },
      /^cordon: output folder "cdktf\.out" cannot be written to; received EEXIST: .*; allowed: a folder that this user can write to$/,
    ],
    [
      "an app that declares no network",
      { "cdktf.json": { app: "true" } },
      /^cordon: "cdktf\.out" holds no intent\.json; allowed: /,
    ],
  ];
  test.each(refusals)("refuses %s on one line", async (_, files, line) => {
    const { stdout, failure } = await inFolderWith(files, usual, (folder) => {
      expect(
        readdirSync(folder)
          .filter((name) => name !== "cdktf.out")
          .sort(),
      ).toEqual(
        Object.keys(files)
          .filter((name) => name !== "cdktf.out")
          .sort(),
      );
    });
    expect(stdout).toBe("");
    expect(failure).toEqual([expect.stringMatching(line)]);
  });

  test.each([
    ["fails", "echo to-stdout; echo to-stderr >&2; exit 3", "exit code 3"],
    ["is killed", "echo to-stdout; echo to-stderr >&2; kill -TERM $$", "signal SIGTERM"],
  ])("shows what an app said that %s, then how it ended, on one line", async (_, command, end) => {
    const { stdout, stderr, failure } = await inFolderWith({ "cdktf.json": { app: command } }, usual);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/to-stdout\nto-stderr\n$/);
    expect(failure).toEqual([
      expect.stringMatching(/^cordon: the app of cdktf\.json failed after \d+\.\d s; what it said is above; received /),
    ]);
    expect(failure[0]).toContain(`received ${end} from "${command}"`);
  });
});
