/** Writes a plan of format 1.2 that creates a network, with every part that `terraform show -json` prints. */
import { closeSync, openSync, writeSync } from "node:fs";
import { addressOf, type Resource } from "./resource";

const provider = "registry.terraform.io/hashicorp/aws";

/** Writes the file piece by piece: at 100,000 rules it has some 200 million characters. */
export function writePlan(file: string, network: Iterable<Resource>): { readonly bytes: number } {
  const resources = [...network].sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1));
  const out = new Output(file);
  out.write('{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[');
  out.list(resources, planned);
  out.write(']}},"resource_changes":[');
  out.list(resources, change);
  out.write(`],"configuration":{"provider_config":${JSON.stringify(configured)},"root_module":{"resources":[`);
  out.list(resources, written);
  out.write(']}},"relevant_attributes":[');
  out.list(
    resources.filter(({ type }) => !type.endsWith("_rule") && !type.endsWith("_association")),
    (one) => ({ resource: addressOf(one), attribute: ["id"] }),
  );
  out.write('],"timestamp":"2026-11-23T08:00:00Z","applyable":true,"complete":true,"errored":false}\n');
  return { bytes: out.close() };
}

const configured = {
  aws: {
    name: "aws",
    full_name: provider,
    version_constraint: "5.100.0",
    expressions: { region: { constant_value: "us-east-1" } },
  },
};

function identity(resource: Resource) {
  const { type, name } = resource;
  return { address: addressOf(resource), mode: "managed", type, name };
}

function planned(resource: Resource) {
  const { schemaVersion, values, sensitive } = resource;
  return {
    ...identity(resource),
    provider_name: provider,
    schema_version: schemaVersion,
    values,
    sensitive_values: sensitive,
  };
}

function change(resource: Resource) {
  const { values, unknown, sensitive } = resource;
  return {
    ...identity(resource),
    provider_name: provider,
    change: {
      actions: ["create"],
      before: null,
      after: values,
      after_unknown: unknown,
      before_sensitive: false,
      after_sensitive: sensitive,
    },
  };
}

function written(resource: Resource) {
  const { schemaVersion, expressions } = resource;
  return { ...identity(resource), provider_config_key: "aws", expressions, schema_version: schemaVersion };
}

class Output {
  private readonly file: number;
  private waiting: string[] = [];
  private size = 0;
  private bytes = 0;

  public constructor(path: string) {
    this.file = openSync(path, "w");
  }

  public write(text: string): void {
    this.waiting.push(text);
    this.size += text.length;
    if (this.size > 1 << 20) this.flush();
  }

  public list(resources: readonly Resource[], form: (resource: Resource) => object): void {
    resources.forEach((one, at) => {
      this.write(`${at === 0 ? "" : ","}${JSON.stringify(form(one))}`);
    });
  }

  public close(): number {
    this.flush();
    closeSync(this.file);
    return this.bytes;
  }

  private flush(): void {
    const text = this.waiting.join("");
    for (let at = 0, bytes = Buffer.from(text); at < bytes.length;) at += writeSync(this.file, bytes, at);
    this.bytes += Buffer.byteLength(text);
    this.waiting = [];
    this.size = 0;
  }
}
