/**
 * Takes away the types of modules that no entry of the package leads to: nobody can import those, and they take room in every
 * installation.
 *
 * Called with the folder of the build.
 */
const { readFileSync, readdirSync, rmSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");
const { exports: entries } = require("../package.json");

/** The module in `import … from "./x"`, `export … from "./x"` and `import("./x")`. */
const relative = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)"(\.{1,2}\/[^"]*|\.{1,2})"/g;

const [folder] = process.argv.slice(2);
const types = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".d.ts"))
  .map((name) => resolve(folder, name));
const all = new Set(types);

const needed = new Set();
const waiting = Object.values(entries).flatMap((entry) => (entry.types === undefined ? [] : [resolve(entry.types)]));
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (needed.has(file)) continue;
  needed.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(relative)) {
    const place = join(dirname(file), path);
    const found = [`${place}.d.ts`, join(place, "index.d.ts")].find((each) => all.has(each));
    if (found === undefined) throw new Error(`${file} has types of "${path}", which is not there`);
    waiting.push(found);
  }
}
for (const file of types) if (!needed.has(file)) rmSync(file);
