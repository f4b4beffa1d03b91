import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { App, Aspects, TerraformOutput, TerraformStack } from "cdktf";
import { AddressPlan, InvalidInput, synthProven } from "../../lib";
import { hospital, inFolder, withoutTraces } from "../constructs/synth";

const lock = "address-plan.lock.json";

function synthesized(folder: string, plant: boolean, more: (stack: TerraformStack) => void = () => undefined): void {
  withoutTraces(() => {
    const app = new App({ outdir: join(folder, "out") });
    const stack = new TerraformStack(app, "test");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const network = hospital(stack, { addressPlan: AddressPlan.lockedIn(join(folder, lock)) });
    const pumps = network.addMedicalDeviceSegment("pumps");
    more(stack);
    if (plant) {
      const id = pumps.securityGroupId;
      const open = { securityGroupId: id, referencedSecurityGroupId: id, ipProtocol: "-1" };
      new VpcSecurityGroupIngressRule(stack, "planted-in", open);
      new VpcSecurityGroupEgressRule(stack, "planted-out", open);
    }
    synthProven(app);
  });
}

/** Every file under a folder. */
function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

function refusalOf(action: () => void): InvalidInput {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return error as InvalidInput;
  }
  throw new Error("nothing was refused");
}

describe("synthProven", () => {
  let ci: string | undefined;
  // A lock that is not there yet is written outside CI alone.
  beforeAll(() => {
    ({ CORDON_LOCK: ci } = process.env);
    process.env["CORDON_LOCK"] = "update";
  });
  afterAll(() => {
    if (ci === undefined) delete process.env["CORDON_LOCK"];
    else process.env["CORDON_LOCK"] = ci;
  });

  test("synthesizes what holds, and keeps its address plan", () => {
    inFolder((folder) => {
      synthesized(folder, false);
      expect(filesIn(folder)).toEqual([lock, "cdk.tf.json", "intent.json", "manifest.json"]);
    });
  });

  test("synthesizes an app without a network: there is nothing to find fault with", () => {
    inFolder((folder) => {
      withoutTraces(() => {
        const app = new App({ outdir: join(folder, "out") });
        new TerraformStack(app, "test");
        expect(synthProven(app).conduits).toBe(0);
      });
      expect(filesIn(folder)).toEqual(["cdk.tf.json", "manifest.json"]);
    });
  });

  test("refuses what was opened beside the conduits, with the packet and the rules, and writes nothing", () => {
    inFolder((folder) => {
      const { issues } = refusalOf(() => {
        synthesized(folder, true);
      });
      expect(issues.map(({ where }) => where)).toEqual(["excess:pumps>pumps", "flat-device-segment:pumps>pumps"]);
      expect(issues[0].received).toMatch(/^10\.40\.\S+ to 10\.40\.\S+, .* by .*planted-out, .*planted-in$/);
      expect(filesIn(folder)).toEqual([]);
    });
  });

  test("refuses an app that does not write again what was proved, and does not leave it there", () => {
    inFolder((folder) => {
      let visits = 0;
      const { issues } = refusalOf(() => {
        synthesized(folder, false, (stack) => {
          const output = new TerraformOutput(stack, "visits", { value: 0 });
          Aspects.of(output).add({ visit: () => (output.value = visits += 1) });
        });
      });
      expect(issues.map(({ where }) => where)).toEqual([join(folder, "out/stacks/test/cdk.tf.json")]);
      expect(existsSync(join(folder, "out/stacks/test/cdk.tf.json"))).toBe(false);
    });
  });

  test("refuses an app that writes HCL, and one without a stack", () => {
    inFolder((outdir) => {
      expect(() => synthProven(new App({ outdir, hclOutput: true }))).toThrow(/reads Terraform's JSON.*hclOutput/);
      expect(() => synthProven(new App({ outdir }))).toThrow("the app has no stack");
    });
  });
});
