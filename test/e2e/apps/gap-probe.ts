/** One of each thing that the emulator is listed as not giving back. */
import { CustomerGateway } from "@cdktf/provider-aws/lib/customer-gateway";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import { VpnGateway } from "@cdktf/provider-aws/lib/vpn-gateway";
import { App, TerraformStack } from "cdktf";
import { provideEmulatedAws } from "./emulated-aws";

const app = new App();
const stack = new TerraformStack(app, "gap-probe");
provideEmulatedAws(stack);
const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.61.0.0/16" });
// "Fragmentation needed": ICMP with a type and a code that are not nought.
const icmp = [
  {
    rule_no: 100,
    action: "allow",
    protocol: "1",
    cidr_block: "10.61.0.0/16",
    ipv6_cidr_block: null,
    from_port: 0,
    to_port: 0,
    icmp_type: 3,
    icmp_code: 4,
  },
];
const bucket = new S3Bucket(stack, "bucket", { bucket: "gap-probe-flow-logs" });
new FlowLog(stack, "flow-log", {
  vpcId: vpc.id,
  trafficType: "ALL",
  logDestinationType: "s3",
  logDestination: bucket.arn,
  destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
});
const acl = new NetworkAcl(stack, "acl", { vpcId: vpc.id });
acl.addOverride("ingress", icmp);
acl.addOverride("egress", icmp);
const [one, other] = ["one", "other"].map(
  (name) => new SecurityGroup(stack, name, { vpcId: vpc.id, namePrefix: `${name}-` }),
);
if (one === undefined || other === undefined) throw new Error("two groups were made");
const rule = {
  securityGroupId: one.id,
  referencedSecurityGroupId: other.id,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  description: "why",
};
new VpcSecurityGroupIngressRule(stack, "in", rule);
new VpcSecurityGroupEgressRule(stack, "out", rule);
const vpnGateway = new VpnGateway(stack, "vpn-gateway", { vpcId: vpc.id, amazonSideAsn: "64512" });
const customerGateway = new CustomerGateway(stack, "customer-gateway", {
  type: "ipsec.1",
  bgpAsn: "65010",
  ipAddress: "203.0.113.10",
});
new VpnConnection(stack, "vpn", {
  type: "ipsec.1",
  vpnGatewayId: vpnGateway.id,
  customerGatewayId: customerGateway.id,
  presharedKeyStorage: "SecretsManager",
  localIpv4NetworkCidr: "0.0.0.0/0",
  remoteIpv4NetworkCidr: "0.0.0.0/0",
});
app.synth();
