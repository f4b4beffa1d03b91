/** Labelled lines that keep to the reader's terminal. */
import type { Links, Undecided } from "./documents";
import { heading, type Style } from "./style";

const labelWidth = 10;

/** A label and its text; what is too long goes on below its own beginning. */
export function labelled(style: Style, label: string, text: string, indent = 2): string {
  const start = indent + labelWidth;
  const [first = "", ...rest] = wrapped(text, Math.max(30, style.width - start));
  return [
    `${" ".repeat(indent)}${style.dim(label.padEnd(labelWidth))}${first}`,
    ...rest.map((line) => `${" ".repeat(start)}${line}`),
  ].join("\n");
}

/** A text in lines of at most so many columns; a word that is longer has a line of its own. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** What every answer of the proof ends with. */
export function linksText(style: Style, { exact, symbolic, ambiguous, unknown }: Links): string {
  const part = (count: number, name: string, paint = style.dim): string =>
    count === 0 ? style.dim(`0 ${name}`) : paint(`${String(count)} ${name}`);
  const plain = (text: string): string => text;
  const parts = [
    part(exact, "exact", plain),
    part(symbolic, "symbolic", plain),
    part(ambiguous, "ambiguous", style.warn),
    part(unknown, "unknown", style.warn),
  ];
  return `\n${style.bold("Links".padEnd(labelWidth + 2))}${parts.join(", ")}`;
}

export function undecidedText(style: Style, undecided: readonly Undecided[]): readonly string[] {
  if (undecided.length === 0) return [];
  return [
    heading(style, "Undecided"),
    ...undecided.map(({ about, why }) => `  ${style.warn("?")} ${about}\n${labelled(style, "why", why, 4)}`),
  ];
}
