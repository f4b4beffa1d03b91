import { existsSync, readFileSync } from "node:fs";
import { record, type RecordOptions } from "../../../bin/cordon/record";
import { realDocument, realIntent } from "../../app/real-intent";
import { inFolderWith } from "./folder";

const manifest = (...stacks: readonly string[]) => ({
  stacks: Object.fromEntries(stacks.map((name) => [name, { workingDirectory: `stacks/${name}` }])),
});

async function run(options: Partial<RecordOptions>, ...stacks: readonly string[]) {
  let written: string | undefined;
  const files = Object.fromEntries(
    stacks.map((stack) => [`out/stacks/${stack}/intent.json`, { ...realDocument(), stack }] as const),
  );
  const printed = await inFolderWith(
    { "out/manifest.json": manifest(...stacks), ...files },
    () => {
      record("out", { output: "deployed.intent.json", ...options });
    },
    () => (written = existsSync("deployed.intent.json") ? readFileSync("deployed.intent.json", "utf8") : undefined),
  );
  return { ...printed, written };
}

test("The intent of the stack is kept, and the command says what comes next.", async () => {
  const { stdout, failure, written } = await run({}, "test");
  expect([failure, stdout]).toEqual([
    [],
    "Recorded stack test with 0 sites in deployed.intent.json. Next: commit the file.\n",
  ]);
  expect(written).toBe(realIntent());
});

test("refuses to choose among several stacks, and a stack that is not there", async () => {
  const several = await run({}, "one", "two");
  expect(several.failure).toEqual([
    "cordon: the folder holds several stacks; received one, two; allowed: --stack with one of one, two",
  ]);
  const none = await run({ stack: "three" }, "one", "two");
  expect(none.failure).toEqual([
    'cordon: the folder holds no such stack; received "three"; allowed: --stack with one of one, two',
  ]);
  expect([several.written, none.written]).toEqual([undefined, undefined]);
  const { written } = await run({ stack: "two" }, "one", "two");
  expect(written).toContain('"stack": "two"');
});
