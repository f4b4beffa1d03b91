import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTools, onPath } from "../../bin/local/tools";

const folder = mkdtempSync(join(tmpdir(), "cordon-tools-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const repository = join(__dirname, "..", "..");

function install(name: string, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, "");
  chmodSync(file, mode);
  return file;
}

test("refuses to start without Terraform and the emulator, one sentence for each", async () => {
  await expect(findTools(repository, { PATH: folder })).rejects.toThrow(
    /^terraform is not on PATH: install .*\n {2}moto_server is not on PATH: install the AWS emulator with: pip install "moto\[server\]"$/,
  );
});

test("refuses to start without the one that is missing", async () => {
  install("terraform");
  await expect(findTools(repository, { PATH: folder })).rejects.toThrow(/^moto_server is not on PATH[^\n]*$/);
});

test("finds all three, and cdktf in the project's packages", async () => {
  const [terraform, emulator] = [install("terraform"), install("moto_server")];
  const tools = await findTools(repository, { PATH: `/nowhere:${folder}` });
  expect(tools).toMatchObject({ terraform, emulator });
  expect(tools.cdktf).toMatch(/cdktf-cli.*cdktf$/);
});

test("a file that may not be run is not a tool", async () => {
  install("other", 0o644);
  expect(await onPath("other", { PATH: folder })).toBeUndefined();
});
