/** The shape of a Terraform expression. */
import type { Scalar } from "./sym";

export type Expr =
  | { readonly t: "literal"; readonly value: Scalar }
  | { readonly t: "template"; readonly parts: readonly Expr[] }
  | { readonly t: "root"; readonly name: string }
  /** The element that a splat is at. */
  | { readonly t: "item" }
  | { readonly t: "attribute"; readonly of: Expr; readonly name: string }
  | { readonly t: "index"; readonly of: Expr; readonly key: Expr }
  | { readonly t: "splat"; readonly of: Expr; readonly each: Expr }
  | { readonly t: "call"; readonly name: string; readonly args: readonly Expr[]; readonly spread: boolean }
  | { readonly t: "unary"; readonly op: "!" | "-"; readonly of: Expr }
  | { readonly t: "binary"; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly t: "choice"; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly t: "tuple"; readonly items: readonly Expr[] }
  | { readonly t: "object"; readonly entries: readonly (readonly [Expr, Expr])[] }
  | {
      readonly t: "for";
      readonly key: string | undefined;
      readonly value: string;
      readonly over: Expr;
      readonly toKey: Expr | undefined;
      readonly to: Expr;
      readonly grouped: boolean;
      readonly when: Expr | undefined;
    }
  /** Syntax that is not read here; `text` says what. */
  | { readonly t: "opaque"; readonly text: string };

export type BinaryOp = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";
