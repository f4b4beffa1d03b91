import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { observe } from "../../bin/cordon/observe";
import { recommendedFormat } from "../../lib/model";
import { sampleRecords } from "../../scripts/sample-flows/sample";
import { inFolderWith } from "../bin/cordon/folder";
import { synthesizeSample } from "../sample/synth";

test("the page shows what the command prints of the sample's records", async () => {
  const page = readFileSync(join(resolve(__dirname, "../.."), "docs/observe.md"), "utf8");
  const { intent, network } = synthesizeSample();
  // As npm run sample:flows has them when nobody asks for others.
  const days = { seed: 1, start: Date.parse("2026-11-16") / 1000, days: 3, machines: 4 };
  const lines = sampleRecords(network, days).map(({ line }) => line);
  // A file for each hour, as AWS writes them.
  const perFile = Math.ceil(lines.length / 72);
  const files = Array.from({ length: 72 }, (_, at) => lines.slice(at * perFile, (at + 1) * perFile));
  const header = recommendedFormat.names.join(" ");
  const { stdout } = await inFolderWith(
    {
      "intent.json": JSON.stringify(intent),
      ...Object.fromEntries(files.map((of, at) => [`records/${at}.log`, [header, ...of, ""].join("\n")])),
    },
    () => observe(["records"], { format: "text", intent: "intent.json" }),
  );
  process.exitCode = 0;
  const shown = /```text\n([\s\S]*?)\n```/.exec(page)?.[1];
  expect(stdout.slice(0, shown?.length)).toBe(shown);
}, 60_000);
