/** Every stack of the tests is proved as it was synthesized; what the emulator cannot deploy, as real Terraform plans it, too. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checked, segmentMatrix } from "./cordon";
import { planOffline } from "./offline-plan";
import { stacks } from "./stacks";
import { existingVpc } from "./stacks/existing-vpc";
import { inspection } from "./stacks/inspection";
import { sites } from "./stacks/sites";
import { stackFolders } from "./validation";

let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "cordon-proof-"));
});
afterAll(() => rm(work, { recursive: true, force: true }));

const holds = { code: 0, verdict: "holds", findings: [] };

test.each(
  stacks
    .filter(({ synthesize }) => synthesize !== existingVpc)
    .map(({ title, synthesize }, index) => [title, synthesize, String(index)] as const),
)("%s: exactly what is declared passes", async (_title, synthesize, name) => {
  const output = join(work, name);
  synthesize(output);
  expect(await checked(work, output)).toMatchObject(holds);
});

test("of a VPC that the input does not describe, what leaves a subnet is undecided, and nothing is excess", async () => {
  const output = join(work, "existing");
  existingVpc(output);
  expect(await checked(work, output)).toMatchObject({
    code: 1,
    verdict: "undecided",
    findings: ["undecided missing:emr>shared-services:ntp"],
  });
});

test("networks on a transit gateway with sites and a vendor's way in: the plan of real Terraform proves the same", async () => {
  const { folder, plan, synthesized } = await planned(sites, "planned-sites");
  for (const inputs of [[plan], [plan, synthesized]]) {
    expect(await checked(folder, ...inputs)).toMatchObject(holds);
    expect(await segmentMatrix(folder, ...inputs)).toEqual(await segmentMatrix(folder, synthesized));
  }
});

test("networks behind an inspection VPC: a plan says not which endpoint a route leads to, and with cdk.tf.json it holds", async () => {
  const { folder, plan, synthesized } = await planned(inspection, "planned-inspection");
  expect(await checked(folder, plan)).toMatchObject({
    verdict: "undecided",
    findings: ["undecided missing:desks>internet:https", "undecided missing:patch-mirror>internet:https"],
  });
  expect(await checked(folder, plan, synthesized)).toMatchObject(holds);
});

async function planned(synthesize: (folder: string) => void, name: string) {
  const output = join(work, name);
  synthesize(output);
  const [folder = ""] = await stackFolders(output);
  const { plan, lines } = await planOffline(folder);
  expect(lines.join("\n")).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
  return { folder, plan, synthesized: join(folder, "cdk.tf.json") };
}
