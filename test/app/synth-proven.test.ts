import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { App, TerraformStack } from "cdktf";
import { InvalidInput, synthProven } from "../../lib";
import { hospital, inFolder, withoutTraces } from "../constructs/synth";

function synthesized(outdir: string, plant: boolean): void {
  withoutTraces(() => {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "test");
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const pumps = hospital(stack).addMedicalDeviceSegment("pumps");
    if (plant) {
      const id = pumps.securityGroupId;
      const open = { securityGroupId: id, referencedSecurityGroupId: id, ipProtocol: "-1" };
      new VpcSecurityGroupIngressRule(stack, "planted-in", open);
      new VpcSecurityGroupEgressRule(stack, "planted-out", open);
    }
    synthProven(app);
  });
}

describe("synthProven", () => {
  test("synthesizes what holds", () => {
    inFolder((outdir) => {
      expect(() => {
        synthesized(outdir, false);
      }).not.toThrow();
    });
  });

  test("refuses what was opened beside the conduits, with the packet and the rules", () => {
    inFolder((outdir) => {
      let caught: unknown;
      try {
        synthesized(outdir, true);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(InvalidInput);
      const { issues } = caught as InvalidInput;
      expect(issues.map(({ where }) => where)).toEqual(["excess:pumps>pumps", "flat-device-segment:pumps>pumps"]);
      expect(issues[0].received).toMatch(/^10\.40\.\S+ to 10\.40\.\S+, .* by .*planted-out, .*planted-in$/);
    });
  });
});
