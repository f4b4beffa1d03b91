/**
 * Where a stack keeps its state, and which state a `terraform_remote_state` reads.
 *
 * Decides: that two are the same place, when all that tells one state from another is told on both sides and is equal. Refuses
 * to go by names: two environments call their stacks alike. Safe because what is not the same place by that gives no value.
 */
import { textOf } from "../expression/access";
import { identity, isWhollyKnown, type Sym } from "../expression/sym";
import { entriesOf, own, type JsonObject } from "../intake/value";
import { listOf, plainValue } from "./config-document";

/** Text that is equal for the same place only. */
export type StatePlace = string;

interface Told {
  /** Without one of these the place is not known. */
  readonly by: readonly string[];
  /** Left out, each is as Terraform has it by default. */
  readonly beside: readonly string[];
}

/** What tells the place, of backends that take more than that; of others, all that they take. */
const tellers: ReadonlyMap<string, Told> = new Map<string, Told>([
  ["s3", { by: ["bucket", "key"], beside: ["endpoint", "endpoints", "workspace_key_prefix"] }],
  ["gcs", { by: ["bucket"], beside: ["prefix"] }],
  ["azurerm", { by: ["storage_account_name", "container_name", "key"], beside: ["environment", "endpoint"] }],
]);

/** The place that a configuration says it keeps its state at; undefined when it does not say one. */
export function ownPlace(document: JsonObject, input: string): StatePlace | undefined {
  const blocks = listOf(own(document, "terraform"));
  const named = blocks.flatMap((one) => listOf(own(one, "backend")).flatMap(entriesOf));
  const told = [
    ...named.map(([backend, body]) => [backend, listOf(body)[0] ?? {}] as const),
    ...blocks.flatMap((one) => listOf(own(one, "cloud"))).map((body) => ["remote", body] as const),
  ];
  const [only, ...others] = told;
  if (others.length > 0) return undefined;
  // Terraform keeps the state beside the configuration by default.
  return only === undefined ? filePlace("terraform.tfstate", input) : placeOf(only[0], plainValue(only[1]), input);
}

/** The place that a backend of this configuration means; undefined when that is not known. */
export function placeOf(backend: string, config: Sym, input: string): StatePlace | undefined {
  if (config.k !== "dict" || config.more !== undefined) return undefined;
  const said = new Map([...config.entries].filter(([, value]) => value.k !== "known" || value.value !== null));
  if (backend === "local") return localPlace(said, input);
  if (backend === "remote") return remotePlace(said);
  const { by, beside } = tellers.get(backend) ?? { by: [...said.keys()], beside: [] };
  if (by.length === 0 || by.some((name) => !said.has(name))) return undefined;
  const parts = [...by, ...beside].sort().flatMap((name) => {
    const value = said.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  if (!parts.every(([, value]) => isWhollyKnown(value))) return undefined;
  return [backend, ...parts.map(([name, value]) => `${name}=${identity(value)}`)].join(" ");
}

/** The place of a file, which is looked for from the folder of the input that names it. */
export function filePlace(path: string, input: string): StatePlace {
  const isAbsolute = /^([\\/]|[A-Za-z]:[\\/])/.test(path);
  const steps: string[] = [];
  for (const step of [...(isAbsolute ? [] : input.split(/[\\/]/).slice(0, -1)), ...path.split(/[\\/]/)]) {
    const last = steps.at(-1);
    if (step === "." || (step === "" && steps.length > 0)) continue;
    if (step === ".." && last !== undefined && last !== ".." && last !== "") steps.pop();
    else steps.push(step);
  }
  return `local ${JSON.stringify(steps.join("/"))}`;
}

function localPlace(said: ReadonlyMap<string, Sym>, input: string): StatePlace | undefined {
  const path = said.get("path");
  const text = path === undefined ? "terraform.tfstate" : textOf(path);
  return text === undefined ? undefined : filePlace(text, input);
}

/** A workspace of HCP Terraform, by its name or by what its name starts with. */
function remotePlace(said: ReadonlyMap<string, Sym>): StatePlace | undefined {
  const workspaces = said.get("workspaces");
  const one = workspaces?.k === "list" && workspaces.items.length === 1 ? workspaces.items[0] : workspaces;
  if (one?.k !== "dict" || one.more !== undefined) return undefined;
  const [organization, hostname, name, prefix] = [
    said.get("organization"),
    said.get("hostname") ?? ({ k: "known", value: "app.terraform.io" } as const),
    one.entries.get("name"),
    one.entries.get("prefix"),
  ].map((sym) => (sym === undefined ? undefined : textOf(sym)));
  if (organization === undefined || hostname === undefined || (name ?? prefix) === undefined) return undefined;
  return `remote ${JSON.stringify([hostname, organization, name ?? null, prefix ?? null])}`;
}
