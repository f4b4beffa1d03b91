/** Walks over the text of an expression: spaces, words, numbers, escapes. */

/** Thrown inside the parser only: the text is not understood. */
export class Unreadable extends Error {}

/** Characters that a quoted string inside an expression may escape. */
const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

export class TextCursor {
  protected at = 0;

  public constructor(protected readonly text: string) {}

  protected escape(): string {
    const next = this.text[this.at + 1] ?? "";
    const known = escapes.get(next);
    if (known !== undefined) {
      this.at += 2;
      return known;
    }
    const size = next === "u" ? 4 : next === "U" ? 8 : 0;
    const digits = this.text.slice(this.at + 2, this.at + 2 + size);
    const point = Number.parseInt(digits, 16);
    if (size === 0 || !/^[0-9a-fA-F]+$/.test(digits) || point > 0x10ffff) throw new Unreadable();
    this.at += 2 + size;
    return String.fromCodePoint(point);
  }

  protected number(): number {
    const text = /^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/.exec(this.text.slice(this.at, this.at + 64))?.[0] ?? "";
    this.at += text.length;
    return Number(text);
  }

  protected spacedName(): string {
    this.space();
    return this.name();
  }

  protected name(): string {
    const start = this.at;
    while (/[\p{L}\p{N}_-]/u.test(this.text[this.at] ?? "")) this.at += 1;
    if (this.at === start) throw new Unreadable();
    return this.text.slice(start, this.at);
  }

  protected space(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at += 1;
  }

  protected take(token: string): boolean {
    this.space();
    if (!this.text.startsWith(token, this.at)) return false;
    if (token === "=" && /^=[=>]/.test(this.text.slice(this.at, this.at + 2))) return false;
    this.at += token.length;
    return true;
  }

  protected takeWord(word: string): boolean {
    this.space();
    if (!this.text.startsWith(word, this.at) || /[\p{L}\p{N}_-]/u.test(this.text[this.at + word.length] ?? ""))
      return false;
    this.at += word.length;
    return true;
  }

  protected expect(token: string): void {
    if (!this.take(token)) throw new Unreadable();
  }
}
