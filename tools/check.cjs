/**
 * Runs every static check, two at a time, and reports all that fail rather than the first.
 *
 * Each check is an npm script of its own, so that a failing one can be run alone: `npm run lint`.
 */
const { spawn } = require("node:child_process");
const { performance } = require("node:perf_hooks");

/** Slowest first, so that the two lanes end at about the same time. `package:check` packs, and packing builds. */
const checks = ["lint", "package:check", "types", "unused", "layers", "format:check"];
const lanes = 2;

const started = performance.now();
const failed = [];

function run(script) {
  return new Promise((resolve) => {
    const begun = performance.now();
    const output = [];
    const child = spawn("npm", ["run", "--silent", script], {
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) },
    });
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => output.push(Buffer.from(`${error.message}\n`)));
    child.on("close", (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      const passed = code === 0;
      process.stdout.write(`${passed ? "passed" : "FAILED"}  ${script.padEnd(14)} ${seconds.padStart(5)} s\n`);
      if (!passed) {
        failed.push(script);
        process.stdout.write(Buffer.concat(output));
      }
      resolve();
    });
  });
}

async function lane() {
  for (let script = checks.shift(); script !== undefined; script = checks.shift()) await run(script);
}

void Promise.all(Array.from({ length: lanes }, lane)).then(() => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (failed.length === 0) process.stdout.write(`All checks passed in ${seconds} s.\n`);
  else process.stdout.write(`Failed: ${failed.join(", ")}. Run one alone with "npm run <name>".\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
});
