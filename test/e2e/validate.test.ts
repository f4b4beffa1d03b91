/** Every stack that tests synthesize is valid to real Terraform and the real provider. */
import { mkdtemp, rm, writeFile, mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stackFolders, validateStacks } from "./validation";
import { stacks } from "./stacks";

let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "cordon-validate-"));
});
afterAll(() => rm(work, { recursive: true, force: true }));

test.each(stacks.map(({ title, synthesize }, index) => [title, synthesize, String(index)] as const))(
  "Terraform finds %s valid",
  async (_title, synthesize, name) => {
    const output = join(work, name);
    synthesize(output);
    const folders = await stackFolders(output);
    expect(folders.length).toBeGreaterThan(0);
    const found = await validateStacks(folders, join(work, "terraform"));
    expect(found).toEqual(folders.map((folder) => ({ folder, valid: true, diagnostics: [] })));
  },
);

test("refuses a stack with an attribute that does not exist, and says where", async () => {
  const good = JSON.parse(await readFile(join((await stackFolders(join(work, "1")))[0] ?? "", "cdk.tf.json"), "utf8"));
  const [name] = Object.keys(good.resource.aws_vpc);
  good.resource.aws_vpc[name ?? ""].colour = "blue";
  const folder = join(work, "bad", "stacks", "bad");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "cdk.tf.json"), JSON.stringify(good));
  const [found] = await validateStacks([folder], join(work, "terraform"));
  expect(found?.valid).toBe(false);
  expect(found?.diagnostics.join()).toContain("colour");
});
