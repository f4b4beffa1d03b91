/** What the package's tests give to the test runners of an empty project. */

/** What someone adds beside Cordon's rules: SSH between pumps. */
export const opened = (example: string): string =>
  example.replace(
    /^.*\nsynthProven\(app\);$/m,
    `
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
const ssh = { securityGroupId: pumps.securityGroupId, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22 };
new VpcSecurityGroupEgressRule(stack, "ssh-out", ssh);
new VpcSecurityGroupIngressRule(stack, "ssh-in", ssh);
`,
  );

/** What Jest's own `expect` says of it, imported and not global. */
export const failing = `
import { expect, test } from "@jest/globals";
import "cdktf-cordon/testing";
import { stack } from "./opened";

test("pumps reach nothing else", () => {
  expect(stack).toReachOnly("infusion-pumps", ["pump-server", "shared-services"]);
});
`;

/** The same claims in Vitest, which keeps its \`expect\` to itself. */
export const inVitest = `
import { expect, test } from "vitest";
import { cordonMatchers } from "cdktf-cordon/testing";
import { stack } from "../main.js";

expect.extend(cordonMatchers);

test("in Vitest", () => {
  expect(stack).toHold();
  expect(stack).not.toIsolate("infusion-pumps", "pump-server");
  expect(() => expect(stack).not.toHold()).toThrow("claim that it holds");
});
`;
