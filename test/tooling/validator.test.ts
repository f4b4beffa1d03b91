/** What the build writes in place of the check of an intent says what that check says. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { validateIntent } from "../../lib/app/intent-validator";
import schema from "../../schemas/intent-1.schema.json";
import { writtenOut } from "../../tools/write-out-validator.cjs";
import { realDocument } from "../app/real-intent";

const module_ = { exports: {} as { validateIntent: typeof validateIntent } };
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code under test is text
new Function("module", "exports", "require", writtenOut(schema))(
  module_,
  module_.exports,
  createRequire(join(__dirname, "../../lib/app/intent-validator.ts")),
);
const written = module_.exports.validateIntent;

test("an intent that is whole passes both", () => {
  expect([validateIntent(realDocument()), written(realDocument())]).toEqual([true, true]);
});

test.each([
  ["nothing", null],
  ["an unknown key", { ...realDocument(), colour: "red" }],
  ["a missing key", { ...realDocument(), networks: undefined }],
  ["a wrong kind", deep((segment) => ({ ...segment, kind: "lobby" }))],
  ["a wrong type", deep((segment) => ({ ...segment, blocks: 7 }))],
  ["an empty name", deep((segment) => ({ ...segment, name: "" }))],
])("refuses %s with the same errors", (_, value) => {
  expect([validateIntent(value), written(value)]).toEqual([false, false]);
  expect(written.errors).toEqual(validateIntent.errors);
});

function deep(change: (segment: object) => object): object {
  const document = realDocument();
  return {
    ...document,
    networks: document.networks.map((network) => ({ ...network, segments: network.segments.map(change) })),
  };
}
