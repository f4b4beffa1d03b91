/** Operators of two numbers. */
import type { BinaryOp } from "./ast";

export function arithmetic(op: Exclude<BinaryOp, "&&" | "||" | "==" | "!=">, a: number, b: number): number | boolean {
  switch (op) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
  }
}
