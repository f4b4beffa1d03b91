/**
 * Puts the command and everything of ours that it runs into one file, in place of `bin/cordon/program.js`: to find and open some
 * three hundred small files takes longer than the proof of a small network.
 *
 * Called with the folder of the build. What users install beside the package stays outside; modules run when they are first
 * asked for, and an index asks for nothing that nobody takes from it.
 */
const { readFileSync, readdirSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { build } = require("esbuild");

const required = /^(?:var|const) (\w+) = require\(("[^"]+")\);\n/gm;

/** An index whose re-exports load a module when its first name is taken. Text in any other form is left as it is. */
function lazy(text) {
  let result = text;
  for (const [line, name, id] of text.matchAll(required)) {
    const getter = new RegExp(
      `Object\\.defineProperty\\(exports, "(\\w+)", \\{ enumerable: true, get: function \\(\\) \\{ return ${name}\\.(\\w+); \\} \\}\\);`,
      "g",
    );
    const uses = text.match(new RegExp(`\\b${name}\\b`, "g")).length - 1;
    if (uses === 0 || text.match(getter)?.length !== uses) continue;
    result = result
      .replace(line, "")
      .replace(getter, (_, exported, own) => `reexport(exports, "${exported}", () => require(${id}).${own});`);
  }
  return result === text ? text : `${result}\n${reexport}`;
}

/** The value is kept, so that hot code pays for the look-up once. */
const reexport = `function reexport(target, name, get) {
  let value, known = false;
  Object.defineProperty(target, name, { enumerable: true, get: () => { if (!known) { value = get(); known = true; } return value; } });
}`;

async function bundle(folder) {
  const parts = join(folder, "bin", "cordon");
  const program = join(parts, "program.js");
  await build({
    entryPoints: [program],
    outfile: program,
    allowOverwrite: true,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    // A script that V8 compiled before cannot import: what is imported when it is needed is required then.
    supported: { "dynamic-import": false },
    minify: true,
    logLevel: "warning",
    plugins: [
      {
        name: "lazy-index",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\bindex\.js$/ }, ({ path }) => ({ contents: lazy(readFileSync(path, "utf8")) }));
        },
      },
    ],
  });
  for (const name of readdirSync(parts))
    if (!name.startsWith("program.")) rmSync(join(parts, name), { recursive: true });
}

if (require.main === module) void bundle(process.argv[2]);

module.exports = { lazy };
