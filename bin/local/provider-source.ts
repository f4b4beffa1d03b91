/** Where Terraform gets its providers: a copy on this machine when there is one, the registry otherwise. */
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

const host = "registry.terraform.io";

export interface ProviderSource {
  /** For TF_CLI_CONFIG_FILE. @default - Terraform's own configuration serves */
  readonly config?: string;
  /** For TF_PLUGIN_CACHE_DIR, so that a download happens once. @default - nothing is kept */
  readonly cache?: string;
  /** What was chosen, for the log. */
  readonly says: string;
}

/**
 * Looks, in this order, at TF_PLUGIN_MIRROR, at Terraform's own configuration, and at the places where a copy of the
 * provider usually lies. A configuration that exists is left as it is: its owner chose it.
 *
 * @param folder - where to write a Terraform configuration when one is needed
 * @param version - of the AWS provider, exact, such as `5.100.0`
 */
export async function chooseProviderSource(
  folder: string,
  version: string,
  environment: NodeJS.ProcessEnv,
): Promise<ProviderSource> {
  const named = environment["TF_PLUGIN_MIRROR"];
  const own = environment["TF_CLI_CONFIG_FILE"] ?? join(homedir(), ".terraformrc");
  if (named === undefined && (await exists(own))) return { says: `providers as ${own} says` };
  const mirror = await findMirror(named === undefined ? usualMirrors(environment) : [named], version);
  if (mirror !== undefined) {
    const config = join(folder, "terraform.rc");
    await writeFile(config, mirrorConfig(mirror));
    return { config, says: `providers from ${mirror}` };
  }
  const cache = environment["TF_PLUGIN_CACHE_DIR"] ?? join(folder, "plugins");
  // A variable that points to no file makes Terraform warn in the middle of its output.
  const silent = environment["TF_CLI_CONFIG_FILE"] === undefined ? {} : { config: await emptyConfig(folder) };
  return { ...silent, cache, says: "providers from the registry, kept for the next time" };
}

/** Terraform's implied local mirrors, the plugin cache, and whatever an image keeps at the top of a system folder. */
function usualMirrors(environment: NodeJS.ProcessEnv): readonly string[] {
  const cache = environment["TF_PLUGIN_CACHE_DIR"];
  return [
    ...(cache === undefined ? [] : [cache]),
    join(homedir(), ".terraform.d", "plugins"),
    join(homedir(), ".local", "share", "terraform", "plugins"),
    join(homedir(), "Library", "Application Support", "io.terraform", "plugins"),
    ...["/opt", "/usr/share", "/usr/local", "/usr/local/share", "/usr/lib", "/usr/local/lib", "/srv"].map(within),
  ];
}

/** Marks a folder whose own folders, and theirs, are looked into. */
const within = (folder: string): string => `${folder}/*`;

async function findMirror(candidates: readonly string[], version: string): Promise<string | undefined> {
  for (const candidate of candidates) {
    const folders = candidate.endsWith("/*") ? await foldersBelow(candidate.slice(0, -2)) : [candidate];
    for (const folder of folders) if (await holds(folder, version)) return folder;
  }
  return undefined;
}

async function foldersBelow(folder: string): Promise<readonly string[]> {
  const children = await subfolders(folder);
  const nested = await Promise.all(children.map(subfolders));
  return [...children, ...nested.flat()];
}

async function subfolders(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
      .sort();
  } catch {
    return [];
  }
}

/** Both layouts that Terraform knows: unpacked in a folder a platform, or a zip a platform. */
async function holds(mirror: string, version: string): Promise<boolean> {
  const folder = join(mirror, host, "hashicorp", "aws");
  const platform = terraformPlatform();
  return (
    (await exists(join(folder, version, platform))) ||
    (await exists(join(folder, `terraform-provider-aws_${version}_${platform}.zip`)))
  );
}

/** `linux_amd64`, as Terraform names the machine it runs on. */
function terraformPlatform(): string {
  const architectures: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
  return `${process.platform}_${architectures[process.arch] ?? process.arch}`;
}

/** Only the AWS provider comes from the mirror: it may hold nothing else. */
function mirrorConfig(mirror: string): string {
  const provider = JSON.stringify(`${host}/hashicorp/aws`);
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = [${provider}]
  }
  direct {
    exclude = [${provider}]
  }
}
`;
}

async function emptyConfig(folder: string): Promise<string> {
  const file = join(folder, "terraform.rc");
  await writeFile(file, "");
  return file;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The exact version of the AWS provider that a synthesized stack asks for. */
export async function requiredAwsVersion(configuration: string): Promise<string> {
  const parsed = JSON.parse(await readFile(configuration, "utf8")) as {
    readonly terraform?: { readonly required_providers?: { readonly aws?: { readonly version?: string } } };
  };
  return parsed.terraform?.required_providers?.aws?.version ?? "";
}
