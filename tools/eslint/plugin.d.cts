import type { Rule } from "eslint";

declare const plugin: {
  readonly rules: Record<"no-framework-instanceof" | "optional-has-default" | "public-is-documented", Rule.RuleModule>;
};
export = plugin;
