/** The house's own lint rules, tried on code that keeps and code that breaks them. */
import { Linter, RuleTester } from "eslint";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parser } from "typescript-eslint";
import house from "../../tools/eslint/plugin.cjs";

const tester = new RuleTester({ languageOptions: { parser } });

tester.run("optional-has-default", house.rules["optional-has-default"], {
  valid: [
    { name: "accepts a required property without a default", code: "interface A { readonly required: string }" },
    {
      name: "accepts a literal default",
      code: "interface A { /** What it is.\n * @default 443 */ readonly port?: number }",
    },
    {
      name: "accepts a default on lines of its own",
      code: "interface A { /**\n * What it is.\n *\n * @default - every zone of the network\n */ readonly zones?: string[] }",
    },
    {
      name: "accepts a dash and a consequence in a class",
      code: "class A { /** @default - none */ readonly port?: number }",
    },
    { name: "accepts an optional parameter", code: "function f(optional?: string): void {}" },
  ],
  invalid: [
    {
      name: "refuses an optional property without a comment",
      code: "interface A { readonly port?: number }",
      errors: [{ messageId: "missing", data: { name: "port" } }],
    },
    {
      name: "refuses one in a nested type literal and one in a class",
      code: "class A { readonly a?: { readonly b?: number } }",
      errors: [
        { messageId: "missing", data: { name: "a" } },
        { messageId: "missing", data: { name: "b" } },
      ],
    },
    {
      name: "refuses a comment that does not tell the default",
      code: "interface A { /** The port. */ readonly port?: number }",
      errors: [{ messageId: "missing" }],
    },
    {
      name: "refuses a tag in a comment that is not documentation",
      code: "interface A { // @default 443\n readonly port?: number }",
      errors: [{ messageId: "missing" }],
    },
    {
      name: "refuses an empty default",
      code: "interface A { /** The port.\n * @default -\n */ readonly port?: number }",
      errors: [{ messageId: "empty" }],
    },
    {
      name: "refuses a default that only another tag follows",
      code: "interface A { /**\n * @default\n * @see RFC 768\n */ readonly port?: number }",
      errors: [{ messageId: "empty" }],
    },
  ],
});

tester.run("no-framework-instanceof", house.rules["no-framework-instanceof"], {
  valid: [
    {
      name: "accepts a class of our own",
      code: 'import { InvalidInput } from "../model"; export const b = (e: unknown) => e instanceof InvalidInput;',
    },
    { name: "accepts a global class", code: "export const b = (e: unknown) => e instanceof Error;" },
    {
      name: "accepts a class of our own with the name of one of the framework",
      code: 'import { App } from "./app"; export const b = (e: unknown) => e instanceof App;',
    },
    {
      name: "accepts the framework's own check",
      code: 'import { App } from "cdktf"; export const b = (e: App) => App.isApp(e);',
    },
    {
      name: "accepts a parameter that hides the framework's name",
      code: 'import { App } from "cdktf"; export const b = (e: unknown, App: new () => object) => e instanceof App;',
    },
  ],
  invalid: [
    ...["cdktf", "cdktn", "constructs", "@cdktf/provider-aws/lib/vpc", "@cdktn/provider-aws/lib/vpc"].map((source) => ({
      name: `refuses instanceof on a class of ${source}`,
      code: `import { Thing } from "${source}"; export const b = (e: unknown) => e instanceof Thing;`,
      errors: [{ messageId: "refused", data: { name: "Thing" } }],
    })),
    {
      name: "refuses it under another name",
      code: 'import { TerraformStack as S } from "cdktf"; export const b = (e: unknown) => e instanceof S;',
      errors: [{ messageId: "refused" }],
    },
    {
      name: "refuses it through a namespace",
      code: 'import * as cdktf from "cdktf"; export const b = (e: unknown) => e instanceof cdktf.TerraformStack;',
      errors: [{ messageId: "refused", data: { name: "cdktf.TerraformStack" } }],
    },
  ],
});

describe("public-is-documented", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cordon-lint-"));
    const files = {
      "tsconfig.json": '{ "compilerOptions": { "module": "node16", "types": [] } }',
      "index.ts": 'export * from "./layer";',
      "layer.ts": `export { bare, described, tagsOnly, Bare, BareProps, Closed, Derived, Described, Kind, second } from "./inner";`,
      "inner.ts": `/** What the file is about. */
import type { Other } from "./other";
export const bare = 1;
/** What it is. */
export const described = 2;
/** @see RFC 768 */
export function tagsOnly(): void {}
export class Bare {}
export interface BareProps { readonly other: Other }
// Not documentation.
export type Closed = "a" | "b";
export type Derived = (typeof kinds)[number];
/**
 * What it guarantees.
 *
 * @see RFC 768
 */
export interface Described { readonly a: 1 }
export interface Kind { readonly a: 1 }
export const first = 1, second = 2;
/** Not exported by the package. */
const kinds = ["a"] as const;
export const internal = kinds;
export function internalToo(): void {}
`,
      "other.ts": "export interface Other { readonly a: 1 }",
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("refuses what the front door exports without a description, and nothing else", () => {
    const linter = new Linter({ cwd: folder });
    const config: Linter.Config = {
      files: ["**/*.ts"],
      languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
      plugins: { house },
      rules: { "house/public-is-documented": ["error", ["index.ts"]] },
    };
    const refused = ["index.ts", "layer.ts", "inner.ts", "other.ts"].flatMap((name) => {
      const filename = join(folder, name);
      return linter
        .verify(readFileSync(filename, "utf8"), config, { filename })
        .map(({ message }) => `${name}: ${message}`);
    });
    expect(refused.sort()).toEqual(
      ["Bare", "Closed", "Kind", "bare", "second", "tagsOnly"].map(
        (name) =>
          `inner.ts: "${name}" is exported by the package, and its declaration does not say what it is or guarantees.`,
      ),
    );
  });
});
