import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseProviderSource } from "../../bin/local/provider-source";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-mirror-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const arch = process.arch === "x64" ? "amd64" : process.arch;
/** A version that no machine has, so that only what a test makes is found. */
const version = "0.0.99";
const absent = (): string => join(folder, "absent.rc");

function mirror(layout: "unpacked" | "packed", at = join(folder, "mirror")): string {
  const types = join(at, "registry.terraform.io", "hashicorp", "aws");
  mkdirSync(layout === "unpacked" ? join(types, version, `${process.platform}_${arch}`) : types, { recursive: true });
  if (layout === "packed")
    writeFileSync(join(types, `terraform-provider-aws_${version}_${process.platform}_${arch}.zip`), "");
  return at;
}

test.each(["unpacked", "packed"] as const)(
  "a named mirror that is %s is used, and nothing else for that provider",
  async (layout) => {
    const at = mirror(layout);
    const source = await chooseProviderSource(folder, version, { TF_PLUGIN_MIRROR: at });
    expect(source).toEqual({ config: join(folder, "terraform.rc"), says: `providers from ${at}` });
    const text = readFileSync(join(folder, "terraform.rc"), "utf8");
    expect(text).toContain(`path    = ${JSON.stringify(at)}`);
    expect(text).toMatch(/direct \{\s+exclude = \["registry.terraform.io\/hashicorp\/aws"\]/);
  },
);

test("a configuration that exists is left as it is", async () => {
  writeFileSync(absent(), "");
  const environment = { TF_CLI_CONFIG_FILE: absent(), TF_PLUGIN_CACHE_DIR: mirror("unpacked") };
  expect(await chooseProviderSource(folder, version, environment)).toEqual({ says: `providers as ${absent()} says` });
});

test("the plugin cache serves when the configuration that is named is not there", async () => {
  const at = mirror("unpacked");
  const environment = { TF_CLI_CONFIG_FILE: absent(), TF_PLUGIN_CACHE_DIR: at };
  expect((await chooseProviderSource(folder, version, environment)).says).toBe(`providers from ${at}`);
});

test("a mirror without that version is passed over, and downloads are kept", async () => {
  const at = mirror("unpacked");
  const source = await chooseProviderSource(folder, "0.0.98", {
    TF_CLI_CONFIG_FILE: absent(),
    TF_PLUGIN_CACHE_DIR: at,
  });
  expect(source).toEqual({
    config: join(folder, "terraform.rc"),
    cache: at,
    says: "providers from the registry, kept for the next time",
  });
  expect(readFileSync(join(folder, "terraform.rc"), "utf8")).toBe("");
});
