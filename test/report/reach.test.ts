import { Transport } from "../../lib/model";
import { reachText } from "../../lib/report/reach";
import { styleFor } from "../../lib/report/style";

const style = styleFor({ colour: false, width: 100 });
const https = Transport.ports("tcp", 443, 443);
const pair = (from: string, to: string, traffic = https, bound: "must" | "may" = "must") => ({
  from,
  to,
  traffic,
  bound,
  because: [],
});
const numbers = Array.from({ length: 21 }, (_, index) => String(index));

test("few pairs are a table", () => {
  expect(reachText(style, [pair("a", "b")])).toBe(
    ["  from  to  bound   traffic", "  a     b   surely  tcp 443"].join("\n"),
  );
});

test("of many pairs those with equal traffic are together, each of the first with each of the second", () => {
  const pairs = [
    ...numbers.flatMap((n) => [pair("a", n), pair("b", n)]),
    pair("c", "0"),
    pair("a", "0", Transport.all, "may"),
  ];
  expect(reachText(style, pairs).split("\n")).toEqual([
    "  tcp 443  surely",
    "    from      a",
    "              b",
    "    to        0",
    ...numbers.slice(1).map((n) => `              ${n}`),
    "    from      c",
    "    to        0",
    "",
    "  all  perhaps",
    "    from      a",
    "    to        0",
  ]);
});
