/** A small network as constructs build it, with faults planted into what was written. */
import { services } from "../../../lib";
import { synthesizeNetwork, type Synthesized } from "../../constructs/synth";
import type { Files } from "./folder";

let made: Synthesized | undefined;

/** Pumps that ask a server, and guests that may do nothing. */
function small(): Synthesized {
  return (made ??= synthesizeNetwork((network) => {
    const pumps = network.addMedicalDeviceSegment("pumps");
    const server = network.addClinicalSegment("server");
    network.addGuestSegment("guests");
    pumps.allowTo(server, services.https, {
      reason: "Drug library",
      failMode: "fail-closed",
      owner: "clinical engineering",
    });
  }));
}

interface Terraform {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
}

const manifest = { version: "0.21.0", stacks: { test: { name: "test", workingDirectory: "stacks/test" } } };

/** A folder as a synth leaves it. */
export function synthesizedFolder(plant: (terraform: Terraform) => void = () => undefined): Files {
  const terraform = JSON.parse(small().text.terraform) as Terraform;
  plant(terraform);
  return {
    "cdktf.out/manifest.json": manifest,
    "cdktf.out/stacks/test/cdk.tf.json": terraform,
    "cdktf.out/stacks/test/intent.json": small().text.intent,
  };
}

/** The Terraform address of a segment's security group, as its intent says it. */
export function groupOf(segment: string): string {
  const found = small().intent.networks[0]?.segments.find(({ name }) => name === segment);
  if (found?.carriers === undefined) throw new Error(`no segment ${segment}`);
  return found.carriers.securityGroup;
}

/** Takes the first rule out that lets a segment's group do something in one direction. */
export function firstRule(direction: "ingress" | "egress", segment: string): (terraform: Terraform) => void {
  return ({ resource }) => {
    const rules = resource[`aws_vpc_security_group_${direction}_rule`] ?? {};
    const [name] = Object.keys(rules).filter(
      (rule) => rules[rule]?.["security_group_id"] === `\${${groupOf(segment)}.id}`,
    );
    if (name === undefined) throw new Error(`no ${direction} rule of ${segment}`);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the document is a copy
    delete rules[name];
  };
}

/** Pumps that let one another in by HTTPS. */
export function flatPumps({ resource }: Terraform): void {
  for (const direction of ["ingress", "egress"] as const)
    (resource[`aws_vpc_security_group_${direction}_rule`] ??= {})[`planted_${direction}`] = {
      security_group_id: `\${${groupOf("pumps")}.id}`,
      referenced_security_group_id: `\${${groupOf("pumps")}.id}`,
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    };
}
