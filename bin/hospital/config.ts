/** The sample's configuration: one small JSON file, checked key by key. */
import { readFileSync } from "node:fs";
import Ajv, { type ErrorObject } from "ajv";
import { InvalidInput, type Issue } from "cdktf-cordon";

export interface HospitalConfig {
  /** Name of the network and of the Terraform stack. */
  readonly name: string;
  readonly region: string;
  readonly availabilityZones: readonly [string, ...string[]];
  readonly cidr: string;
  readonly owner: string;
  /** The day by which conduits are looked at again, `YYYY-MM-DD`. */
  readonly reviewBy: string;
  /** Path of the address plan's lock file, from the configuration file's folder. */
  readonly addressPlan: string;
  readonly backend:
    | { readonly type: "local" }
    | { readonly type: "s3"; readonly bucket: string; readonly key: string; readonly region: string };
}

const text = { type: "string", minLength: 1 } as const;
const schema = {
  type: "object",
  additionalProperties: false,
  required: ["name", "region", "availabilityZones", "cidr", "owner", "reviewBy", "addressPlan", "backend"],
  properties: {
    $schema: text,
    name: { ...text, pattern: "^[a-z][a-z0-9-]{1,39}$" },
    region: { ...text, pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]+$" },
    availabilityZones: { type: "array", items: text, minItems: 1, uniqueItems: true },
    cidr: text,
    owner: text,
    reviewBy: text,
    addressPlan: text,
    backend: {
      type: "object",
      required: ["type"],
      discriminator: { propertyName: "type" },
      oneOf: [
        { properties: { type: { const: "local" } }, required: ["type"], additionalProperties: false },
        {
          properties: {
            type: { const: "s3" },
            bucket: text,
            key: text,
            region: { ...text, pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]+$" },
          },
          required: ["type", "bucket", "key", "region"],
          additionalProperties: false,
        },
      ],
    },
  },
} as const;

/**
 * Reads and checks a configuration file.
 *
 * @throws {InvalidInput} when it is missing, is not JSON, or a key is missing, unknown or wrong: all of them at once
 */
export function readConfig(file: string): HospitalConfig {
  const read = readJson(file);
  const validate = new Ajv({ allErrors: true, discriminator: true, verbose: true }).compile<HospitalConfig>(schema);
  if (validate(read)) {
    const outside = read.availabilityZones.filter((zone) => !zone.startsWith(read.region));
    if (outside.length === 0) return read;
    throw new InvalidInput([
      {
        what: "an availability zone is not in the region",
        received: outside.join(", "),
        allowed: `zones of ${read.region}`,
        where: `${file}: availabilityZones`,
      },
    ]);
  }
  const [first, ...rest] = (validate.errors ?? []).map((error) => issueOf(file, error));
  throw new InvalidInput([first ?? { what: "is not a configuration", where: file }, ...rest]);
}

function readJson(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    throw new InvalidInput([
      {
        what: `configuration file "${file}" cannot be read`,
        allowed: "an existing file; CORDON_CONFIG names another one",
      },
    ]);
  }
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    throw new InvalidInput([
      {
        what: `configuration file "${file}" is not JSON`,
        received: error instanceof Error ? error.message : String(error),
      },
    ]);
  }
}

function issueOf(file: string, error: ErrorObject): Issue {
  const path = error.instancePath.slice(1).replaceAll("/", ".");
  const params = error.params as Readonly<Record<string, unknown>>;
  const where = `${file}${path === "" ? "" : `: ${path}`}`;
  switch (error.keyword) {
    case "additionalProperties":
      return {
        what: `unknown key "${String(params["additionalProperty"])}"`,
        allowed: Object.keys((error.parentSchema?.["properties"] ?? {}) as object).join(", "),
        where,
      };
    case "required":
      return { what: `key "${String(params["missingProperty"])}" is missing`, where };
    case "type":
      return {
        what: "is of the wrong type",
        received: JSON.stringify(error.data),
        allowed: String(params["type"]),
        where,
      };
    case "pattern":
      return {
        what: "is not of the right form",
        received: JSON.stringify(error.data),
        allowed: `text like ${String(params["pattern"])}`,
        where,
      };
    case "discriminator":
      return {
        what: "backend is of no known type",
        received: JSON.stringify(params["tagValue"]),
        allowed: "local, s3",
        where,
      };
    default:
      return { what: error.message ?? "is wrong", received: JSON.stringify(error.data), where };
  }
}
