/** Builds the same resources with plain cdktf, as someone would who writes them by hand. */
import { TerraformOutput, TerraformStack, type App } from "cdktf";
import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { NetworkAcl, type NetworkAclEgress } from "@cdktf/provider-aws/lib/network-acl";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { pairsOf, ports, segmentName, zones } from "./topology";

export function buildByHand(app: App, networks: number, segments: number): void {
  for (let index = 0; index < networks; index += 1) {
    const stack = new TerraformStack(app, `hospital-${String(index)}`);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    new HandMadeNetwork(stack, `hospital-${String(index)}`, segments);
  }
}

class HandMadeNetwork {
  private readonly vpc: Vpc;

  public constructor(
    private readonly stack: TerraformStack,
    private readonly name: string,
    segments: number,
  ) {
    this.vpc = new Vpc(stack, "vpc", {
      cidrBlock: "10.40.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: this.tags(""),
    });
    new DefaultSecurityGroup(stack, "default-group", {
      vpcId: this.vpc.id,
      ingress: [],
      egress: [],
      tags: this.tags("closed"),
    });
    new DefaultNetworkAcl(stack, "default-acl", {
      defaultNetworkAclId: this.vpc.defaultNetworkAclId,
      tags: this.tags("closed"),
    });
    new DefaultRouteTable(stack, "default-routes", {
      defaultRouteTableId: this.vpc.defaultRouteTableId,
      route: [],
      tags: this.tags("closed"),
    });
    const groups = Array.from({ length: segments }, (_, at) => this.addSegment(at, segments));
    for (const { from, to } of pairsOf(segments)) {
      const [a, b] = [groups[from], groups[to]];
      if (a !== undefined && b !== undefined) this.connect(a, b, segmentName(from), segmentName(to));
    }
    new TerraformOutput(stack, "groups", { value: groups.map((group) => group.id) });
  }

  private addSegment(at: number, segments: number): SecurityGroup {
    const name = segmentName(at);
    const tags = this.tags(name);
    const subnets = zones.map((zone, slot) => {
      const subnet = new Subnet(this.stack, `${name}-${zone}`, {
        vpcId: this.vpc.id,
        availabilityZone: zone,
        cidrBlock: `10.40.${String(at)}.${String(slot * 64)}/26`,
        mapPublicIpOnLaunch: false,
        tags,
      });
      const table = new RouteTable(this.stack, `${name}-${zone}-routes`, { vpcId: this.vpc.id, tags });
      new RouteTableAssociation(this.stack, `${name}-${zone}-association`, {
        subnetId: subnet.id,
        routeTableId: table.id,
      });
      return subnet.id;
    });
    const { ingress, egress } = entriesOf(at, segments);
    new NetworkAcl(this.stack, `${name}-acl`, { vpcId: this.vpc.id, subnetIds: subnets, ingress, egress, tags });
    return new SecurityGroup(this.stack, `${name}-group`, {
      vpcId: this.vpc.id,
      namePrefix: `${this.name}-${name}-`,
      description: name,
      tags,
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private connect(from: SecurityGroup, to: SecurityGroup, fromName: string, toName: string): void {
    for (const port of ports) {
      const rule = { ipProtocol: "tcp", fromPort: port, toPort: port, description: `${fromName} to ${toName}` };
      new VpcSecurityGroupEgressRule(this.stack, `${fromName}-${toName}-${String(port)}-out`, {
        ...rule,
        securityGroupId: from.id,
        referencedSecurityGroupId: to.id,
      });
      new VpcSecurityGroupIngressRule(this.stack, `${fromName}-${toName}-${String(port)}-in`, {
        ...rule,
        securityGroupId: to.id,
        referencedSecurityGroupId: from.id,
      });
    }
  }

  private tags(name: string): Record<string, string> {
    return {
      Name: `${this.name}-${name}`,
      "cordon:network": this.name,
      "cordon:segment": name,
      "cordon:kind": "clinical",
      "cordon:owner": "network operations",
    };
  }
}

/** The entries of one segment's ACL: services and answers to and from its six neighbours. */
function entriesOf(
  at: number,
  segments: number,
): { readonly ingress: NetworkAclEgress[]; readonly egress: NetworkAclEgress[] } {
  const ingress: NetworkAclEgress[] = [];
  const egress: NetworkAclEgress[] = [];
  const entry = (list: NetworkAclEgress[], peer: number, fromPort: number, toPort: number) =>
    list.push({
      ruleNo: 100 + 10 * list.length,
      action: "allow",
      protocol: "6",
      cidrBlock: `10.40.${String(peer)}.0/24`,
      fromPort,
      toPort,
      icmpType: 0,
      icmpCode: 0,
    });
  for (const { from, to } of pairsOf(segments)) {
    if (from === at) {
      for (const port of ports) entry(egress, to, port, port);
      entry(ingress, to, 1024, 65535);
    }
    if (to === at) {
      for (const port of ports) entry(ingress, from, port, port);
      entry(egress, from, 1024, 65535);
    }
  }
  return { ingress, egress };
}
