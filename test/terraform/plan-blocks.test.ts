/** Blocks of a plan are not in the order in which they are written, and not all that are planned are shown as written. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writtenEach } from "../../lib/terraform/world/plan-blocks";
import { facts } from "./read";
import { shown } from "./shown";

const refers = (to: string) => ({ references: [to] });
const rule = (priority: number, to: string) => ({ priority: { constant_value: priority }, arn: refers(to) });
const planned = (priority: number) => ({ priority });
const unknown = { arn: true };

test("blocks are told apart by what is constant in them", () => {
  const [a, b] = [rule(1, "a"), rule(2, "b")];
  expect(writtenEach([[a, b]], [planned(2), planned(1)], [unknown, unknown])).toEqual([[b], [a]]);
});

test("blocks that are planned alike are each one of the written, and no matter which", () => {
  const [a, b] = [{ arn: refers("a") }, { arn: refers("b") }];
  expect(writtenEach([[a, b]], [{}, {}], [unknown, unknown])).toEqual([[a], [b]]);
});

test("blocks whose constants the provider writes in its own way may be any", () => {
  const [a, b] = [rule(1, "a"), rule(2, "b")];
  expect(writtenEach([[a, b]], [planned(10), planned(20)], [unknown, unknown])).toEqual([
    [a, b],
    [a, b],
  ]);
});

test("blocks that differ by what nobody knows may be any", () => {
  const [a, b] = [{ arn: refers("a") }, { arn: refers("b") }];
  expect(writtenEach([[a, b]], [{ size: 1 }, { size: 2 }], [unknown, unknown])).toEqual([
    [a, b],
    [a, b],
  ]);
});

test("where more blocks are planned than written, there are dynamic ones, and none is known", () => {
  const [a] = [{ arn: refers("a") }];
  expect(writtenEach([[a]], [{}, {}], [unknown, unknown])).toEqual([[undefined], [undefined]]);
});

test("a real plan with a dynamic block beside a written one says of no subnet that it has an endpoint of the firewall", () => {
  const name = "dynamic-blocks.plan.json";
  const base = facts({ name, text: readFileSync(join(__dirname, "fixtures", name), "utf8") });
  expect(shown(base, "firewalls").join()).toMatch(/subnets=\[\?[^~]*, \?[^~]*, \?[^~]*\]/);
});
