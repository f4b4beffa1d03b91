/** Alarms of a site: what each looks at, when it fires, and whom it tells. */
import type { TerraformStack } from "cdktf";
import { AlarmTopic, AlarmTopicKey, TunnelAlarms, type MonitoredVpn, type TunnelAlarmsProps } from "../../../lib";
import { refusal, type Config } from "../synth";
import { ofType, synthesizeStack } from "./stack";

const primary: MonitoredVpn = { gatewayName: "primary", vpnConnectionId: "vpn-1" };
const secondary: MonitoredVpn = { gatewayName: "secondary", vpnConnectionId: "vpn-2" };
const topicArn = "arn:aws:sns:us-east-1:111122223333:st-marys-clinic-tunnels";
const alarmsIn = (stack: TerraformStack, more: Partial<TunnelAlarmsProps> = {}): TunnelAlarms =>
  new TunnelAlarms(stack, "alarms", {
    name: "st-marys-clinic",
    owner: "clinic network team",
    routing: "static",
    vpns: [primary],
    topicArn,
    ...more,
  });
const alarms = (more: Partial<TunnelAlarmsProps> = {}): Readonly<Record<string, Config>> =>
  ofType(
    synthesizeStack((stack) => alarmsIn(stack, more)),
    "aws_cloudwatch_metric_alarm",
  );

const tells = { alarm_actions: [topicArn], ok_actions: [topicArn], treat_missing_data: "breaching" };
const redundancyLost = (gateway: MonitoredVpn) => ({
  ...tells,
  alarm_name: `st-marys-clinic-redundancy-lost-${gateway.gatewayName}`,
  alarm_description: `st-marys-clinic: one of the two tunnels of gateway ${gateway.gatewayName} is down. Owner: clinic network team`,
  namespace: "AWS/VPN",
  metric_name: "TunnelState",
  dimensions: { VpnId: gateway.vpnConnectionId },
  statistic: "Minimum",
  comparison_operator: "LessThanThreshold",
  threshold: 1,
  period: 300,
  evaluation_periods: 3,
  datapoints_to_alarm: 3,
  tags: { Name: `st-marys-clinic-redundancy-lost-${gateway.gatewayName}` },
});
const bgpDown = (gateway: MonitoredVpn) => ({
  ...tells,
  alarm_name: `st-marys-clinic-bgp-down-${gateway.gatewayName}`,
  alarm_description: `st-marys-clinic: no BGP session with gateway ${gateway.gatewayName}, or no tunnel to carry one. Owner: clinic network team`,
  namespace: "AWS/VPN",
  metric_name: "TunnelState",
  dimensions: { VpnId: gateway.vpnConnectionId },
  statistic: "Maximum",
  comparison_operator: "LessThanOrEqualToThreshold",
  threshold: 0,
  period: 300,
  evaluation_periods: 1,
  tags: { Name: `st-marys-clinic-bgp-down-${gateway.gatewayName}` },
});
const cutOff = (expression: string, ...gateways: readonly MonitoredVpn[]) => ({
  ...tells,
  alarm_name: "st-marys-clinic-cut-off",
  alarm_description: "st-marys-clinic: no tunnel of any gateway is up: the site is cut off. Owner: clinic network team",
  comparison_operator: "LessThanOrEqualToThreshold",
  threshold: 0,
  evaluation_periods: 1,
  metric_query: [
    { id: "best", expression, label: "Best tunnel", return_data: true },
    ...gateways.map(({ gatewayName, vpnConnectionId }) => ({
      id: gatewayName,
      return_data: false,
      metric: {
        namespace: "AWS/VPN",
        metric_name: "TunnelState",
        period: 300,
        stat: "Maximum",
        dimensions: { VpnId: vpnConnectionId },
      },
    })),
  ],
  tags: { Name: "st-marys-clinic-cut-off" },
});

describe("the alarms of a site", () => {
  test("with one gateway and static routes are two", () => {
    expect(alarms()).toEqual({
      "alarms_cut-off": cutOff("MAX([primary])", primary),
      "alarms_redundancy-lost-primary": redundancyLost(primary),
    });
  });

  test("with two gateways and BGP are five, in any order of the gateways", () => {
    const five = {
      "alarms_bgp-down-primary": bgpDown(primary),
      "alarms_bgp-down-secondary": bgpDown(secondary),
      "alarms_cut-off": cutOff("MAX([primary, secondary])", primary, secondary),
      "alarms_redundancy-lost-primary": redundancyLost(primary),
      "alarms_redundancy-lost-secondary": redundancyLost(secondary),
    };
    expect(alarms({ routing: "bgp", vpns: [primary, secondary] })).toEqual(five);
    expect(alarms({ routing: "bgp", vpns: [secondary, primary] })).toEqual(five);
  });

  test("keep those of the first gateway when a second comes", () => {
    const { "alarms_cut-off": _, ...before } = alarms();
    expect(alarms({ vpns: [primary, secondary] })).toMatchObject(before);
  });

  test("refuse one gateway twice", () => {
    const { message } = refusal((stack) => alarmsIn(stack, { vpns: [primary, primary] }));
    expect(message).toContain('test/alarms: VPNs of "st-marys-clinic" are not each of a gateway of its own');
  });

  test("refuse a topic that nobody could be told by", () => {
    expect(refusal((stack) => alarmsIn(stack, { topicArn: "st-marys-clinic-tunnels" })).message).toContain(
      'test/alarms: topic of the alarms of "st-marys-clinic" is not an SNS topic; received "st-marys-clinic-tunnels"',
    );
  });

  test("refuse a routing that is none", () => {
    expect(refusal((stack) => alarmsIn(stack, { routing: "ospf" as never })).message).toContain("allowed: static, bgp");
  });
});

test("the topic of a site's owners is encrypted with a key that alarms of the account may use", () => {
  const terraform = synthesizeStack((stack) => {
    const key = new AlarmTopicKey(stack, "key", { name: "st-marys" });
    new AlarmTopic(stack, "topic", { name: "st-marys-clinic", key });
  });
  expect(ofType(terraform, "aws_sns_topic")).toEqual({
    topic: {
      name: "st-marys-clinic-tunnels",
      kms_master_key_id: "${aws_kms_key.key_HASH.id}",
      tags: { Name: "st-marys-clinic-tunnels" },
    },
  });
  const { policy, ...key } = ofType(terraform, "aws_kms_key")["key"]!;
  expect(key).toEqual({
    description: "Alarms of st-marys",
    enable_key_rotation: true,
    tags: { Name: "st-marys-alarms" },
  });
  expect(policy).toContain('"cloudwatch.amazonaws.com"');
  expect(policy).toContain('"aws:SourceAccount" = data.aws_caller_identity.key_Account_HASH.account_id');
  expect(policy).not.toContain("arn:aws");
});
