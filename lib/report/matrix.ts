/** The matrix of conduits: who starts what to whom, at one glance. */
import type { IntentConduit, IntentNetwork } from "../model";
import type { Style } from "./style";

/**
 * One row for each segment that starts something, one column for each segment that answers; a cell is the number of
 * services. Columns are numbered so that a hospital fits on a terminal.
 */
export function conduitMatrix(style: Style, network: IntentNetwork): string {
  const starters = names(network, ({ from }) => from);
  const answerers = names(network, ({ to }) => to);
  const counts = new Map<string, number>();
  for (const { from, to } of network.conduits) counts.set(`${from}>${to}`, (counts.get(`${from}>${to}`) ?? 0) + 1);
  const label = Math.max(...starters.map((name) => name.length), corner.length);
  const cell = (text: string): string => text.padStart(cellWidth);
  const across = Math.max(1, Math.floor((style.width - 2 - label) / cellWidth));
  // Where the terminal has no room for all columns, the rest stand below.
  const blocks = Array.from({ length: Math.ceil(answerers.length / across) }, (_, block) => {
    const shown = answerers.slice(block * across, (block + 1) * across);
    const numbers = shown.map((_to, index) => style.dim(cell(String(block * across + index + 1))));
    const rows = starters.map((from) => {
      const cells = shown.map((to) => {
        const count = counts.get(`${from}>${to}`);
        return count === undefined ? style.dim(cell("·")) : style.bold(cell(String(count)));
      });
      return `  ${from.padEnd(label)}${cells.join("")}`;
    });
    return [`  ${style.dim(corner.padEnd(label))}${numbers.join("")}`, ...rows, ""];
  });
  return [...blocks.flat(), ...legend(style, answerers)].join("\n");
}

const corner = "starts ↓  answers →";
const cellWidth = 4;

function names(network: IntentNetwork, end: (conduit: IntentConduit) => string): readonly string[] {
  return [...new Set(network.conduits.map(end))].sort();
}

function legend(style: Style, answerers: readonly string[]): readonly string[] {
  const items = answerers.map((name, index) => `${String(index + 1).padStart(2)} ${name}`);
  const wide = Math.max(...items.map((item) => item.length)) + 3;
  const across = Math.max(1, Math.floor((style.width - 2) / wide));
  const lines = Math.ceil(items.length / across);
  return Array.from({ length: lines }, (_, line) =>
    style.dim(
      `  ${items
        .filter((_item, index) => index % lines === line)
        .map((item) => item.padEnd(wide))
        .join("")}`.trimEnd(),
    ),
  );
}
