/** Text that others wrote, as Markdown that says exactly that text. */

/** Characters that Markdown or HTML would act on. */
const active = /[\\`*_{}[\]()<>#+!|~&]/g;

/** A text with nothing in it that acts: no table cell, link, tag or emphasis of its own. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replace(active, (character) => (character === "<" ? "&lt;" : character === "&" ? "&amp;" : `\\${character}`))
    .trim();
}

/** A value that is known to hold no backtick: an address, a label, a command. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A table; its cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/** A block of commands or of a file. */
export function block(language: string, lines: readonly string[]): readonly string[] {
  return [`\`\`\`${language}`, ...lines, "```"];
}
