/** Every rule of the layer table is broken once in a small tree, and the linter names that rule and that file. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const configuration = join(root, ".dependency-cruiser.cjs");

/** A tree that keeps every rule. */
const house: Record<string, string> = {
  "package.json": JSON.stringify({
    name: "planted",
    peerDependencies: { cdktf: "*", constructs: "*", "@cdktf/provider-aws": "*" },
    devDependencies: { cdktf: "*", constructs: "*", "@cdktf/provider-aws": "*", "dev-only": "*" },
  }),
  "tsconfig.json": JSON.stringify({ compilerOptions: { module: "node16", moduleResolution: "node16" } }),
  ...Object.fromEntries(
    ["cdktf", "constructs", "dev-only", "@cdktf/provider-aws"].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, main: "lib/index.js" })],
      [`node_modules/${name}/lib/index.js`, "exports.x = 1;"],
    ]),
  ),
  "node_modules/@cdktf/provider-aws/lib/vpc/index.js": "exports.x = 1;",
  "lib/index.ts": 'export * from "./model"; export * from "./constructs"; export * from "./app";',
  "lib/model/index.ts": 'export { m } from "./inner";',
  "lib/model/inner.ts": "export const m = 1;",
  "lib/constructs/index.ts":
    'import { createHash } from "node:crypto"; import { x } from "cdktf"; import { x as y } from "constructs"; import { x as z } from "@cdktf/provider-aws/lib/vpc"; import { m } from "../model"; import { q } from "../flows"; export { c } from "./inner"; export const all = [createHash, x, y, z, m, q];',
  "lib/constructs/inner.ts": 'import type { t } from "./types"; export const c = 1 as typeof t;',
  "lib/constructs/types.ts": 'import { c } from "./inner"; export const t = c;',
  "lib/flows/index.ts": 'import { m } from "../model"; export const q = m;',
  "lib/terraform/index.ts": 'import { m } from "../model"; export const t = m;',
  "lib/verify/index.ts": 'import { m } from "../model"; import { t } from "../terraform"; export const v = [m, t];',
  "lib/report/index.ts":
    'import { createHash } from "node:crypto"; import { m } from "../model"; import { q } from "../flows"; import { v } from "../verify"; export const r = [createHash, m, q, v];',
  "lib/app/index.ts":
    'import { writeFileSync } from "node:fs"; import { x } from "cdktf"; import { all } from "../constructs"; import { v } from "../verify"; export const s = [writeFileSync, x, all, v];',
  "lib/matchers/index.ts":
    'import { m } from "../model"; import { v } from "../verify"; import { r } from "../report"; import { s } from "../app"; export const e = [m, v, r, s];',
  "lib/testing.ts": 'export { e } from "./matchers";',
  "bin/cordon.ts":
    'import { readFileSync } from "node:fs"; import { r } from "../lib/report"; export const b = [readFileSync, r];',
  "test/some.test.ts": 'import { m } from "../lib/model/inner"; export const t = m;',
};

/** What is planted, and the violations that it must cause: rule and file. Nothing else may be reported. */
const plants: readonly { breaks: string; files: Record<string, string>; reported: readonly string[] }[] = [
  ...["node:fs", "node:crypto", "node:path", "cdktf", "constructs"].map((name) => ({
    breaks: `lets the model import ${name}`,
    files: { "lib/model/bad.ts": `import * as x from "${name}"; export const bad = x;` },
    reported: [
      "model-imports-only-its-own lib/model/bad.ts",
      ...(name === "node:fs" ? ["only-doors-touch-the-disk lib/model/bad.ts"] : []),
      ...(name.startsWith("node:") ? [] : ["only-builders-import-the-framework lib/model/bad.ts"]),
    ],
  })),
  ...[
    ["model", "constructs"],
    ["model", "terraform"],
    ["model", "flows"],
    ["flows", "constructs"],
    ["flows", "report"],
    ["terraform", "flows"],
    ["verify", "flows"],
    ["constructs", "terraform"],
    ["constructs", "verify"],
    ["constructs", "report"],
    ["terraform", "constructs"],
    ["terraform", "verify"],
    ["verify", "constructs"],
    ["verify", "report"],
    ["report", "constructs"],
    ["report", "terraform"],
    ["matchers", "constructs"],
    ["matchers", "terraform"],
  ].map(([from, to]) => ({
    breaks: `lets ${from} import ${to}, even as a type`,
    files: {
      [`lib/${from}/bad.ts`]: `import type * as x from "../${to}"; export const bad = 1 as unknown as typeof x;`,
    },
    reported: [`${from}-imports-only-its-own lib/${from}/bad.ts`],
  })),
  ...["constructs", "flows", "terraform", "verify", "report", "matchers"].map((from) => ({
    breaks: `lets ${from} touch the disk`,
    files: { [`lib/${from}/bad.ts`]: 'import { writeFileSync } from "node:fs"; export const bad = writeFileSync;' },
    reported: [`${from}-imports-only-its-own lib/${from}/bad.ts`, `only-doors-touch-the-disk lib/${from}/bad.ts`],
  })),
  {
    breaks: "lets a report know paths",
    files: { "lib/report/bad.ts": 'import { join } from "node:path"; export const bad = join;' },
    reported: ["report-imports-only-its-own lib/report/bad.ts"],
  },
  ...["flows", "terraform", "verify", "report", "matchers"].map((from) => ({
    breaks: `lets ${from} import the framework`,
    files: { [`lib/${from}/bad.ts`]: 'import { x } from "@cdktf/provider-aws/lib/vpc"; export const bad = x;' },
    reported: [
      `${from}-imports-only-its-own lib/${from}/bad.ts`,
      `only-builders-import-the-framework lib/${from}/bad.ts`,
    ],
  })),
  {
    breaks: "reaches into another layer past its front door",
    files: {
      "lib/terraform/bad.ts": 'import { m } from "../model/inner"; export const bad = m;',
      "bin/bad.ts": 'import { m } from "../lib/model/inner"; export const bad = m;',
      "lib/app/bad.ts": 'import { m } from "../model/inner"; export const bad = m;',
    },
    reported: ["bin/bad.ts", "lib/app/bad.ts", "lib/terraform/bad.ts"].map((file) => `layers-have-front-doors ${file}`),
  },
  {
    breaks: "exports past a front door from the package's own",
    files: { "lib/testing.ts": 'export { m } from "./model/inner";' },
    reported: ["front-door-exports-indexes lib/testing.ts"],
  },
  {
    breaks: "imports the package's front door from a layer",
    files: { "lib/app/bad.ts": 'export { m } from "../index";' },
    reported: ["nothing-imports-the-front-door lib/app/bad.ts"],
  },
  {
    breaks: "adds a layer without a line in the table",
    files: { "lib/extra/index.ts": "export const e = 1;", "bin/bad.ts": 'export { e } from "../lib/extra";' },
    reported: ["lib-has-known-layers bin/bad.ts"],
  },
  {
    breaks: "imports a door from the library",
    files: { "lib/app/bad.ts": 'export { b } from "../../bin/cordon";' },
    reported: ["lib-never-imports-doors lib/app/bad.ts"],
  },
  {
    breaks: "imports a test from the product",
    files: { "bin/bad.ts": 'export { t } from "../test/some.test";' },
    reported: ["no-product-imports-tests bin/bad.ts"],
  },
  {
    breaks: "lets what builds networks for the kernel import the proof",
    files: { "test/kernel/compile/bad.ts": 'import { v } from "../../../lib/verify"; export const bad = v;' },
    reported: ["kernel-compiler-knows-no-proof test/kernel/compile/bad.ts"],
  },
  {
    breaks: "imports the provider's root",
    files: { "lib/constructs/bad.ts": 'import { x } from "@cdktf/provider-aws"; export const bad = x;' },
    reported: ["no-provider-root lib/constructs/bad.ts"],
  },
  {
    breaks: "imports in a circle, even of types alone, in pure code",
    files: {
      "lib/model/a.ts": 'import type { B } from "./b"; export interface A { readonly b: B }',
      "lib/model/b.ts": 'import type { A } from "./a"; export interface B { readonly a: A }',
    },
    reported: ["no-cycles lib/model/a.ts"],
  },
  {
    breaks: "loads constructs in a circle",
    files: {
      "lib/constructs/a.ts": 'import { b } from "./b"; export const a = () => b;',
      "lib/constructs/b.ts": 'import { a } from "./a"; export const b = () => a;',
    },
    reported: ["no-load-cycles-of-constructs lib/constructs/a.ts"],
  },
  {
    breaks: "imports what does not exist",
    files: { "bin/bad.ts": 'export { nothing } from "./nothing";' },
    reported: ["no-unresolvable bin/bad.ts"],
  },
  {
    breaks: "ships an import of a package that only developers have",
    files: { "bin/bad.ts": 'import { x } from "dev-only"; export const bad = x;' },
    reported: ["no-development-dependency-in-the-product bin/bad.ts"],
  },
  {
    breaks: "names a file for nothing",
    files: { "lib/model/utils.ts": "export const u = 1;", "lib/model/bad.ts": 'export { u } from "./utils";' },
    reported: ["no-vague-names lib/model/bad.ts"],
  },
];

let tree: string;
let kept: readonly string[];
let broken: readonly string[];

/** The plant's files under names that no other plant has: `bad.ts` becomes `bad-7.ts`. */
function numbered(text: string, plant: number): string {
  return text.replace(/\bbad\.ts\b/g, `bad-${String(plant)}.ts`);
}

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    writeFileSync(join(tree, name), text);
  }
}

/** Every violation that the command reports in the tree, as `rule file`. */
function violations(): string[] {
  const command = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const result = spawnSync(
    process.execPath,
    [command, "--config", ".dependency-cruiser.cjs", "--output-type", "json", "bin", "lib", "test"],
    { cwd: tree, encoding: "utf8", maxBuffer: 1 << 26 },
  );
  if (!result.stdout.startsWith("{")) throw new Error(result.stderr);
  const { summary } = JSON.parse(result.stdout);
  const found = summary.violations as { rule: { name: string }; from: string }[];
  return [...new Set(found.map(({ rule, from }) => `${rule.name} ${from}`))].sort();
}

// The command takes two seconds to start, so all plants stand in one tree, each in files of its own.
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "cordon-layers-"));
  cpSync(configuration, join(tree, ".dependency-cruiser.cjs"));
  write(house);
  kept = violations();
  plants.forEach(({ files }, plant) => {
    write(Object.fromEntries(Object.entries(files).map(([name, text]) => [numbered(name, plant), text])));
  });
  broken = violations();
}, 120_000);

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

test("a house that keeps its layers passes", () => {
  expect(kept).toEqual([]);
});

test.each(plants.map((plant, number) => ({ ...plant, number })))("refuses code that $breaks", (plant) => {
  const files = Object.keys(plant.files).map((name) => numbered(name, plant.number));
  const reported = broken.filter((line) => files.some((file) => line.endsWith(` ${file}`)));
  expect(reported).toEqual(plant.reported.map((line) => numbered(line, plant.number)).sort());
});

test("refuses nothing but what was planted", () => {
  const planted = plants.flatMap(({ reported }, plant) => reported.map((line) => numbered(line, plant)));
  expect(broken).toEqual(planted.sort());
});

test("every rule is broken by some plant, and says why it exists", () => {
  const { forbidden } = jest.requireActual<{ forbidden: { name: string; comment: string }[] }>(configuration);
  const named = new Set(plants.flatMap(({ reported }) => reported.map((line) => line.split(" ")[0])));
  expect([...named].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  for (const { comment } of forbidden) expect(comment).toMatch(/^[A-Z].{40,}\.$/);
});
