/**
 * Leaves beside the built command what V8 makes of it, for `bin/cordon.ts` to start from.
 *
 * Called with the folder of the build. It runs a check first, so that the functions of a proof are among it. Only this
 * version of Node can use it, so it is no part of the package.
 */
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");

const [folder] = process.argv.slice(2);
const plan = join(__dirname, "..", "test", "terraform", "fixtures", "hand-written.plan.json");

const { compiledProgram, run, scriptOf } = require(join(process.cwd(), folder, "bin", "cordon.js"));
const script = scriptOf();
process.on("exit", (code) => {
  // 1 is an answer too: broken, or undecided.
  if (code > 1) return;
  writeFileSync(compiledProgram, script.createCachedData());
  process.exitCode = 0;
});
process.argv.splice(1, Infinity, "cordon", "check", plan, "--format", "json");
process.stdout.write = () => true;
run(script);
