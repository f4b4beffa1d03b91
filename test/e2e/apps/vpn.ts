/** VPNs to both sorts of edge, with and without certificates, and their alarms, for `terraform validate`. Never deployed. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Ec2TransitGateway } from "@cdktf/provider-aws/lib/ec2-transit-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, TerraformStack } from "cdktf";
import {
  AlarmTopic,
  AlarmTopicKey,
  Cidr,
  SiteToSiteVpn,
  TunnelAlarms,
  VpnGateway,
  VpnLogs,
  tunnelFor,
  type GatewayDefinition,
} from "../../../lib";

const app = new App();
const stack = new TerraformStack(app, "vpn");
new AwsProvider(stack, "aws", { region: "us-east-1" });

const logs = new VpnLogs(stack, "logs", { name: "st-marys" });
const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.40.0.0/16" });
const vpnGateway = new VpnGateway(stack, "vpn-gateway", { vpcId: vpc.id, name: "st-marys", asn: 64_512 });
const transitGateway = new Ec2TransitGateway(stack, "transit-gateway", { amazonSideAsn: 64_513 });
const primary: GatewayDefinition = {
  name: "primary",
  address: "203.0.113.10",
  asn: 65_010,
  insideBlocks: [Cidr.of("169.254.10.0/30"), Cidr.of("169.254.10.4/30")],
};

const clinic = new SiteToSiteVpn(stack, "clinic", {
  name: "clinic-primary",
  edge: vpnGateway.edge,
  gateway: primary,
  routing: "static",
  logs,
});
clinic.routeTo(Cidr.of("172.20.8.0/22"));
const campus = new SiteToSiteVpn(stack, "campus", {
  name: "campus-primary",
  edge: { kind: "transit-gateway", transitGatewayId: transitGateway.id, asn: 64_513 },
  gateway: { ...primary, asn: 4_200_000_001 },
  routing: "bgp",
  tunnel: tunnelFor("baseline"),
  logs,
});
new SiteToSiteVpn(stack, "mobile-unit", {
  name: "mobile-unit-primary",
  edge: { kind: "transit-gateway", transitGatewayId: transitGateway.id, asn: 64_513 },
  gateway: {
    name: "primary",
    certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    asn: 65_030,
    insideBlocks: [Cidr.of("169.254.12.0/30"), Cidr.of("169.254.12.4/30")],
  },
  routing: "bgp",
  logs,
  destruction: "allowed",
});
const key = new AlarmTopicKey(stack, "alarm-key", { name: "st-marys" });
for (const [vpn, routing] of [
  [clinic, "static"],
  [campus, "bgp"],
] as const) {
  const name = `st-marys-${vpn.node.id}`;
  const { topicArn } = new AlarmTopic(stack, `${vpn.node.id}-topic`, { name, key });
  new TunnelAlarms(stack, `${vpn.node.id}-alarms`, { name, owner: "network team", routing, vpns: [vpn], topicArn });
}
app.synth();
