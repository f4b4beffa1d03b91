/**
 * Reads Terraform's expression syntax as it stands in JSON: a string is a template, `${…}` an expression.
 *
 * Decides: structure only. What it does not know (template directives, heredocs, syntax of a later Terraform) becomes an
 * `opaque` node, which evaluates to an unknown value; nothing is skipped and nothing is run.
 */
import type { BinaryOp, Expr } from "./ast";
import { TextCursor, Unreadable } from "./text-cursor";

/** Nested expressions. Hand-written ones stay under 20. */
const deepest = 120;

/** A JSON string of a configuration. A string that is one `${…}` keeps the expression's type. */
export function parseTemplate(text: string): Expr {
  if (!text.includes("${") && !text.includes("%{")) return { t: "literal", value: text };
  try {
    return new Parser(text).template("");
  } catch (error) {
    if (error instanceof Unreadable) return { t: "opaque", text: text.slice(0, 200) };
    throw error;
  }
}

const levels: readonly (readonly BinaryOp[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

class Parser extends TextCursor {
  private depth = 0;

  /** Up to `end` (a quote inside an expression), or to the end of the text. */
  public template(end: '"' | ""): Expr {
    const parts: Expr[] = [];
    let plain = "";
    const flush = () => {
      if (plain !== "") parts.push({ t: "literal", value: plain });
      plain = "";
    };
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) {
        if (end !== "") throw new Unreadable();
        break;
      }
      if (char === end) {
        this.at += 1;
        break;
      }
      if (this.text.startsWith("$${", this.at) || this.text.startsWith("%%{", this.at)) {
        plain += this.text.slice(this.at + 1, this.at + 3);
        this.at += 3;
      } else if (this.text.startsWith("%{", this.at)) {
        throw new Unreadable();
      } else if (this.text.startsWith("${", this.at)) {
        flush();
        this.at += 2;
        if (this.text[this.at] === "~") throw new Unreadable();
        parts.push(this.expression());
        this.expect("}");
      } else if (char === "\\" && end !== "") {
        plain += this.escape();
      } else {
        plain += char;
        this.at += 1;
      }
    }
    flush();
    const [only] = parts;
    if (only === undefined) return { t: "literal", value: "" };
    return parts.length === 1 ? only : { t: "template", parts };
  }

  private expression(): Expr {
    this.depth += 1;
    if (this.depth > deepest) throw new Unreadable();
    const test = this.binary(0);
    let result = test;
    if (this.take("?")) {
      const yes = this.expression();
      this.expect(":");
      result = { t: "choice", test, yes, no: this.expression() };
    }
    this.depth -= 1;
    return result;
  }

  private binary(level: number): Expr {
    const ops = levels[level];
    if (ops === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      this.space();
      const op = ops.find((candidate) => this.text.startsWith(candidate, this.at));
      if (op === undefined) return left;
      this.at += op.length;
      left = { t: "binary", op, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expr {
    this.space();
    for (const op of ["!", "-"] as const) {
      if (this.text[this.at] === op) {
        this.at += 1;
        this.depth += 1;
        if (this.depth > deepest) throw new Unreadable();
        const of = this.unary();
        this.depth -= 1;
        return { t: "unary", op, of };
      }
    }
    return this.traversal(this.primary());
  }

  /** What follows a value: `.name`, `[key]`, `[*]`, `.*`, `.0`. */
  private traversal(start: Expr, inSplat: "no" | "full" | "names" = "no"): Expr {
    let value = start;
    for (;;) {
      this.space();
      if (this.text.startsWith("...", this.at)) return value;
      const char = this.text[this.at];
      if (char === ".") {
        this.at += 1;
        this.space();
        if (this.text[this.at] === "*") {
          this.at += 1;
          value = { t: "splat", of: value, each: this.traversal({ t: "item" }, "names") };
          continue;
        }
        const number = /^[0-9]+/.exec(this.text.slice(this.at, this.at + 12))?.[0];
        if (number !== undefined) {
          this.at += number.length;
          value = { t: "index", of: value, key: { t: "literal", value: Number(number) } };
        } else {
          value = { t: "attribute", of: value, name: this.name() };
        }
      } else if (char === "[" && inSplat !== "names") {
        this.at += 1;
        if (this.take("*")) {
          this.expect("]");
          value = { t: "splat", of: value, each: this.traversal({ t: "item" }, "full") };
          continue;
        }
        const key = this.expression();
        this.expect("]");
        value = { t: "index", of: value, key };
      } else {
        return value;
      }
    }
  }

  private primary(): Expr {
    this.space();
    const char = this.text[this.at] ?? "";
    switch (char) {
      case "(": {
        this.at += 1;
        const inner = this.expression();
        this.expect(")");
        return inner;
      }
      case '"':
        this.at += 1;
        return this.template('"');
      case "[":
        this.at += 1;
        return this.tuple();
      case "{":
        this.at += 1;
        return this.object();
    }
    if (/[0-9]/.test(char)) return { t: "literal", value: this.number() };
    const name = this.name();
    if (name === "true") return { t: "literal", value: true };
    if (name === "false") return { t: "literal", value: false };
    if (name === "null") return { t: "literal", value: null };
    let called = name;
    while (this.text.startsWith("::", this.at)) {
      this.at += 2;
      called += `::${this.name()}`;
    }
    this.space();
    return this.text[this.at] === "(" ? this.call(called) : { t: "root", name };
  }

  private call(name: string): Expr {
    this.expect("(");
    const args: Expr[] = [];
    let spread = false;
    while (!this.take(")")) {
      args.push(this.expression());
      if (this.take("...")) spread = true;
      if (!this.take(",")) {
        this.expect(")");
        break;
      }
    }
    return { t: "call", name, args, spread };
  }

  private tuple(): Expr {
    if (this.takeWord("for")) return this.forClause("]");
    const items: Expr[] = [];
    while (!this.take("]")) {
      items.push(this.expression());
      if (!this.take(",")) {
        this.expect("]");
        break;
      }
    }
    return { t: "tuple", items };
  }

  private object(): Expr {
    if (this.takeWord("for")) return this.forClause("}");
    const entries: [Expr, Expr][] = [];
    while (!this.take("}")) {
      this.space();
      const isExpression = this.text[this.at] === "(";
      const key = this.expression();
      if (!this.take("=") && !this.take(":")) throw new Unreadable();
      entries.push([isExpression ? key : asName(key), this.expression()]);
      this.take(",");
    }
    return { t: "object", entries };
  }

  private forClause(end: "]" | "}"): Expr {
    const first = this.spacedName();
    const second = this.take(",") ? this.spacedName() : undefined;
    if (!this.takeWord("in")) throw new Unreadable();
    const over = this.expression();
    this.expect(":");
    let to = this.expression();
    let toKey: Expr | undefined;
    if (end === "}") {
      this.expect("=>");
      toKey = to;
      to = this.expression();
    }
    const grouped = this.take("...");
    const when = this.takeWord("if") ? this.expression() : undefined;
    this.expect(end);
    const key = second === undefined ? undefined : first;
    return { t: "for", key, value: second ?? first, over, toKey, to, grouped, when };
  }
}

/** A bare word as a key is its own name, `true` and `null` too; in parentheses it is what the word means. */
function asName(key: Expr): Expr {
  if (key.t === "root") return { t: "literal", value: key.name };
  return key.t === "literal" ? { t: "literal", value: String(key.value) } : key;
}
