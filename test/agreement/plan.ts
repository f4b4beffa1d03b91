/**
 * A synthesized stack in the form of its first plan, as `terraform show -json` prints it: known values in the changes,
 * everything that refers to another resource unknown there, and the references in the configuration.
 */
import type { Config } from "./ground";

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly body: Config;
}

/** A module of one resource, which is given what it refers to as variables. */
export interface ModuleCall {
  readonly name: string;
  readonly resource: Resource;
}

const isUnknown = (value: unknown): boolean => typeof value === "string" && value.includes("${");
const holdsUnknown = (value: unknown): boolean => JSON.stringify(value).includes("${");

/** `aws_vpc.v.id` and `aws_vpc.v`, for each attribute that a value refers to. */
function referencesIn(value: unknown): readonly string[] {
  const found = [...JSON.stringify(value).matchAll(/\$\{((?:data\.)?\w+\.[\w-]+)((?:\.\w+)*)\}/g)];
  return found.flatMap(([, resource = "", rest = ""]) => (rest === "" ? [resource] : [`${resource}${rest}`, resource]));
}

const argumentsOf = (body: Config): readonly (readonly [string, unknown])[] =>
  Object.entries(body).filter(([key]) => !["//", "depends_on", "lifecycle", "provider"].includes(key));

function change({ type, name, body }: Resource, module = ""): Config {
  const given = argumentsOf(body);
  return {
    address: `${module}${type}.${name}`,
    ...(module === "" ? {} : { module_address: module.slice(0, -1) }),
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions: ["create"],
      before: null,
      after: Object.fromEntries(given.filter(([, value]) => !holdsUnknown(value))),
      after_unknown: {
        id: true,
        ...Object.fromEntries(given.filter(([, value]) => holdsUnknown(value)).map(([key]) => [key, true])),
      },
    },
  };
}

/** Of configuration in JSON a plan shows templates as they are written, too. */
const written = (value: unknown): Config => ({ constant_value: value, references: referencesIn(value) });

function configured({ type, name, body }: Resource, asVariables = false): Config {
  return {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_config_key: "aws",
    expressions: Object.fromEntries(
      argumentsOf(body).map(([key, value]): [string, unknown] => {
        if (!holdsUnknown(value)) return [key, { constant_value: value }];
        return [key, asVariables ? { references: [`var.${key}`] } : written(value)];
      }),
    ),
  };
}

function callOf({ resource }: ModuleCall): Config {
  const passed = argumentsOf(resource.body).filter(([, value]) => isUnknown(value));
  return {
    source: "./module",
    expressions: Object.fromEntries(passed.map(([key, value]) => [key, written(value)])),
    module: {
      resources: [configured(resource, true)],
      variables: Object.fromEntries(passed.map(([key]) => [key, {}])),
    },
  };
}

/** @param text - `cdk.tf.json`, with IPv4 alone: what is unknown inside of a block is not told apart */
export function asPlan(text: string, modules: readonly ModuleCall[] = []): string {
  const { resource } = JSON.parse(text) as { resource: Record<string, Record<string, Config>> };
  const resources = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]): Resource => ({ type, name, body })),
  );
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: [
      ...resources.map((each) => change(each)),
      ...modules.map(({ name, resource: each }) => change(each, `module.${name}.`)),
    ],
    configuration: {
      provider_config: {
        aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } },
      },
      root_module: {
        resources: resources.map((each) => configured(each)),
        module_calls: Object.fromEntries(modules.map((each) => [each.name, callOf(each)])),
      },
    },
    complete: true,
    errored: false,
    applyable: true,
  });
}
