/**
 * A dashboard of rejects, one widget for each segment.
 *
 * Widgets have no place of their own: CloudWatch lays them out in their order, so that a segment that comes moves others and
 * changes none. Each asks by the segment's blocks, which it has for life.
 */
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { columnOf, compareText, nameIssues, refuse } from "../../model";
import { fit } from "../names";
import { regionIssues } from "../aws-ids";
import { rejectFormat } from "./reject-log";
import { callable, checkRequired, nameNeed, text } from "../required";

/** A segment with a widget of its own. */
export interface ShownSegment {
  readonly name: string;
  readonly kind: string;
  readonly blocks: readonly string[];
}

/** What a dashboard of rejects is told. */
export interface FlowDashboardProps {
  /**
   * What its name starts with; it is unique in the account. 2–40 lower-case letters, digits and hyphens, starting with a
   * letter.
   */
  readonly name: string;
  readonly logGroupName: string;
  /** Where the log group is: `us-east-1`, or another resource's attribute. */
  readonly region: string;
  /** Asked when the stack is synthesized, so that it shows every segment there is by then. */
  readonly segments: () => readonly ShownSegment[];
}

/** Names of dashboards have up to 255 characters. */
const nameLimit = 255;
const half = 12;
const height = 6;

/** The dashboard. */
export class FlowDashboard extends Construct {
  public readonly resource: CloudwatchDashboard;

  public constructor(scope: Construct, id: string, props: FlowDashboardProps) {
    super(scope, id);
    checkRequired(this.node.path, "dashboard of flow logs", props, {
      name: nameNeed,
      logGroupName: text("the name of the log group of rejects"),
      region: text("a Region"),
      segments: callable("a function that gives the segments"),
    });
    refuse(
      [
        ...nameIssues("name of the dashboard of flow logs", props.name),
        ...regionIssues(`region of the dashboard of flow logs "${props.name}"`, props.region),
      ].map((issue) => ({ ...issue, where: this.node.path })),
    );
    this.resource = new CloudwatchDashboard(this, "Resource", {
      dashboardName: fit(`${props.name}-flows`, nameLimit),
      dashboardBody: Lazy.stringValue({ produce: () => JSON.stringify({ widgets: widgetsOf(props) }) }),
    });
  }
}

function widgetsOf({ name, logGroupName, region, segments }: FlowDashboardProps): readonly unknown[] {
  const parse = `parse @message "${rejectFormat.names.map(() => "*").join(" ")}" as ${rejectFormat.names.map(columnOf).join(", ")}`;
  const widget = (title: string, width: number, view: string, lines: readonly string[]) => ({
    type: "log",
    width,
    height,
    properties: {
      title,
      region,
      view,
      query: [`SOURCE '${logGroupName}'`, parse, `filter action = "REJECT"`, ...lines].join("\n| "),
    },
  });
  const top = widget(`${name}: most rejected`, 2 * half, "table", [
    "stats sum(packets) as rejected_packets, count(*) as flows by srcaddr, dstaddr, dstport, protocol",
    "sort flows desc",
    "limit 25",
  ]);
  const own = [...segments()]
    .sort((a, b) => compareText(a.name, b.name))
    .map((segment) =>
      widget(`${segment.name} (${segment.kind})`, half, "timeSeries", [
        `filter ${[...segment.blocks].sort(compareText).flatMap(touches).join(" or ")}`,
        "stats count(*) as rejected by bin(5m)",
      ]),
    );
  return [top, ...own];
}

function touches(block: string): readonly string[] {
  const ask = block.includes(":") ? "isIpv6InSubnet" : "isIpv4InSubnet";
  return [`${ask}(srcaddr, "${block}")`, `${ask}(dstaddr, "${block}")`];
}
