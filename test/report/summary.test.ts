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

test("the matrix of conduits goes on below where the terminal has no room for all of its columns", () => {
  const heads = (width: number) => [...shown(width).matchAll(/starts ↓ {2}answers → +(.*)$/gm)].map(([, head]) => head);
  const [first, second] = heads(80);
  expect([first, second].join(" ").split(/ +/)).toEqual(heads(200).join(" ").split(/ +/));
});
