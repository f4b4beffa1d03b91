import type { Rule } from "eslint";

declare const plugin: { readonly rules: Record<"no-framework-instanceof" | "optional-has-default", Rule.RuleModule> };
export = plugin;
