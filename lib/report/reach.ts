/** What reaches what, as text: a table, and where that is longer than a reader takes in, pairs with equal traffic together. */
import type { ReachedPair } from "./documents";
import { grouped } from "./grouped";
import { labelled, tableOrList } from "./lines";
import type { Style } from "./style";
import { wrapped } from "./wrap";

/** Pairs that stand in a table of their own lines. */
const fewPairs = 40;

export function reachText(style: Style, pairs: readonly ReachedPair[]): string {
  return pairs.length > fewPairs ? byTraffic(style, pairs) : each(style, pairs);
}

function each(style: Style, pairs: readonly ReachedPair[]): string {
  return tableOrList(
    style,
    [{ title: "from" }, { title: "to" }, { title: "bound" }, { title: "traffic", max: 60 }],
    pairs.map(({ from, to, bound, traffic }) => [from, to, boundText(style, bound), String(traffic)]),
  );
}

function boundText(style: Style, bound: ReachedPair["bound"]): string {
  return bound === "must" ? "surely" : style.warn("perhaps");
}

/** Each of the first with each of the second: only those that reach exactly the same by it are named together. */
function byTraffic(style: Style, pairs: readonly ReachedPair[]): string {
  const names = (label: string, all: readonly string[]): readonly string[] =>
    all.map((name, index) => labelled(style, index === 0 ? label : "", name, 4));
  const blocks = grouped(pairs, ({ bound, traffic }) => `${bound} ${String(traffic)}`).map((group) => {
    const [first] = group;
    const starting = grouped(group, ({ from }) => from);
    const alike = grouped(starting, (own) => JSON.stringify(own.map(({ to }) => to)));
    return [
      `  ${wrapped(`${String(first.traffic)}  ${boundText(style, first.bound)}`, Math.max(30, style.width - 4)).join("\n    ")}`,
      ...alike.flatMap((starters) => [
        ...names(
          "from",
          starters.map(([{ from }]) => from),
        ),
        ...names(
          "to",
          starters[0].map(({ to }) => to),
        ),
      ]),
    ].join("\n");
  });
  return blocks.join("\n\n");
}
