import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";
import house from "./tools/eslint/plugin.cjs";

export default tseslint.config(
  { ignores: ["**/node_modules/", "dist/", "cdktf.out/", ".cordon/", "coverage/", "test/compile/fails/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    plugins: { house },
    rules: {
      "house/no-framework-instanceof": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of string literals and an exhaustive switch." },
        { selector: "ExportDefaultDeclaration", message: "Export by name: one thing, one name, everywhere." },
      ],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@cdktf/provider-aws",
              message:
                "Import @cdktf/provider-aws/lib/<module>: the root loads 2,500 modules, 10 s and 1 GB for everyone.",
            },
          ],
          patterns: [{ group: ["cdktf-cli", "cdktf-cli/*"], message: "The command-line tool is run, never imported." }],
        },
      ],
      "max-lines": ["error", { max: 300 }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // A number or a boolean in a message reads as what it is; an object does not, and stays refused.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // There are no enums, and a framework class is met by its shape (two copies of it may be loaded): both rules cost
      // a tenth of the time and find nothing here.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // Code points are what AWS and Terraform count.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // It asks for "!", which no-non-null-assertion refuses.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["lib/**/*.ts"],
    plugins: { jsdoc },
    rules: {
      "house/optional-has-default": "error",
      "house/public-is-documented": ["error", ["lib/index.ts", "lib/testing.ts"]],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/prefer-readonly": "error",
      "no-console": "error",
      "jsdoc/check-tag-names": ["error", { typed: true, definedTags: ["default"] }],
      "jsdoc/check-param-names": ["error", { disableMissingParamChecks: true }],
      "jsdoc/no-types": "error",
    },
  },
  {
    // Tests read JSON and plant wrong values on purpose; what they assert is what guards them.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "max-lines": "off",
    },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: {
      sourceType: "commonjs",
      globals: Object.fromEntries(
        ["module", "require", "process", "console", "Buffer", "__dirname"].map((name) => [name, "readonly"]),
      ),
    },
  },
);
