/** The summary of a synth keeps to the reader's terminal, and loses nothing by it. */
import { summaryText } from "../../lib/report";
import { synthesizeSample } from "../sample/synth";

const { intent, network } = synthesizeSample();
const shown = (width: number): string => {
  const screen = {
    colour: false,
    width,
    folder: "cdktf.out/stacks",
    next: "npx cdktf deploy   (or try it without an account)",
  };
  return summaryText([intent], screen).output;
};

test.each([80, 100, 120, 200])("no line of the sample's summary is wider than %i columns", (width) => {
  expect(
    shown(width)
      .split("\n")
      .filter((line) => line.length > width),
  ).toEqual([]);
});

test("what has no room in a table is said in lines, and all of it", () => {
  const text = shown(80).replaceAll(/\n +/g, " ");
  for (const { name, kind } of network.segments) expect(text).toContain(`${name} kind ${kind}; criticality `);
  for (const { from, to } of network.conduits) expect(text).toContain(`${from} to ${to}; service `);
  for (const { message } of network.findings) expect(text).toContain(message);
});

test("an ordinary terminal has room for the tables, with the subnet of each zone", () => {
  const text = shown(120);
  expect(text).toMatch(/^ {2}segment +kind +criticality +owner +block +subnets by zone$/m);
  expect(shown(160)).toMatch(/^ {2}segment +kind +criticality +owner +block +us-east-1a +us-east-1b$/m);
  for (const { subnets } of network.segments)
    for (const { zone, block } of subnets) expect(text).toContain(`${zone.slice(-1)} ${block}`);
  expect(text).toMatch(/^ {2}from +to +service +why$/m);
  const owners = new Map(network.segments.map(({ name, owner }) => [name, owner]));
  const others = network.conduits.filter(({ from, owner }) => owner !== owners.get(from));
  expect(others).not.toEqual([]);
  for (const { owner } of others) expect(text.replaceAll(/\s+/g, " ")).toContain(`(owner: ${owner})`);
});

test("the matrix of conduits goes on below where the terminal has no room for all of its columns", () => {
  const heads = (width: number) => [...shown(width).matchAll(/starts ↓ {2}answers → +(.*)$/gm)].map(([, head]) => head);
  const [first, second] = heads(80);
  expect([first, second].join(" ").split(/ +/)).toEqual(heads(200).join(" ").split(/ +/));
});
