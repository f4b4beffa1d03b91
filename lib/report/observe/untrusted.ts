/** Text that others wrote, for readers whose program acts on some of it. Records, names of files and their first lines are such. */
import { plain } from "../site-kit/markdown";

/** Control characters, those that turn the direction of text round, and line separators: a terminal or a reader acts on them. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const acting = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with such characters as their code: `\u001b`. */
export function visible(text: string): string {
  return text.replace(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function markdownText(text: string): string {
  return plain(visible(text));
}

/** One cell. A spreadsheet takes what begins with one of these for a formula: an apostrophe keeps it text. */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = visible(value);
  const safe = /^\s*[=+\-@|%]/.test(text) ? `'${text}` : text;
  return /[",;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
