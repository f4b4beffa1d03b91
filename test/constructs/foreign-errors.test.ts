import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Annotations, App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { tmpdir } from "node:os";
import { AddressPlan, HospitalNetwork } from "../../lib";

const before = process.env["CORDON_LOCK"];

beforeEach(() => {
  // In CI a lock may only be new when that is asked for.
  process.env["CORDON_LOCK"] = "update";
});

afterEach(() => {
  if (before === undefined) delete process.env["CORDON_LOCK"];
  else process.env["CORDON_LOCK"] = before;
});

test("an error that another construct reports leaves neither intent nor lock behind", () => {
  const folder = mkdtempSync(join(tmpdir(), "cordon-foreign-"));
  try {
    const lock = join(folder, "lock.json");
    const app = new App({ outdir: join(folder, "out") });
    const stack = new TerraformStack(app, "hospital");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new HospitalNetwork(stack, "network", {
      name: "st-marys",
      cidr: "10.40.0.0/16",
      availabilityZones: ["us-east-1a"],
      addressPlan: AddressPlan.lockedIn(lock),
      owner: "network operations",
      reviewBy: "2099-01-01",
    }).addClinicalSegment("emr");
    Annotations.of(stack).addError("not today");

    expect(() => {
      app.synth();
    }).toThrow("not today");
    expect([lock, join(folder, "out/stacks/hospital/intent.json")].map((file) => existsSync(file))).toEqual([
      false,
      false,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
