/** How text looks on a terminal and off it. Colour carries no meaning that the words do not. */
import Table from "cli-table3";
import pico from "picocolors";
import { visible, wrapped } from "./wrap";

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

/** A section title; a note that the line has no room for goes below it. */
export function heading(style: Style, title: string, note = ""): string {
  const below = title.length + 2 + note.length > style.width;
  const lines = below ? wrapped(note, Math.max(30, style.width - 2)) : [note];
  const said = lines.map((line) => style.dim(line)).join("\n  ");
  return `\n${style.bold(title)}${note === "" ? "" : `${below ? "\n  " : "  "}${said}`}`;
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

type Rows = readonly (readonly string[])[];

/** An aligned table without borders, two spaces between columns. */
export function table(style: Style, columns: readonly Column[], rows: Rows): string {
  const widths = fitted(style.width, columns, rows);
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

/** Whether a table keeps to the terminal without wrapping a word: an address that is broken is hard to read and to copy. */
export function fits(style: Style, columns: readonly Column[], rows: Rows): boolean {
  return total(fitted(style.width, columns, rows)) <= style.width;
}

/** Characters below which a column of sentences is hard to read. */
const narrowest = 16;

/** Widths of columns: as their cells need, and less where cells may wrap and the terminal has no room. */
function fitted(width: number, columns: readonly Column[], rows: Rows): readonly number[] {
  const cells = (index: number): readonly string[] => rows.map((row) => row[index] ?? "");
  const widths = columns.map(({ title, max }, index) => {
    const longest = widest([title, ...cells(index)]);
    return max === undefined ? longest : Math.min(longest, Math.max(max, title.length));
  });
  if (total(widths) <= width) return widths;
  const least = columns.map(({ title, max }, index) =>
    max === undefined
      ? Infinity
      : Math.max(narrowest, widest([title, ...cells(index).flatMap((cell) => cell.split(/\s+/))])),
  );
  // The widest gives way first, so that all that wrap end up about as wide.
  for (let over = total(widths) - width; over > 0; over -= 1) {
    const [at] = widths
      .map((_, index) => index)
      .filter((index) => (widths[index] ?? 0) > (least[index] ?? 0))
      .sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    if (at === undefined) break;
    widths[at] = (widths[at] ?? 0) - 1;
  }
  return widths;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + 2, 0);
}

function widest(cells: readonly string[]): number {
  return cells.reduce((most, cell) => Math.max(most, visible(cell)), 0);
}
