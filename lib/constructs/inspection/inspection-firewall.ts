/** The firewall of a VPC that inspects: its policy, its endpoints, its logs and the domain lists of conduits. */
import { Construct } from "constructs";
import { NetworkfirewallFirewall } from "@cdktf/provider-aws/lib/networkfirewall-firewall";
import { NetworkfirewallFirewallPolicy } from "@cdktf/provider-aws/lib/networkfirewall-firewall-policy";
import { NetworkfirewallLoggingConfiguration } from "@cdktf/provider-aws/lib/networkfirewall-logging-configuration";
import { conduitId, type ConduitDefinition, type LogRetention } from "../../model";
import { addressOf } from "../address";
import { EncryptedLogs, type EncryptedLogsProps } from "../encrypted-logs";
import type { SegmentSubnets } from "../subnets";
import type { Tags } from "../tags";
import { lifecycleOf, type Destruction } from "../vpn/site-edge";
import { domainList, listId, listName, priorityOf, references } from "./domain-list";
import type { InspectionMode } from "./inspection-mode";
import { checkRequired, nameNeed } from "../required";

/** What a firewall tells: alerts, and every flow. */
export class FirewallLogs extends EncryptedLogs {
  public constructor(scope: Construct, id: string, props: EncryptedLogsProps) {
    checkRequired(`${scope.node.path}/${id}`, "firewall logs", props, { name: nameNeed });
    const description = `Logs of the firewall of inspection VPC ${props.name}`;
    super(scope, id, { title: "firewall logs", key: "firewall", description }, props);
  }
}

/** Whether a guard that AWS keeps over a firewall is on. */
export type Guard = "prevented" | "allowed";

export interface InspectionFirewallProps {
  readonly vpcId: string;
  readonly name: string;
  readonly subnets: SegmentSubnets;
  readonly mode: InspectionMode;
  readonly destruction: Destruction;
  readonly subnetChanges: Guard;
  readonly retentionInDays: LogRetention | undefined;
  /** How many domains there is room for in each list, for life. */
  readonly room: number;
  readonly tags: Tags;
}

/**
 * Rules are tried in strict order, and what none passes goes by the default actions (Network Firewall guide, "Strict evaluation
 * order"): `aws:drop_established` drops what is on a connection that is made, `aws:alert_established` tells of it. It has to let
 * a TCP handshake through, without which no server name is ever sent, and so also lets single packets of other protocols by:
 * the network ACLs around it have none but the ports of conduits. In alert mode nothing is dropped, and the lists are not in
 * the policy, as each would drop what it does not name.
 */
export class InspectionFirewall extends Construct {
  public readonly policy: NetworkfirewallFirewallPolicy;
  public readonly resource: NetworkfirewallFirewall;
  public readonly logs: FirewallLogs;
  public readonly logging: NetworkfirewallLoggingConfiguration;
  /** Priorities of the lists, by conduit. */
  public readonly priorities = new Map<string, number>();
  private readonly lists: { readonly priority: number; readonly arn: string }[] = [];

  /** @internal */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: InspectionFirewallProps,
  ) {
    super(scope, id);
    const { name, vpcId, mode, destruction, subnets } = props;
    const tags = { ...props.tags, Name: name };
    this.policy = new NetworkfirewallFirewallPolicy(this, "Policy", {
      name,
      firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        // Of UDP, which no list passes.
        statelessFragmentDefaultActions: ["aws:drop"],
        statefulDefaultActions:
          mode === "enforce" ? ["aws:drop_established", "aws:alert_established"] : ["aws:alert_established"],
        statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
        statefulRuleGroupReference: references(() => (mode === "enforce" ? this.lists : [])),
      },
      tags,
    });
    this.resource = new NetworkfirewallFirewall(this, "Resource", {
      name,
      vpcId,
      firewallPolicyArn: this.policy.arn,
      subnetMapping: subnets.subnetIds.map((subnetId) => ({ subnetId })),
      deleteProtection: destruction === "prevented",
      firewallPolicyChangeProtection: true,
      subnetChangeProtection: props.subnetChanges === "prevented",
      tags,
      lifecycle: lifecycleOf(destruction),
    });
    this.logs = new FirewallLogs(this, "Logs", {
      name,
      destruction,
      tags: props.tags,
      ...(props.retentionInDays === undefined ? {} : { retentionInDays: props.retentionInDays }),
    });
    const logGroup = this.logs.resource.name;
    this.logging = new NetworkfirewallLoggingConfiguration(this, "Logging", {
      firewallArn: this.resource.arn,
      loggingConfiguration: {
        logDestinationConfig: ["ALERT", "FLOW"].map((logType) => ({
          logType,
          logDestinationType: "CloudWatchLogs",
          logDestination: { logGroup },
        })),
      },
    });
  }

  /** Its endpoint in a zone, by the zone's name: AWS lists endpoints in no order. */
  public endpointIn(zone: string): string {
    const states = `${addressOf(this.resource)}.firewall_status[0].sync_states`;
    return `\${one([for state in ${states} : state.attachment[0].endpoint_id if state.availability_zone == "${zone}"])}`;
  }

  /** The list of a conduit, from the block of its segment. */
  public admit(conduit: ConduitDefinition, block: string, seed: number): void {
    const { name, room, tags } = this.props;
    const list = domainList(this, `Domains_${listId(conduit)}`, {
      conduit,
      block,
      room,
      name: listName(name, conduit),
      tags,
    });
    const priority = priorityOf(conduitId(conduit), seed);
    this.priorities.set(conduitId(conduit), priority);
    this.lists.push({ priority, arn: list.arn });
  }
}
