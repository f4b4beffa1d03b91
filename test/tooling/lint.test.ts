/** The house's own lint rules, tried on code that keeps and code that breaks them. */
import { RuleTester } from "eslint";
import { parser } from "typescript-eslint";
import house from "../../tools/eslint/plugin.cjs";

const tester = new RuleTester({ languageOptions: { parser } });

tester.run("optional-has-default", house.rules["optional-has-default"], {
  valid: [
    "interface A { readonly required: string }",
    "interface A { /** What it is.\n * @default 443 */ readonly port?: number }",
    "interface A { /**\n * What it is.\n *\n * @default - every zone of the network\n */ readonly zones?: string[] }",
    "class A { /** @default - none */ readonly port?: number }",
    "function f(optional?: string): void {}",
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
    'import { InvalidInput } from "../model"; export const b = (e: unknown) => e instanceof InvalidInput;',
    "export const b = (e: unknown) => e instanceof Error;",
    'import { App } from "./app"; export const b = (e: unknown) => e instanceof App;',
    'import { App } from "cdktf"; export const b = (e: App) => App.isApp(e);',
    // The name is shadowed: this App is not the framework's.
    'import { App } from "cdktf"; export const b = (e: unknown, App: new () => object) => e instanceof App;',
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
