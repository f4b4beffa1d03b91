/** A small hospital as a test of a platform team builds it, and what it can look like when something is added around Cordon. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing, TerraformStack, type App } from "cdktf";
import { services, type HospitalNetwork, type HospitalNetworkProps, type MedicalDeviceSegment } from "../../lib";
import { hospital, withoutTraces } from "../constructs/synth";

export interface Built {
  readonly app: App;
  readonly stack: TerraformStack;
  readonly network: HospitalNetwork;
  readonly pumps: MedicalDeviceSegment;
}

/** A stack with pumps that ask a server, and guests that may do nothing; nothing of it is written anywhere. */
export function build(more: Partial<HospitalNetworkProps> = {}, app = Testing.app(), id = "test"): Built {
  let built: Built | undefined;
  withoutTraces(() => {
    const stack = new TerraformStack(app, id);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const network = hospital(stack, more);
    const pumps = network.addMedicalDeviceSegment("infusion-pumps");
    const server = network.addClinicalSegment("pump-server");
    network.addGuestSegment("guests");
    pumps.allowTo(server, services.https, { reason: "Drug library", failMode: "fail-closed", owner: "nursing" });
    built = { app, stack, network, pumps };
  });
  return built!;
}

/** Opens SSH inside the pumps' segment through a way out of the framework. */
export function openPort22({ stack }: Built): void {
  for (const direction of ["ingress", "egress"])
    stack.addOverride(`resource.aws_vpc_security_group_${direction}_rule.opened`, {
      security_group_id: groupOf(stack, "infusion-pumps"),
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 22,
      to_port: 22,
    });
}

/** Adds a resource that nobody has a reader for. */
export function addStrangeRouter({ stack }: Built): void {
  const [vpc] = Object.keys(resourcesOf(stack)["aws_vpc"] ?? {});
  stack.addOverride("resource.aws_strange_router.x", { vpc_id: `\${aws_vpc.${String(vpc)}.id}` });
}

export function groupOf(stack: TerraformStack, segment: string): string {
  const name = Object.keys(resourcesOf(stack)["aws_security_group"] ?? {}).find((each) => each.includes(segment));
  return `\${aws_security_group.${String(name)}.id}`;
}

function resourcesOf(stack: TerraformStack): Readonly<Record<string, object>> {
  return (stack.toTerraform() as { resource: Record<string, object> }).resource;
}
