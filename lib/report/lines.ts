/** Labelled lines that keep to the reader's terminal. */
import type { Links, Undecided } from "./documents";
import { fits, heading, table, type Column, type Style } from "./style";
import { wrapped } from "./wrap";

const labelWidth = 10;

/** A label and its text; what is too long goes on below its own beginning. */
export function labelled(style: Style, label: string, text: string, indent = 2, labels = labelWidth): string {
  const start = indent + labels;
  const [first = "", ...rest] = wrapped(text, Math.max(30, style.width - start));
  return [
    `${" ".repeat(indent)}${style.dim(label.padEnd(labels))}${first}`,
    ...rest.map((line) => `${" ".repeat(start)}${line}`),
  ].join("\n");
}

/** A table where the terminal has room for it; otherwise each row's first cell, and the others below it by their titles. */
export function tableOrList(style: Style, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  if (fits(style, columns, rows)) return table(style, columns, rows);
  const labels = Math.max(labelWidth, ...columns.map(({ title }) => title.length + 2));
  return rows
    .map(([first = "", ...others]) =>
      [
        `  ${first}`,
        ...others.map((cell, index) => labelled(style, columns[index + 1]?.title ?? "", cell, 4, labels)),
      ].join("\n"),
    )
    .join("\n");
}

/** The same for many rows: without room for the table the other cells follow each other, so that a row takes few lines. */
export function tableOrLines(style: Style, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  if (fits(style, columns, rows)) return table(style, columns, rows);
  return rows
    .map(([first = "", ...others]) => {
      const said = others.map((cell, index) =>
        `${style.dim(columns[index + 1]?.title ?? "")} ${cell.replaceAll("\n", ", ")}`.trim(),
      );
      return [`  ${first}`, ...wrapped(said.join("; "), Math.max(30, style.width - 4))].join("\n    ");
    })
    .join("\n");
}

/** Sentences below a heading, each going on below its own beginning. */
export function items(style: Style, title: string, note: string, list: readonly string[]): readonly string[] {
  if (list.length === 0) return [];
  const lines = list.map((item) => `  ${wrapped(item, Math.max(30, style.width - 4)).join("\n    ")}`);
  return [heading(style, title, note), ...lines];
}

/** What two inputs say differently. */
export function disagreementsText(style: Style, disagreements: readonly string[]): readonly string[] {
  return items(style, "Disagreements", "two inputs differ: neither is believed, and either may be", disagreements);
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
  return `\n${style.bold("Links".padEnd(labelWidth))}${parts.join(", ")}`;
}

export function undecidedText(style: Style, undecided: readonly Undecided[]): readonly string[] {
  if (undecided.length === 0) return [];
  return [
    heading(style, "Undecided"),
    ...undecided.map(({ about, why }) => `  ${style.warn("?")} ${about}\n${labelled(style, "why", why, 4)}`),
  ];
}
