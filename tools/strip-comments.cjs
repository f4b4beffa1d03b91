/**
 * Takes the comments out of the library's compiled code: a reader has them in the types beside it, and they take room in
 * every installation.
 *
 * Called with the folder of the build.
 */
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { transformSync } = require("esbuild");

const [folder] = process.argv.slice(2);
const library = join(folder, "lib");

for (const name of readdirSync(library, { recursive: true })) {
  if (!name.endsWith(".js")) continue;
  const file = join(library, name);
  const { code } = transformSync(readFileSync(file, "utf8"), { target: "node20", legalComments: "none" });
  writeFileSync(file, code);
}
