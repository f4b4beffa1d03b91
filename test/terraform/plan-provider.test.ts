/** The Region of what a plan shows in modules: by the provider that each resource uses. */
import { facts } from "./read";

const vpc = (module: string) => ({
  address: `${module}aws_vpc.v`,
  ...(module === "" ? {} : { module_address: module.slice(0, -1) }),
  mode: "managed",
  type: "aws_vpc",
  name: "v",
  change: { actions: ["create"], before: null, after: { cidr_block: "10.0.0.0/16" }, after_unknown: { id: true } },
});
const resources = (key: string) => [
  { mode: "managed", type: "aws_vpc", name: "v", provider_config_key: key, expressions: {} },
];
const own = { name: "aws", module_address: "module.m" };
const by = (variable: string) => ({ expressions: { region: { references: [variable] } } });

/** The Regions of the root's VPC and of the module's. */
function regions(configs: object, key: string, version = "1.11.4"): readonly unknown[] {
  const plan = {
    format_version: "1.2",
    terraform_version: version,
    planned_values: { root_module: {} },
    variables: { region: { value: "us-east-1" } },
    resource_changes: [vpc(""), vpc("module.m.")],
    configuration: {
      provider_config: { aws: { name: "aws", ...by("var.region") }, ...configs },
      root_module: {
        resources: resources("aws"),
        module_calls: {
          m: {
            expressions: { region: { constant_value: "eu-west-1" } },
            module: { variables: { region: {} }, resources: resources(key) },
          },
        },
      },
    },
  };
  const { vpcs } = facts({ name: "plan.json", text: JSON.stringify(plan) });
  return vpcs.map(({ region }) => ("exact" in region ? region.exact : "unknown"));
}

test("a module's own provider has what its variable is given", () => {
  expect(regions({ "module.m:aws": { ...own, ...by("var.region") } }, "module.m:aws")).toEqual([
    "us-east-1",
    "eu-west-1",
  ]);
});

test("without a Region it has that of the environment, whatever the root has", () => {
  expect(regions({ "module.m:aws": own }, "module.m:aws")).toEqual(["us-east-1", "unknown"]);
});

test("before Terraform 1.1 it may be one that is handed down, where there is one alone", () => {
  expect(regions({ "m:aws": own }, "m:aws", "1.0.11")).toEqual(["us-east-1", "us-east-1"]);
  const west = { "aws.west": { name: "aws", alias: "west", expressions: { region: { constant_value: "us-west-2" } } } };
  expect(regions({ "m:aws": own, ...west }, "m:aws", "1.0.11")).toEqual(["us-east-1", "unknown"]);
});
