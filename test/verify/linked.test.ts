import { because } from "../../lib/terraform/expression/scope";
import type { FactBase, Link } from "../../lib/terraform";
import { linked } from "../../lib/verify/naive/linked";

test("facts are found by all that their link may be, in the order of the list", () => {
  const reason = because("after-apply", "x", "is known after apply only");
  const links: readonly (readonly [name: string, link: Link])[] = [
    ["sure", { how: "exact", to: "a" }],
    ["either", { how: "ambiguous", among: ["a", "b", "a"], because: reason }],
    ["any", { how: "unknown", because: reason }],
    ["elsewhere", { how: "outside", id: "a" }],
    ["named", { how: "symbol", to: "b" }],
  ];
  const find = linked(
    () => links,
    ([, link]) => link,
  );
  const facts = {} as FactBase;
  const names = (id: string): readonly string[] => find(facts, id).map(([name]) => name);
  expect([names("a"), names("b"), names("c")]).toEqual([
    ["sure", "either", "any"],
    ["either", "any", "named"],
    ["any"],
  ]);
});
