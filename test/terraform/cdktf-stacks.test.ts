import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  App,
  CloudBackend,
  Fn,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  RemoteBackend,
  S3Backend,
  TerraformStack,
} from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { facts } from "./read";
import { everything, shown } from "./shown";

/** Synthesizes an app the way `cdktf synth` does, and gives the `cdk.tf.json` of every stack. */
function synthesized(build: (app: App) => void): { name: string; text: string }[] {
  const outdir = mkdtempSync(join(tmpdir(), "cordon-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const stacks = join(outdir, "stacks");
    return readdirSync(stacks).map((name) => ({
      name: `cdktf.out/stacks/${name}/cdk.tf.json`,
      text: readFileSync(join(stacks, name, "cdk.tf.json"), "utf8"),
    }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function network(stack: TerraformStack) {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16", assignGeneratedIpv6CidrBlock: true });
  const subnet = new Subnet(stack, "pumps", {
    vpcId: vpc.id,
    cidrBlock: "10.0.0.0/24",
    ipv6CidrBlock: Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, 1),
    availabilityZone: "us-east-1a",
  });
  const table = new RouteTable(stack, "table", { vpcId: vpc.id });
  new RouteTableAssociation(stack, "association", { subnetId: subnet.id, routeTableId: table.id });
  const group = new SecurityGroup(stack, "group", { vpcId: vpc.id });
  return { vpc, subnet, table, group };
}

describe("one stack of cdktf", () => {
  const inputs = synthesized((app) => {
    const stack = new TerraformStack(app, "hospital");
    const { vpc, subnet, table, group } = network(stack);
    const gateway = new InternetGateway(stack, "gateway", { vpcId: vpc.id });
    new Route(stack, "out", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
    const rule = { securityGroupId: group.id };
    new VpcSecurityGroupIngressRule(stack, "in", {
      ...rule,
      cidrIpv4: subnet.cidrBlock,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    new VpcSecurityGroupIngressRule(stack, "in-6", { ...rule, cidrIpv6: subnet.ipv6CidrBlock, ipProtocol: "-1" });
    new VpcSecurityGroupEgressRule(stack, "ping", {
      ...rule,
      referencedSecurityGroupId: group.id,
      ipProtocol: "icmp",
      fromPort: 8,
      toPort: 0,
    });
    new NetworkAcl(stack, "acl", {
      vpcId: vpc.id,
      subnetIds: [subnet.id],
      ingress: [{ ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock: "10.0.0.0/16", fromPort: 80, toPort: 90 }],
      egress: [{ ruleNo: 200, action: "deny", protocol: "-1", ipv6CidrBlock: "::/0", fromPort: 0, toPort: 0 }],
    });
    new DefaultSecurityGroup(stack, "default-group", { vpcId: vpc.id, ingress: [], egress: [] });
    new DefaultNetworkAcl(stack, "default-acl", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      lifecycle: { ignoreChanges: ["subnet_ids"] },
    });
    new DefaultRouteTable(stack, "default-table", { defaultRouteTableId: vpc.defaultRouteTableId, route: [] });
    new Instance(stack, "server", {
      subnetId: subnet.id,
      vpcSecurityGroupIds: [group.id],
      ami: "ami-1",
      instanceType: "t3.micro",
    });
    new VpcEndpoint(stack, "s3", {
      vpcId: vpc.id,
      serviceName: "com.amazonaws.us-east-1.s3",
      routeTableIds: [table.id],
    });
  });
  const base = facts(...inputs);

  test("gives every fact, and nothing else", () => {
    expect(everything(base)).toEqual({
      vpcs: [
        "aws_vpc.vpc blocks=[10.0.0.0/16, 3fff::/56] region=us-east-1 defaultSecurityGroup==aws_default_security_group.default-group defaultNetworkAcl==aws_default_network_acl.default-acl mainRouteTable==aws_default_route_table.default-table",
      ],
      subnets: [
        "aws_subnet.pumps vpc=~aws_vpc.vpc blocks=[10.0.0.0/24, 3fff:0:0:1::/64] zone=us-east-1a mapsPublicAddress=false",
      ],
      gateways: ["aws_internet_gateway.gateway kind=internet vpc=~aws_vpc.vpc"],
      prefixLists: [
        "aws_vpc_endpoint.s3.prefix_list_id more=(outside) family=4 entries=[] maxEntries=1 keptBy=aws within=public IPv4",
      ],
      routeTables: ["aws_default_route_table.default-table vpc==aws_vpc.vpc", "aws_route_table.table vpc=~aws_vpc.vpc"],
      routes: [
        "aws_route.out table=~aws_route_table.table destination={block=0.0.0.0/0} target={kind=internet-gateway to=~aws_internet_gateway.gateway} origin=static blackhole=false",
      ],
      routeTableAssociations: [
        "aws_route_table_association.association table=~aws_route_table.table of={subnet=~aws_subnet.pumps}",
      ],
      securityGroups: [
        "aws_default_security_group.default-group vpc=~aws_vpc.vpc isDefault=true",
        "aws_security_group.group vpc=~aws_vpc.vpc isDefault=false",
      ],
      securityGroupRules: [
        "aws_vpc_security_group_egress_rule.ping group=~aws_security_group.group direction=egress transport=icmp 8/0 peers=[{group=~aws_security_group.group}]",
        "aws_vpc_security_group_ingress_rule.in group=~aws_security_group.group direction=ingress transport=tcp 443 peers=[{addresses=10.0.0.0/24}]",
        "aws_vpc_security_group_ingress_rule.in-6 group=~aws_security_group.group direction=ingress transport=all peers=[{addresses=3fff:0:0:1::/64}]",
      ],
      networkAcls: [
        "aws_default_network_acl.default-acl vpc==aws_vpc.vpc isDefault=true",
        "aws_network_acl.acl vpc=~aws_vpc.vpc isDefault=false",
      ],
      networkAclEntries: [
        "aws_network_acl.acl.egress[200] acl==aws_network_acl.acl direction=egress number=200 action=deny addresses=::/0 transport=all",
        "aws_network_acl.acl.ingress[100] acl==aws_network_acl.acl direction=ingress number=100 action=allow addresses=10.0.0.0/16 transport=tcp 80-90",
      ],
      networkAclAssociations: ["aws_network_acl.acl.subnet_ids[0] acl==aws_network_acl.acl subnet=~aws_subnet.pumps"],
      interfaces: [
        "aws_instance.server owner={kind=instance id=aws_instance.server} subnets=[~aws_subnet.pumps] groups=[~aws_security_group.group] addresses=?(after-apply) publicAddress=false ipv6=false sourceDestCheck=true",
      ],
      endpoints: [
        "aws_vpc_endpoint.s3 kind=gateway vpc=~aws_vpc.vpc service=com.amazonaws.us-east-1.s3 routeTables=[~aws_route_table.table] list==aws_vpc_endpoint.s3.prefix_list_id",
      ],
    });
  });

  test("says that every link is known by symbol, and what stands in for the Amazon-provided block", () => {
    expect(base.links).toEqual({ exact: 0, symbolic: 21, ambiguous: 0, unknown: 0 });
    expect(base.placeholders.map((one) => `${one.block.toString()} ${one.standsFor}`)).toEqual([
      "3fff::/56 aws_vpc.vpc.ipv6_cidr_block",
    ]);
    expect([base.unread, base.notes, base.complete, base.incomplete]).toEqual([[], [], true, []]);
  });
});

describe("several stacks of cdktf", () => {
  const inputs = synthesized((app) => {
    const core = new TerraformStack(app, "core");
    const { vpc, subnet, group } = network(core);
    const app1 = new TerraformStack(app, "app");
    new AwsProvider(app1, "aws", { region: "us-east-1" });
    new Instance(app1, "server", {
      subnetId: subnet.id,
      vpcSecurityGroupIds: [group.id],
      ami: "ami-1",
      instanceType: "t3.micro",
    });
    new VpcSecurityGroupIngressRule(app1, "in", {
      securityGroupId: group.id,
      cidrIpv4: subnet.cidrBlock,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    new Subnet(app1, "pumps", { vpcId: vpc.id, cidrBlock: "10.0.9.0/24" });
  });

  test("are one network: links go through outputs and remote state", () => {
    const base = facts(...inputs);
    expect(shown(base, "interfaces")).toEqual([
      "aws_instance.server owner={kind=instance id=aws_instance.server} subnets=[~core/aws_subnet.pumps] groups=[~aws_security_group.group] addresses=?(after-apply) publicAddress=false ipv6=false sourceDestCheck=true",
    ]);
    expect(shown(base, "securityGroupRules").filter((line) => line.startsWith("aws_vpc_sec"))).toEqual([
      "aws_vpc_security_group_ingress_rule.in group=~aws_security_group.group direction=ingress transport=tcp 443 peers=[{addresses=10.0.0.0/24}]",
    ]);
    expect(base.links).toEqual({ exact: 0, symbolic: 9, ambiguous: 0, unknown: 0 });
  });

  test("keep an address apart that two of them share", () => {
    expect(facts(...inputs).subnets.map((one) => one.id)).toEqual(["app/aws_subnet.pumps", "core/aws_subnet.pumps"]);
  });

  test("give the same facts in any order", () => {
    const forth = facts(...inputs);
    const back = facts(...[...inputs].reverse());
    expect(everything(back)).toEqual(everything(forth));
  });

  test("leave a link unknown when the other stack is not among the inputs", () => {
    const base = facts(...inputs.filter((one) => one.name.includes("app")));
    expect(shown(base, "subnets")).toEqual([
      "aws_subnet.pumps vpc=?(remote-state) blocks=[10.0.9.0/24] zone=?(after-apply) mapsPublicAddress=false",
    ]);
    expect(base.links).toEqual({ exact: 0, symbolic: 0, ambiguous: 0, unknown: 4 });
  });
});

test.each<[string, (stack: TerraformStack) => void]>([
  [
    "S3",
    (stack) =>
      new S3Backend(stack, { bucket: "state", key: `${stack.node.id}/terraform.tfstate`, region: "us-east-1" }),
  ],
  [
    "a remote backend",
    (stack) => new RemoteBackend(stack, { organization: "o", workspaces: new NamedRemoteWorkspace(stack.node.id) }),
  ],
  [
    "HCP Terraform",
    (stack) => new CloudBackend(stack, { organization: "o", workspaces: new NamedCloudWorkspace(stack.node.id) }),
  ],
])("stacks that keep their states in %s are one network", (_, keepIn) => {
  const inputs = synthesized((app) => {
    const [core, other, third] = ["core", "other", "third"].map((name) => {
      const stack = new TerraformStack(app, name);
      keepIn(stack);
      return stack;
    }) as [TerraformStack, TerraformStack, TerraformStack];
    const { vpc } = network(core);
    network(other);
    new AwsProvider(third, "aws", { region: "us-east-1" });
    new Subnet(third, "lone", { vpcId: vpc.id, cidrBlock: "10.0.9.0/24" });
  });
  const lone = shown(facts(...inputs), "subnets").filter((line) => line.startsWith("aws_subnet.lone"));
  expect(lone).toEqual([
    "aws_subnet.lone vpc=~core/aws_vpc.vpc blocks=[10.0.9.0/24] zone=?(after-apply) mapsPublicAddress=false",
  ]);
});
