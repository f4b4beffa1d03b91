/** Text that keeps to the reader's terminal. */
import { items, tableOrLines, tableOrList } from "../../lib/report/lines";
import { heading, styleFor, table } from "../../lib/report/style";

const plain = (width: number) => styleFor({ colour: false, width });
const columns = [{ title: "who" }, { title: "what it does", max: 40 }, { title: "next step", max: 40 }];
const rows = [
  ["10.40.4.11", "calls 198.51.100.77 every five minutes", "take it off the network and keep its state"],
  ["10.40.4.12", "nothing", "nothing"],
];

test("a table takes the room that it needs", () => {
  expect(table(plain(120), columns, rows.slice(1))).toBe(
    ["  who         what it does  next step", "  10.40.4.12  nothing       nothing"].join("\n"),
  );
});

test("sentences of a table wrap where the terminal has no room, and words do not", () => {
  const text = table(plain(60), columns, rows);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(text).toContain("198.51.100.77");
});

test("a table without room becomes a list, each cell by its title", () => {
  expect(tableOrList(plain(40), columns, rows)).toBe(
    [
      "  10.40.4.11",
      "    what it does  calls 198.51.100.77 every five",
      "                  minutes",
      "    next step     take it off the network and",
      "                  keep its state",
      "  10.40.4.12",
      "    what it does  nothing",
      "    next step     nothing",
    ].join("\n"),
  );
});

test("a table of many rows becomes lines instead, so that a row takes few of them", () => {
  expect(tableOrLines(plain(120), columns, rows)).toBe(table(plain(120), columns, rows));
  expect(tableOrLines(plain(40), columns, rows)).toBe(
    [
      "  10.40.4.11",
      "    what it does calls 198.51.100.77",
      "    every five minutes; next step take",
      "    it off the network and keep its",
      "    state",
      "  10.40.4.12",
      "    what it does nothing; next step",
      "    nothing",
    ].join("\n"),
  );
});

test("a note that is longer than the terminal wraps below its title", () => {
  expect(heading(plain(40), "Network ACLs", "what they alone would let through beyond the conduits")).toBe(
    "\nNetwork ACLs\n  what they alone would let through\n  beyond the conduits",
  );
});

test("a long sentence goes on below its beginning, and a long note below its title", () => {
  expect(
    items(plain(40), "Taken for granted", "by the declaration", ["the site announces its blocks and no others"]),
  ).toEqual(["\nTaken for granted  by the declaration", "  the site announces its blocks and no\n    others"]);
  expect(heading(plain(30), "Taken for granted", "by the declaration")).toBe(
    "\nTaken for granted\n  by the declaration",
  );
});
