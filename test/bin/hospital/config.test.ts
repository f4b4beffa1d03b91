import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../../../bin/hospital/config";
import { inFolder } from "../../constructs/synth";

const good = {
  name: "st-marys",
  region: "us-east-1",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  cidr: "10.40.0.0/16",
  owner: "network operations",
  reviewBy: "2027-06-30",
  addressPlan: "address-plan.lock.json",
  backend: { type: "local" },
};
const s3 = { type: "s3", bucket: "st-marys-state", key: "networks/st-marys.tfstate", region: "us-east-1" };

/** What is said of a file, line by line without the file's path; that nothing was written is checked. */
function said(content: string): readonly string[] {
  return inFolder((folder) => {
    const file = join(folder, "hospital.json");
    writeFileSync(file, content);
    try {
      readConfig(file);
      return [];
    } catch (error) {
      return (error as Error).message.replaceAll(file, "FILE").split("\n");
    } finally {
      expect(readdirSync(folder)).toEqual(["hospital.json"]);
      expect(readFileSync(file, "utf8")).toBe(content);
    }
  });
}

const of = (changes: object): readonly string[] => said(JSON.stringify({ ...good, ...changes }));
const keys = "name, region, availabilityZones, cidr, owner, reviewBy, today, addressPlan, backend";

describe("readConfig", () => {
  test("reads the sample's own configuration", () => {
    const file = join(__dirname, "../../../hospital.config.json");
    expect(readConfig(file)).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });

  test.each([
    ["state on this machine", {}],
    ["state in S3", { backend: s3 }],
    ["a Region of GovCloud", { region: "us-gov-west-1", availabilityZones: ["us-gov-west-1a"] }],
    ["a local zone of the Region", { availabilityZones: ["us-east-1a", "us-east-1-bos-1a"] }],
  ])("reads %s", (_, changes) => {
    expect(of(changes)).toEqual([]);
  });

  test("refuses a file that is missing, a folder, or not JSON, on one line each", () => {
    inFolder((folder) => {
      const allowed = "allowed: a JSON file; CORDON_CONFIG names another one";
      expect(() => readConfig(join(folder, "none.json"))).toThrow(
        new RegExp(`^configuration file ".*none.json" cannot be read; received ENOENT: .*; ${allowed}$`),
      );
      mkdirSync(join(folder, "folder.json"));
      expect(() => readConfig(join(folder, "folder.json"))).toThrow(
        new RegExp(`^configuration file ".*folder.json" cannot be read; received EISDIR: .*; ${allowed}$`),
      );
    });
    expect(said("<<<<<<< mine\n{}\n")).toEqual([
      expect.stringMatching(
        /^configuration file "FILE" is not JSON; received Unexpected token '<', "<<<<<<< mine \{\} " is not valid JSON; allowed/,
      ),
    ]);
    expect(said("")).toHaveLength(1);
  });

  test.each([
    ["null", "null"],
    ["[]", "[]"],
    ['"text"', '"text"'],
  ])("refuses %s in place of an object", (_, content) => {
    expect(said(content)).toEqual([
      `FILE: the configuration is of the wrong type; received ${content}; allowed: an object`,
    ]);
  });

  test("refuses a configuration without anything, and names every missing key once", () => {
    const required = keys.split(", ").filter((key) => key !== "today");
    expect(said("{}")).toEqual(required.map((key) => `FILE: key "${key}" is missing`));
  });

  const refusals: readonly (readonly [string, object, readonly string[]])[] = [
    ["an unknown key", { colour: 1 }, [`unknown key "colour"; allowed: ${keys}`]],
    ["a number for text", { owner: 7 }, ['"owner" is of the wrong type; received 7; allowed: text']],
    ["empty text", { owner: " " }, ['"owner" is not well formed; received " "; allowed: text that is not empty']],
    [
      "a name that is no name",
      { name: "St. Mary's" },
      [
        '"name" is not well formed; received "St. Mary\'s"; allowed: 2–40 lower-case letters, digits and hyphens, starting with a letter',
      ],
    ],
    [
      "a zone in place of the Region",
      { region: "us-east-1a" },
      ['"region" is not well formed; received "us-east-1a"; allowed: a Region such as us-east-1 or us-gov-west-1'],
    ],
    [
      "text in place of the zones",
      { availabilityZones: "us-east-1a" },
      ['"availabilityZones" is of the wrong type; received "us-east-1a"; allowed: a list'],
    ],
    ["no zones", { availabilityZones: [] }, ['"availabilityZones" is empty; allowed: one or more']],
    [
      "a zone twice",
      { availabilityZones: ["us-east-1a", "us-east-1a"] },
      ['"availabilityZones" names the same thing twice; received ["us-east-1a","us-east-1a"]'],
    ],
    [
      "zones of other Regions, one of which only starts alike",
      { availabilityZones: ["us-east-1a", "us-east-11a", "eu-west-1a"] },
      [
        '"availabilityZones" names zones of another Region; received us-east-11a, eu-west-1a; allowed: zones of us-east-1, such as us-east-1a',
      ],
    ],
    [
      "the Region in place of a zone",
      { availabilityZones: ["us-east-1"] },
      [
        '"availabilityZones" names a zone of another Region; received us-east-1; allowed: zones of us-east-1, such as us-east-1a',
      ],
    ],
    [
      "a block with host bits",
      { cidr: "10.40.0.1/16" },
      [
        '"cidr": address block has host bits set; received "10.40.0.1/16"; allowed: "10.40.0.0/16" for the block, "10.40.0.1/32" for the one address',
      ],
    ],
    [
      "a day that does not exist",
      { reviewBy: "2027-02-30" },
      [expect.stringMatching(/^"reviewBy": .*; received "2027-02-30"/)],
    ],
    ["a backend without its type", { backend: {} }, ['key "backend.type" is missing; allowed: "local" or "s3"']],
    [
      "a backend of an unknown type",
      { backend: { type: "gcs", bucket: "b" } },
      ['"backend.type" is not known; received "gcs"; allowed: "local" or "s3"'],
    ],
    ["text for the backend", { backend: "s3" }, ['"backend" is of the wrong type; received "s3"; allowed: an object']],
    [
      "an S3 backend without its details, each named once",
      { backend: { type: "s3" } },
      ["bucket", "key", "region"].map((key) => `key "backend.${key}" is missing`),
    ],
    [
      "an S3 key that starts with a slash",
      { backend: { ...s3, key: "/state" } },
      [
        '"backend.key" is not well formed; received "/state"; allowed: a path in the bucket that neither starts nor ends with a slash',
      ],
    ],
    [
      "a local backend with S3's details",
      { backend: { type: "local", bucket: "b" } },
      ['unknown key "backend.bucket"; allowed: type'],
    ],
  ];
  test.each(refusals)("refuses %s", (_, changes, lines) => {
    expect(of(changes).map((line) => line.replace(/^FILE: /, ""))).toEqual(lines);
  });

  test("refuses a key of the prototype as an unknown key", () => {
    expect(said(`${JSON.stringify(good).slice(0, -1)},"__proto__":{"name":"x"}}`)).toEqual([
      `FILE: unknown key "__proto__"; allowed: ${keys}`,
    ]);
  });

  test("names everything that is wrong at once", () => {
    const wrong = { name: 7, region: "us-east-1", availabilityZones: ["eu-west-1a"], cidr: "010.0.0.0/8", extra: 1 };
    expect(
      said(JSON.stringify({ ...wrong, owner: "x", reviewBy: "soon", backend: { type: "s3", bucket: "B" } })),
    ).toEqual([
      'FILE: key "addressPlan" is missing',
      `FILE: unknown key "extra"; allowed: ${keys}`,
      'FILE: "name" is of the wrong type; received 7; allowed: text',
      'FILE: key "backend.key" is missing',
      'FILE: key "backend.region" is missing',
      expect.stringMatching(/^FILE: "backend\.bucket" is not well formed; received "B"; allowed: a bucket's name/),
      expect.stringMatching(/^FILE: "cidr": not an address block: .*; received "010\.0\.0\.0\/8"/),
      expect.stringMatching(/^FILE: "reviewBy": .*; received "soon"/),
      expect.stringMatching(/^FILE: "availabilityZones" names a zone of another Region; received eu-west-1a;/),
    ]);
  });
});
