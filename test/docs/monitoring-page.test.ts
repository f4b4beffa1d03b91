/** docs/monitoring.md: its code builds what it says. */
import { readFileSync } from "node:fs";
import { ScriptTarget, transpileModule } from "typescript";
import * as cordon from "../../lib";
import { countsOf, recordedHospital, synthesize } from "../constructs/synth";

const page = readFileSync("docs/monitoring.md", "utf8");
const programs = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);

/** What a program of the page builds, in a stack with a network of one server. */
function built(code: string) {
  const { outputText } = transpileModule(code, { compilerOptions: { target: ScriptTarget.ES2022 } });
  return synthesize((stack) => {
    const network = recordedHospital(stack);
    const server = network.addClinicalSegment("server");
    const names = { ...cordon, stack, archiveStack: stack, accountStack: stack, network, server };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is this repository's own page
    new Function(...Object.keys(names), outputText)(...Object.values(names));
  }).terraform;
}

test.each<[number, Readonly<Record<string, number>>]>([
  [0, { aws_athena_named_query: 6, aws_route53_resolver_query_log_config: 1, aws_route53_resolver_firewall_rule: 2 }],
  [1, { aws_flow_log: 3 }],
  [2, { aws_s3_bucket: 1, aws_flow_log: 2 }],
  [3, { aws_flow_log: 4, aws_s3_bucket: 2 }],
  [4, { aws_ssm_patch_baseline: 1, aws_ssm_maintenance_window_task: 1, aws_guardduty_detector: 1 }],
])("program %d of the page builds what is told of it", (index, counts) => {
  expect(countsOf(built(programs[index] ?? ""))).toMatchObject(counts);
});

test("the page has no other program", () => {
  expect(programs).toHaveLength(5);
});

test("the page names every alarm of a network", () => {
  const names = [...page.matchAll(/^\| `([a-z-]+?)(?:-SEGMENT)?` *\|/gm)].map(([, name]) => name);
  expect(names).toEqual(["rejects", "undeclared", "skipped", "delivery-stopped"]);
});
