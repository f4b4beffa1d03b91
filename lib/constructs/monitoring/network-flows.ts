/** The flow logs of a network, with alarms to the owners of its segments. */
import { Construct } from "constructs";
import type { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import {
  InvalidInput,
  carrierTags,
  refuse,
  type IntentDns,
  type Issue,
  type LogRetention,
  type SegmentDefinition,
} from "../../model";
import type { Arrival } from "../arrivals";
import type { Declaration } from "../declaration";
import { stackOf } from "../framework";
import { intentOf } from "../intent";
import { networksIn } from "../synthesis";
import { intervalIssues } from "./flow-log-monitoring";
import { AwsPlace } from "./aws-place";
import { DeliveryAlarm } from "./delivery-alarm";
import { DnsFirewall, type AllowedNames } from "./dns-firewall";
import { DnsQueryLog } from "./dns-query-log";
import { FlowAlarms } from "./flow-alarms";
import { FlowDashboard } from "./flow-dashboard";
import type { FlowInterval } from "./flow-log";
import type { FlowRecordProps } from "./flow-log-props";
import { FlowQueries, type FlowQueriesProps } from "./flow-queries";
import { FlowRecords } from "./flow-records";
import { OwnerTopics } from "./owner-topics";
import type { WatchedSegment } from "./watched-segment";

/** What a network's flow logs are told. */
export interface NetworkFlowsProps extends Omit<FlowRecordProps, "tags"> {
  /**
   * Longest time that a record of anything but devices sums up, in seconds. With 600 each subnet of Cordon's has a log of its
   * own, and a subnet that someone adds by hand has none. Devices always have 60.
   *
   * @default 60 - one log of the whole VPC, which also sees what nobody declared
   */
  readonly intervalElsewhere?: FlowInterval;
  /**
   * ARNs of the SNS topics of owners, by the owner's name as segments have it.
   *
   * @default - a topic of its own for each owner, encrypted, that they subscribe to
   */
  readonly topicArns?: Readonly<Record<string, string>>;
  /**
   * Rejected flows in five minutes above which a segment of devices is worth a look: 1–1,000,000.
   *
   * @default 50
   */
  readonly rejectedFlows?: number;
}

/** What a question may cost. */
export type QueryBounds = Pick<FlowQueriesProps, "days" | "scanLimitGiB">;

/** Everything that is recorded of a network, and who is told of what. */
export class NetworkFlows extends FlowRecords {
  public readonly alarms: FlowAlarms;
  public readonly dashboard: FlowDashboard;
  public readonly intervalElsewhere: FlowInterval;
  /** The flow logs to the archive: of the whole VPC, or of each subnet when there is a choice elsewhere. */
  public readonly flowLogs: FlowLog[] = [];
  /** Tells when records stop coming; an archive elsewhere has its own. */
  public readonly deliveryAlarm: DeliveryAlarm | undefined;
  /** @internal */
  public readonly props: NetworkFlowsProps;
  private readonly topics: OwnerTopics;
  private dnsQueries: DnsQueryLog | undefined;
  private dnsFirewall: DnsFirewall | undefined;
  private queries: FlowQueries | undefined;

  /** @internal */
  public constructor(
    scope: Construct,
    id: string,
    private readonly declaration: Declaration,
    props: NetworkFlowsProps,
  ) {
    const { name, owner, tags } = declaration.props;
    const networkTags = { ...tags, [carrierTags.network]: name };
    super(scope, id, name, "interface", { ...props, tags: networkTags }, ownIssues(props));
    this.props = props;
    this.intervalElsewhere = props.intervalElsewhere ?? 60;
    this.topics = new OwnerTopics(this, "Topics", declaration, props.topicArns ?? {}, networkTags);
    const logGroupName = this.rejects?.resource.name ?? "";
    this.alarms = new FlowAlarms(this, "Alarms", {
      name,
      logGroupName,
      ...(props.rejectedFlows === undefined ? {} : { rejectedFlows: props.rejectedFlows }),
      tags: networkTags,
    });
    const subject = { vpcId: declaration.vpcId };
    if (this.intervalElsewhere === 60) this.flowLogs.push(...this.archiveFlows(this, subject, 60));
    this.logRejects(this, subject);
    this.alarms.skippedRecords(owner, this.topics.of(owner));
    if (this.archive !== undefined) {
      this.deliveryAlarm = new DeliveryAlarm(this, "Delivery", {
        name,
        archive: this.archive,
        owner,
        topicArn: this.topics.of(owner),
        tags: networkTags,
      });
    }
    declaration.arrivals.each((arrival) => {
      this.take(arrival);
    });
    this.dashboard = new FlowDashboard(this, "Dashboard", {
      name,
      logGroupName,
      region: new AwsPlace(this, "Place").region,
      segments: () => this.shown(),
    });
  }

  /**
   * Logs what the VPC's resolver is asked.
   *
   * @param retentionInDays days that queries are kept, of those that CloudWatch Logs has
   * @throws {InvalidInput} when it is logged already, or the retention is not one that CloudWatch Logs has
   */
  public recordDnsQueries(retentionInDays: LogRetention = 90): DnsQueryLog {
    this.refuseSecond("a log of DNS queries", this.dnsQueries);
    const { name, vpcId, destruction, networkTags: tags } = this.parts;
    this.dnsQueries = new DnsQueryLog(this, "DnsQueries", {
      name,
      vpcId,
      tags,
      ...destruction,
      retentionInDays,
    });
    return this.dnsQueries;
  }

  /**
   * Keeps the VPC's resolver to names that are on a list. DNS Firewall does not see who asks: the list is one for every
   * machine in the VPC, not for devices alone.
   *
   * @throws {InvalidInput} when there is a list already, or something in it is no name
   */
  public keepDnsTo(names: AllowedNames): DnsFirewall {
    this.refuseSecond("a DNS firewall", this.dnsFirewall);
    const { name, vpcId, networkTags: tags, today } = this.parts;
    this.dnsFirewall = new DnsFirewall(this, "DnsFirewall", { ...names, name, vpcId, tags, today });
    return this.dnsFirewall;
  }

  /**
   * Questions to the archive, for Athena: traffic outside any conduit, conduits never used, new peers of devices, silent
   * devices, most rejected, bytes per conduit.
   *
   * @throws {InvalidInput} when there are some already, or the archive is not the network's own: they are in its account
   */
  public addQueries(bounds: QueryBounds = {}): FlowQueries {
    this.refuseSecond("questions to its archive", this.queries);
    const { archive, format, retired } = this;
    if (archive === undefined) {
      throw new InvalidInput([
        {
          what: `the archive of network "${this.name}" is not its own`,
          allowed: "new FlowQueries(…) in the stack of the archive",
          where: this.node.path,
        },
      ]);
    }
    const { name, destruction, networkTags: tags } = this.parts;
    const stack = stackOf(this);
    this.queries = new FlowQueries(this, "Queries", {
      ...bounds,
      name,
      archive,
      format,
      retired: retired.map((old) => old.format),
      declared: () => ({ networks: networksIn(stack).map(({ declaration }) => intentOf(declaration)) }),
      ...destruction,
      tags,
    });
    return this.queries;
  }

  /** @internal */
  public get dnsIntent(): IntentDns {
    const { dnsQueries, dnsFirewall } = this;
    const mode = dnsFirewall?.mode ?? "none";
    const queries = dnsQueries === undefined ? "not-recorded" : "recorded";
    const allowed = dnsFirewall?.names ?? [];
    if (typeof mode === "string") return { queries, firewall: mode, allowed };
    const { reason, approver, ticket, expires } = mode.alert;
    return { queries, firewall: "alert", alert: { reason, approver, ticket, expires }, allowed };
  }

  private refuseSecond(what: string, there: Construct | undefined): void {
    if (there === undefined) return;
    refuse([{ what: `network "${this.name}" has ${what} already`, where: this.node.path }]);
  }

  private get parts() {
    const { name, today } = this.declaration.props;
    const { destruction } = this.props;
    return {
      name,
      vpcId: this.declaration.vpcId,
      destruction: destruction === undefined ? {} : { destruction },
      networkTags: this.tags,
      today: today.toString(),
    };
  }

  private take({ name, definition, subnets }: Arrival): void {
    const zones = subnets?.zones ?? [];
    if (this.intervalElsewhere !== 60) {
      const interval = definition?.kind === "medical-device" ? 60 : this.intervalElsewhere;
      const at = zones.length === 0 ? undefined : new Construct(this, `Of_${name}`);
      for (const { zone, subnetId } of at === undefined ? [] : zones)
        this.flowLogs.push(...this.archiveFlows(new Construct(at as Construct, zone), { subnetId }, interval));
    }
    if (definition === undefined || !isWatched(definition)) return;
    const { owner, placement } = definition;
    const places =
      placement.in === "outside"
        ? placement.blocks.filter(({ family }) => family === 4)
        : zones.map(({ zone, subnetId }) => ({ key: zone, subnetId }));
    // IPv6 is written in many ways, which no filter knows: an alarm without a filter would never be raised.
    if (places.length === 0) return;
    const segment: WatchedSegment = { name, owner, topicArn: this.topics.of(owner), places };
    if (definition.kind === "medical-device") this.alarms.rejectsOf(segment);
    if (definition.criticality === "life-critical") this.alarms.undeclaredFrom(segment);
  }

  private shown() {
    const { declaration } = this;
    return declaration.segments.map(({ definition: { name, kind, placement } }) => ({
      name,
      kind,
      blocks: placement.in === "outside" ? placement.blocks.map(String) : [declaration.compile().blockOf(name)],
    }));
  }
}

function isWatched({ kind, criticality }: SegmentDefinition): boolean {
  return kind === "medical-device" || criticality === "life-critical";
}

function ownIssues({ intervalElsewhere }: NetworkFlowsProps): readonly Issue[] {
  return intervalElsewhere === undefined ? [] : intervalIssues("interface", intervalElsewhere);
}
