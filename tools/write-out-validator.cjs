/**
 * Writes the check of an intent out as JavaScript, in place of the module that compiles it when it is first needed.
 *
 * Called with the folder of the build. The check is the same, made by the same library with the same options.
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const Ajv = require("ajv").default;
const standaloneCode = require("ajv/dist/standalone").default;

/** The module that exports the check under the name that `lib/app/intent-validator.ts` gives it. */
function writtenOut(schema) {
  const ajv = new Ajv({ strict: true, verbose: true, code: { source: true }, schemas: [schema] });
  return standaloneCode(ajv, { validateIntent: schema.$id });
}

const [folder] = process.argv.slice(2);
if (require.main === module) {
  const schema = JSON.parse(readFileSync(join(folder, "schemas", "intent-1.schema.json"), "utf8"));
  writeFileSync(join(folder, "lib", "app", "intent-validator.js"), writtenOut(schema));
}

module.exports = { writtenOut };
