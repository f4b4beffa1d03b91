/** docs/inspection.md: its code builds what it says. */
import { readFileSync } from "node:fs";
import { ScriptTarget, transpileModule } from "typescript";
import { AddressPlan, services } from "../../lib";
import { networksOnHub } from "../constructs/inspection/estate";
import { countsOf, synthesize } from "../constructs/synth";

const page = readFileSync("docs/inspection.md", "utf8");
const [, first = "", second = ""] = /```ts\n([\s\S]*?)```[\s\S]*?```ts\n([\s\S]*?)```/.exec(page) ?? [];

/** What the page's first program builds, with more properties. */
function built(more = "") {
  // The page keeps its plan in a file; a test keeps it nowhere.
  const plan = { lockedIn: () => AddressPlan.inMemory() };
  const code = first.replace('owner: "network team",', `owner: "network team", today: "2026-11-23", ${more}`);
  const { outputText } = transpileModule(code, { compilerOptions: { target: ScriptTarget.ES2022 } });
  return synthesize((stack) => {
    const { hub, mirror: patchMirror } = networksOnHub(stack);
    const names = { AddressPlan: plan, hub, patchMirror, services };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is this repository's own page
    new Function(...Object.keys(names), outputText)(...Object.values(names));
  });
}

test("the code of the page builds a firewall with one domain list", () => {
  expect(countsOf(built().terraform)).toMatchObject({
    aws_networkfirewall_firewall: 1,
    aws_networkfirewall_rule_group: 1,
    aws_nat_gateway: 2,
  });
});

test("the alert mode of the page is one", () => {
  const modes = built(second).intent.networks.map(({ inspection }) => inspection?.mode);
  expect(modes).toEqual([undefined, undefined, "alert"]);
});
