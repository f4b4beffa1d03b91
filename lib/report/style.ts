/** How text looks on a terminal and off it. Colour carries no meaning that the words do not. */
import Table from "cli-table3";
import pico from "picocolors";

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  /** Columns that a line may take. */
  readonly width: number;
}

/** A style for a terminal of `width` columns, or plain text for anything else. */
export function styleFor({ colour, width }: { readonly colour: boolean; readonly width: number }): Style {
  const c = pico.createColors(colour);
  return { bold: c.bold, dim: c.dim, good: c.green, warn: c.yellow, bad: c.red, width };
}

/** A section title. */
export function heading(style: Style, title: string, note = ""): string {
  return `\n${style.bold(title)}${note === "" ? "" : `  ${style.dim(note)}`}`;
}

export interface Column {
  readonly title: string;
  /** @default "left" */
  readonly align?: "left" | "right";
  /**
   * Longest cell before it is wrapped, in characters.
   *
   * @default - cells are not wrapped
   */
  readonly max?: number;
}

const noBorders = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
  ].map((part) => [part, ""]),
);

/** An aligned table without borders, two spaces between columns. */
export function table(style: Style, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title, max }, index) => {
    const longest = rows.reduce((most, row) => Math.max(most, visible(row[index] ?? "")), title.length);
    return max === undefined ? longest : Math.min(longest, Math.max(max, title.length));
  });
  const made = new Table({
    head: columns.map(({ title }) => style.dim(title)),
    colAligns: columns.map(({ align }) => align ?? "left"),
    colWidths: widths.map((width) => width + 2),
    wordWrap: true,
    chars: { ...noBorders, middle: "" },
    style: { head: [], border: [], "padding-left": 2, "padding-right": 0, compact: true },
  });
  for (const row of rows) made.push([...row]);
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

// eslint-disable-next-line no-control-regex -- colour codes are control characters
const colourCode = /\u001b\[\d+m/g;

/** Columns of the longest line, colour codes not counted. */
function visible(text: string): number {
  return Math.max(
    ...text
      .replace(colourCode, "")
      .split("\n")
      .map((line) => line.length),
  );
}
