import { show } from "../../../bin/cordon/show";
import { realIntent } from "../../app/real-intent";
import { inFolderWith, type Files } from "./folder";

const manifest = (...stacks: readonly string[]) => ({
  version: "0.21.0",
  stacks: Object.fromEntries(stacks.map((name) => [name, { name, workingDirectory: `stacks/${name}` }])),
});

/** A folder as a synth leaves it. */
const synthesized = (): Files => ({
  "cdktf.out/manifest.json": manifest("test"),
  "cdktf.out/stacks/test/intent.json": realIntent(),
});

const text = { format: "text" };
const json = { format: "json" };

describe("cordon show", () => {
  test("prints what the folder declares, and what comes next", async () => {
    const { stdout, failure } = await inFolderWith(synthesized(), () => show(undefined, text));
    expect(failure).toEqual([]);
    for (const said of ["st-marys  10.40.0.0/16", "pumps", "life-critical", "Terraform  cdktf.out/stacks"]) {
      expect(stdout).toContain(said);
    }
    expect(stdout).toMatch(/Next +npx cdktf deploy\n$/);
  });

  test("prints the intents themselves as JSON", async () => {
    const { stdout } = await inFolderWith(synthesized(), () => show("cdktf.out", json));
    expect(JSON.parse(stdout)).toEqual([JSON.parse(realIntent())]);
  });

  test("looks where cdktf.json says that the output is", async () => {
    const files = {
      "cdktf.json": { app: "true", output: "out" },
      "out/manifest.json": manifest("test"),
      "out/stacks/test/intent.json": realIntent(),
    };
    const { stdout, failure } = await inFolderWith(files, () => show(undefined, text));
    expect(failure).toEqual([]);
    expect(stdout).toContain("Terraform  out/stacks");
  });

  test("says that the project can be tried on this machine when it has a script for that", async () => {
    const files = { ...synthesized(), "package.json": { scripts: { "deploy:local": "…" } } };
    const { stdout } = await inFolderWith(files, () => show(undefined, text));
    expect(stdout).toContain("npx cdktf deploy   (npm run deploy:local tries it without an AWS account)");
  });

  test("leaves out stacks of an earlier synth, and stacks without a network", async () => {
    const files = {
      ...synthesized(),
      "cdktf.out/manifest.json": manifest("other", "test"),
      "cdktf.out/stacks/other/cdk.tf.json": "{}",
      "cdktf.out/stacks/old/intent.json": "no longer read",
    };
    const { stdout } = await inFolderWith(files, () => show(undefined, json));
    expect(JSON.parse(stdout)).toHaveLength(1);
  });

  const none = (folder: string) =>
    `cordon: "${folder}" holds no intent.json; allowed: a folder that an app with a HospitalNetwork was synthesized into: cordon synth`;
  const refusals: readonly (readonly [string, () => Files, string | RegExp])[] = [
    ["a folder that is not there", () => ({}), none("cdktf.out")],
    ["a folder without a manifest", () => ({ "cdktf.out/x": "" }), none("cdktf.out")],
    ["a synth without a network", () => ({ "cdktf.out/manifest.json": manifest("test") }), none("cdktf.out")],
    [
      "a file in place of the folder",
      () => ({ "cdktf.out": "" }),
      /^cordon: cannot read "cdktf\.out\/manifest\.json"; received ENOTDIR: /,
    ],
    [
      "a damaged manifest",
      () => ({ "cdktf.out/manifest.json": "{}" }),
      /^cordon: "cdktf\.out\/manifest\.json" is not a manifest; received .*; allowed: .*synthesize again$/,
    ],
    [
      "a damaged intent",
      () => ({ ...synthesized(), "cdktf.out/stacks/test/intent.json": realIntent().replace('"clinical"', '"lobby"') }),
      /^cordon: cdktf\.out\/stacks\/test\/intent\.json: the intent is damaged at networks\.0\.segments\.\d\.kind; received "lobby"/,
    ],
    [
      "an intent that was cut off",
      () => ({ ...synthesized(), "cdktf.out/stacks/test/intent.json": realIntent().slice(0, 900) }),
      /^cordon: cdktf\.out\/stacks\/test\/intent\.json: the intent is not JSON; received /,
    ],
    [
      "an intent of another version",
      () => ({ ...synthesized(), "cdktf.out/stacks/test/intent.json": { schema: "cordon/intent/2" } }),
      'cordon: cdktf.out/stacks/test/intent.json: the file is not an intent that this version of Cordon reads; received schema "cordon/intent/2"; allowed: "cordon/intent/1"',
    ],
  ];
  test.each(refusals)("refuses %s on one line and prints nothing else", async (_, files, line) => {
    const { stdout, stderr, failure } = await inFolderWith(files(), () => show(undefined, json));
    expect([stdout, stderr]).toEqual(["", ""]);
    expect(failure).toEqual([typeof line === "string" ? line : expect.stringMatching(line)]);
  });

  test("refuses an unknown format", async () => {
    const { failure } = await inFolderWith(synthesized(), () => show(undefined, { format: "xml" }));
    expect(failure).toEqual(['cordon: unknown format; received "xml"; allowed: text, json']);
  });
});
