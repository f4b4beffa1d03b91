/** The sample's configuration: one small JSON file, checked key by key. */
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { CalendarDate, Cidr, InvalidInput, type Issue } from "cdktf-cordon";
import { issueOf, unreadable } from "./config-issues";

export interface HospitalConfig {
  /** Name of the network and of the Terraform stack. */
  readonly name: string;
  readonly region: string;
  readonly availabilityZones: readonly [string, ...string[]];
  readonly cidr: string;
  readonly owner: string;
  /** The day by which conduits are looked at again, `YYYY-MM-DD`. */
  readonly reviewBy: string;
  /**
   * The day that expiries are judged on, `YYYY-MM-DD`. The sample names one, so that it works on any day; leave it out in
   * a hospital.
   *
   * @default - today, in UTC
   */
  readonly today?: string;
  /** Path of the address plan's lock file, from the configuration file's folder. */
  readonly addressPlan: string;
  readonly backend:
    | { readonly type: "local" }
    | { readonly type: "s3"; readonly bucket: string; readonly key: string; readonly region: string };
}

/** What each value looks like; an error quotes the description. */
const text = { type: "string", pattern: "\\S", description: "text that is not empty" } as const;
const region = {
  type: "string",
  pattern: "^[a-z]{2}(-[a-z]+)+-[0-9]+$",
  description: "a Region such as us-east-1 or us-gov-west-1",
} as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["name", "region", "availabilityZones", "cidr", "owner", "reviewBy", "addressPlan", "backend"],
  properties: {
    name: {
      type: "string",
      pattern: "^[a-z][a-z0-9-]{1,39}$",
      description: "2–40 lower-case letters, digits and hyphens, starting with a letter",
    },
    region,
    availabilityZones: { type: "array", items: text, minItems: 1, uniqueItems: true },
    cidr: text,
    owner: text,
    reviewBy: text,
    today: text,
    addressPlan: text,
    backend: {
      type: "object",
      discriminator: { propertyName: "type" },
      oneOf: [
        { properties: { type: { const: "local" } }, required: ["type"], additionalProperties: false },
        {
          properties: {
            type: { const: "s3" },
            bucket: {
              type: "string",
              pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
              description: "a bucket's name: 3–63 lower-case letters, digits, dots and hyphens",
            },
            key: {
              type: "string",
              pattern: "^[^/\\s](.*[^/\\s])?$",
              description: "a path in the bucket that neither starts nor ends with a slash",
            },
            region,
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
  const issues: Issue[] = validate(read) ? [] : (validate.errors ?? []).map(issueOf);
  issues.push(...meaningIssues(read));
  const [first, ...rest] = issues.map((issue) => ({ ...issue, where: file }));
  if (first !== undefined) throw new InvalidInput([first, ...rest]);
  return read as HospitalConfig;
}

/** What no schema can say: blocks, days, and zones of the Region. Whatever is not text was reported already. */
function meaningIssues(read: unknown): Issue[] {
  if (typeof read !== "object" || read === null) return [];
  const { cidr, reviewBy, today, region: chosen, availabilityZones: zones } = read as Readonly<Record<string, unknown>>;
  const issues: Issue[] = [];
  const check = (
    key: string,
    value: unknown,
    parse: (value: string) => ReturnType<typeof Cidr.parse | typeof CalendarDate.parse>,
  ) => {
    if (typeof value !== "string" || value.trim() === "") return;
    const parsed = parse(value);
    if (!parsed.ok) issues.push({ ...parsed.issue, what: `"${key}": ${parsed.issue.what}` });
  };
  check("cidr", cidr, (value) => Cidr.parse(value));
  check("reviewBy", reviewBy, (value) => CalendarDate.parse(value));
  check("today", today, (value) => CalendarDate.parse(value));
  if (typeof chosen !== "string" || !new RegExp(region.pattern).test(chosen) || !Array.isArray(zones)) return issues;
  const outside = zones.filter((zone) => typeof zone === "string" && zone.trim() !== "" && !isZoneOf(chosen, zone));
  if (outside.length > 0) {
    const what = `"availabilityZones" names ${outside.length === 1 ? "a zone" : "zones"} of another Region`;
    issues.push({ what, received: outside.join(", "), allowed: `zones of ${chosen}, such as ${chosen}a` });
  }
  return issues;
}

/** A Region's zones add a letter to its name; its local zones, a hyphen and a place. */
function isZoneOf(chosen: string, zone: string): boolean {
  return zone.startsWith(chosen) && /^([a-z]|-.+)$/.test(zone.slice(chosen.length));
}

function readJson(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(`configuration file "${file}" cannot be read`, error);
  }
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    throw unreadable(`configuration file "${file}" is not JSON`, error);
  }
}
