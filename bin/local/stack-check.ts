/**
 * Whether a synthesized stack can reach anything but the emulator.
 *
 * PURE. Decides from `cdk.tf.json` alone, before Terraform sees it. It refuses what it cannot judge (other providers,
 * modules, provisioners) rather than trusting it. It does not decide whether the stack is any good.
 */
import type { LeftOut } from "./emulator-gaps";

interface Stack {
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly module?: unknown;
  readonly terraform?: {
    readonly backend?: Readonly<Record<string, unknown>>;
    readonly required_providers?: Readonly<Record<string, unknown>>;
  };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every reason why this stack must not be deployed to the emulator; none when it may. */
export function reasonsToRefuse(text: string, endpoint: string, leftOut: readonly LeftOut[]): readonly string[] {
  const stack = JSON.parse(text) as Stack;
  return [...providerReasons(stack, endpoint), ...backendReasons(stack), ...contentReasons(stack, leftOut)];
}

function providerReasons({ provider = {}, terraform }: Stack, endpoint: string): readonly string[] {
  const names = new Set([...Object.keys(provider), ...Object.keys(terraform?.required_providers ?? {})]);
  const others = [...names].filter((name) => name !== "aws").sort();
  const configurations = listOf(provider["aws"]);
  return [
    ...others.map((name) => `provider "${name}" may leave this machine; only "aws" is deployed locally`),
    ...(configurations.length === 0 ? ['provider "aws" is not configured, so it would look for an AWS account'] : []),
    ...configurations.flatMap((configuration, index) => {
      const where = `provider "aws"${configurations.length > 1 ? ` number ${String(index + 1)}` : ""}`;
      return configurationReasons(configuration)
        .concat(endpointReasons(configuration["endpoints"], endpoint))
        .map((reason) => `${where} ${reason}`);
    }),
  ];
}

/** Ways to real keys that a provider configuration may name. */
const credentialSources = [
  "profile",
  "assume_role",
  "assume_role_with_web_identity",
  "shared_credentials_files",
  "shared_config_files",
  "token",
];

function configurationReasons(configuration: Readonly<Record<string, unknown>>): string[] {
  const keys = ["access_key", "secret_key"].filter((key) => configuration[key] !== "test");
  const sources = credentialSources.filter((key) => configuration[key] !== undefined);
  return [
    ...keys.map((key) => `must have ${key} "test"; the app did not configure it for CORDON_LOCAL_ENDPOINT`),
    ...sources.map((key) => `must not have ${key}, which may lead to real keys`),
  ];
}

function endpointReasons(value: unknown, endpoint: string): string[] {
  const urls = listOf(value).flatMap((services) => Object.entries(services));
  if (urls.length === 0) return ["has no endpoints, so it would call AWS"];
  return urls
    .filter(([, url]) => url !== endpoint || !isLoopback(endpoint))
    .map(([service, url]) => `sends ${service} to ${JSON.stringify(url)}, which is not the emulator at ${endpoint}`);
}

/** Whether a URL is plain HTTP to this machine's own loopback address. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === "http:" && new URL(url).hostname === "127.0.0.1";
}

function backendReasons({ terraform }: Stack): readonly string[] {
  const others = Object.keys(terraform?.backend ?? {}).filter((name) => name !== "local");
  return others.map((name) => `backend "${name}" keeps state elsewhere; a local deploy needs the local backend`);
}

function contentReasons({ module: modules, resource = {} }: Stack, leftOut: readonly LeftOut[]): readonly string[] {
  const impossible = leftOut.flatMap(({ type, where, reason }) =>
    Object.entries(resource[type] ?? {})
      .filter(([, body]) => where === undefined || where.matches.test(attributeOf(body, where.attribute)))
      .map(([name]) => `the emulator cannot build ${type}.${name}: ${reason}`),
  );
  const provisioned = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([, body]) => (body as { readonly provisioner?: unknown } | null)?.provisioner !== undefined)
      .map(([name]) => `${type}.${name} has a provisioner, which may do anything`),
  );
  return [
    ...(modules === undefined ? [] : ["the stack calls Terraform modules, which are not judged here"]),
    ...provisioned,
    ...impossible,
  ];
}

/** An attribute as text; empty when it is not set. */
function attributeOf(body: unknown, attribute: string): string {
  const value = (body as Readonly<Record<string, unknown>> | null)?.[attribute];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Terraform's JSON allows one block as an object and several as a list. */
function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Readonly<Record<string, unknown>>[];
}
