/**
 * Alarms on the tunnels of one site.
 *
 * All look at `TunnelState` by connection (Site-to-Site VPN user guide, "Monitor tunnels using CloudWatch"): 1 is up, 0 is
 * down, between them one of the two tunnels is up. With BGP, up means that the session is established, so the metric cannot
 * tell a lost session from a lost tunnel; only logs of BGP could, which provider 5.100 cannot turn on.
 *
 * What is missing counts as down: a connection that no longer says anything is not one to trust.
 */
import { Construct } from "constructs";
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { choiceIssues, refuse, siteRoutings, type GatewayName, type SiteRouting } from "../../model";
import { topicIssues } from "../aws-ids";
import type { Tags } from "../tags";
import { checkRequired, array, nameNeed, text } from "../required";

/** A connection to look at. */
export interface MonitoredVpn {
  readonly gatewayName: GatewayName;
  readonly vpnConnectionId: string;
}

export interface TunnelAlarmsProps {
  /** Of the site, with its network's: `st-marys-clinic`. Alarm names begin with it; they are unique in account and Region. */
  readonly name: string;
  /** Who answers for the site. In the text of each alarm. */
  readonly owner: string;
  readonly routing: SiteRouting;
  readonly vpns: readonly [MonitoredVpn, ...MonitoredVpn[]];
  /** ARN of the SNS topic of the site's owners. */
  readonly topicArn: string;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

const periodSeconds = 300;
const metric = { namespace: "AWS/VPN", metricName: "TunnelState", period: periodSeconds };
/** No tunnel is up for a whole period. One is enough to say so. */
const allDown = { comparisonOperator: "LessThanOrEqualToThreshold", threshold: 0, evaluationPeriods: 1 };
/** Some tunnel is not up. AWS replaces endpoints by itself, one after the other: three periods in a row are more than that. */
const someDown = { comparisonOperator: "LessThanThreshold", threshold: 1, evaluationPeriods: 3, datapointsToAlarm: 3 };

/**
 * For each gateway: redundancy lost (one of its tunnels is down for 15 minutes) and, with BGP, no session (none for 5
 * minutes). For the site: cut off (no tunnel of any gateway for 5 minutes).
 */
export class TunnelAlarms extends Construct {
  /** By what they tell: `cut-off`, `redundancy-lost-primary`, `bgp-down-primary`. */
  public readonly alarms: ReadonlyMap<string, CloudwatchMetricAlarm>;
  private readonly props: TunnelAlarmsProps;

  public constructor(scope: Construct, id: string, props: TunnelAlarmsProps) {
    super(scope, id);
    checkRequired(this.node.path, "alarms of tunnels", props, {
      name: nameNeed,
      owner: text("who is told"),
      routing: text("static or bgp"),
      vpns: array("the VPNs to watch: at least one"),
      topicArn: text("the ARN of a topic: topic.topicArn"),
    });
    this.props = props;
    const { routing, vpns, topicArn } = props;
    const names = vpns.map(({ gatewayName }) => gatewayName);
    const where = this.node.path;
    refuse([
      ...[
        ...choiceIssues(`routing of "${props.name}"`, routing, siteRoutings),
        ...topicIssues(`topic of the alarms of "${props.name}"`, topicArn),
      ].map((issue) => ({ ...issue, where })),
      ...(new Set(names).size === names.length && names.length > 0
        ? []
        : [
            { what: `VPNs of "${props.name}" are not each of a gateway of its own`, received: names.join(", "), where },
          ]),
    ]);
    this.alarms = new Map([
      ...vpns.map((vpn) => this.redundancyLost(vpn)),
      ...(routing === "bgp" ? vpns.map((vpn) => this.bgpDown(vpn)) : []),
      this.cutOff(vpns),
    ]);
  }

  private redundancyLost({ gatewayName, vpnConnectionId }: MonitoredVpn): readonly [string, CloudwatchMetricAlarm] {
    return this.alarm(`redundancy-lost-${gatewayName}`, `one of the two tunnels of gateway ${gatewayName} is down`, {
      ...metric,
      ...someDown,
      statistic: "Minimum",
      dimensions: { VpnId: vpnConnectionId },
    });
  }

  private bgpDown({ gatewayName, vpnConnectionId }: MonitoredVpn): readonly [string, CloudwatchMetricAlarm] {
    const what = `no BGP session with gateway ${gatewayName}, or no tunnel to carry one`;
    return this.alarm(`bgp-down-${gatewayName}`, what, {
      ...metric,
      ...allDown,
      statistic: "Maximum",
      dimensions: { VpnId: vpnConnectionId },
    });
  }

  private cutOff(vpns: readonly MonitoredVpn[]): readonly [string, CloudwatchMetricAlarm] {
    const sorted = [...vpns].sort((a, b) => (a.gatewayName < b.gatewayName ? -1 : 1));
    const { namespace, metricName, period } = metric;
    const best = sorted.map(({ gatewayName }) => gatewayName).join(", ");
    return this.alarm("cut-off", "no tunnel of any gateway is up: the site is cut off", {
      ...allDown,
      metricQuery: [
        { id: "best", expression: `MAX([${best}])`, label: "Best tunnel", returnData: true },
        ...sorted.map(({ gatewayName, vpnConnectionId }) => ({
          id: gatewayName,
          returnData: false,
          metric: { namespace, metricName, period, stat: "Maximum", dimensions: { VpnId: vpnConnectionId } },
        })),
      ],
    });
  }

  private alarm(
    what: string,
    text: string,
    config: Omit<CloudwatchMetricAlarmConfig, "alarmName">,
  ): readonly [string, CloudwatchMetricAlarm] {
    const { name, owner, topicArn, tags } = this.props;
    const alarmName = `${name}-${what}`;
    const resource = new CloudwatchMetricAlarm(this, what, {
      alarmName,
      alarmDescription: `${name}: ${text}. Owner: ${owner}`,
      treatMissingData: "breaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      ...config,
      tags: { ...tags, Name: alarmName },
    });
    return [what, resource];
  }
}
