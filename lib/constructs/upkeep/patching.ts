/**
 * Regular software updates of the gateways and servers in clinical segments.
 *
 * Devices are their makers' to update: none of this touches them. Machines are found by the tags that segments' machines carry,
 * so that one without them is not patched.
 */
import { Construct } from "constructs";
import { SsmMaintenanceWindow } from "@cdktf/provider-aws/lib/ssm-maintenance-window";
import { SsmMaintenanceWindowTarget } from "@cdktf/provider-aws/lib/ssm-maintenance-window-target";
import { SsmMaintenanceWindowTask } from "@cdktf/provider-aws/lib/ssm-maintenance-window-task";
import { SsmPatchBaseline } from "@cdktf/provider-aws/lib/ssm-patch-baseline";
import { SsmPatchGroup } from "@cdktf/provider-aws/lib/ssm-patch-group";
import { carrierTags, choiceIssues, nameIssues, refuse, type Issue } from "../../model";
import { fit } from "../names";
import type { Tags } from "../tags";
import { windowIssues, type ClinicalWindow } from "./clinical-window";
import { checkRequired, having, nameNeed, number, text } from "../required";

/**
 * Systems whose patches Systems Manager can approve by their age (API reference, PatchRule). Debian and Ubuntu are not among
 * them: their patches would be taken on the day they come out.
 */
export const patchedSystems = [
  "WINDOWS",
  "AMAZON_LINUX_2",
  "AMAZON_LINUX_2023",
  "REDHAT_ENTERPRISE_LINUX",
  "ROCKY_LINUX",
  "ALMA_LINUX",
  "ORACLE_LINUX",
  "SUSE",
] as const;
/** One of the systems that can be patched. */
export type PatchedSystem = (typeof patchedSystems)[number];

/** What regular updates are told. */
export interface PatchingProps {
  /** 2–40 lower-case letters, digits and hyphens, starting with a letter. Part of names. */
  readonly name: string;
  /** Name of the network, as the tag `cordon:network` of its machines has it. */
  readonly network: string;
  readonly system: PatchedSystem;
  /** When machines may be patched and restarted. */
  readonly window: ClinicalWindow;
  /** Days after its release that a patch is taken for good: 0–360. */
  readonly approveAfterDays: number;
  /**
   * Whether a machine is restarted in the window when a patch needs it.
   *
   * @default "if-needed"
   */
  readonly restarts?: "if-needed" | "by-hand";
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

const longestDelayInDays = 360;
/** Names of windows, targets and baselines have 3–128 characters. */
const nameLimit = 128;

/**
 * A baseline of what is approved, and a window. Each segment that is added has its machines patched in it, a third at a time,
 * and stops when one fails.
 */
export class Patching extends Construct {
  public readonly baseline: SsmPatchBaseline;
  public readonly window: SsmMaintenanceWindow;
  /** What the tag `PatchGroup` of a machine must say for the baseline to be its own. */
  public readonly patchGroup: string;
  private readonly props: PatchingProps;

  public constructor(scope: Construct, id: string, props: PatchingProps) {
    super(scope, id);
    checkRequired(this.node.path, "regular updates", props, {
      name: nameNeed,
      network: text("the name of the network"),
      system: text(patchedSystems.join(", ")),
      window: having("a clinical window: schedule, timeZone, hours, lastStartHours"),
      approveAfterDays: number("days from release to approval"),
    });
    this.props = props;
    const { name, system, window, approveAfterDays } = props;
    refuse(patchingIssues(props).map((issue) => ({ ...issue, where: this.node.path })));
    const called = fit(`${name}-patches`, nameLimit);
    const tags = { ...props.tags, Name: called };
    this.baseline = new SsmPatchBaseline(this, "Baseline", {
      name: called,
      description: `Patches of ${name}, ${String(approveAfterDays)} days after their release`,
      operatingSystem: system,
      approvedPatchesComplianceLevel: "HIGH",
      approvalRule: [
        {
          approveAfterDays,
          complianceLevel: "HIGH",
          patchFilter: filtersOf(system),
        },
      ],
      tags,
    });
    this.patchGroup = called;
    new SsmPatchGroup(this, "PatchGroup", { baselineId: this.baseline.id, patchGroup: this.patchGroup });
    this.window = new SsmMaintenanceWindow(this, "Window", {
      name: called,
      description: `Clinical window of ${name}`,
      schedule: window.schedule,
      scheduleTimezone: window.timeZone,
      duration: window.hours,
      cutoff: window.lastStartHours,
      allowUnassociatedTargets: false,
      tags,
    });
  }

  /**
   * Patches the machines of a segment that holds gateways or servers, in the window: those with the tags `cordon:network` and
   * `cordon:segment`.
   *
   * @throws {InvalidInput} when it holds devices or guests, or is there already
   */
  public addSegment(segment: { readonly name: string; readonly kind: string }): void {
    const { name, network } = this.props;
    const issues = [
      ...choiceIssues(`kind of segment "${segment.name}", which is to be patched,`, segment.kind, patchedKinds),
      ...(this.node.tryFindChild(segment.name) === undefined
        ? []
        : [{ what: `segment "${segment.name}" is patched already` }]),
    ];
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
    const at = new Construct(this, segment.name);
    const called = fit(`${name}-${segment.name}`, nameLimit);
    const target = new SsmMaintenanceWindowTarget(at, "Target", {
      windowId: this.window.id,
      name: called,
      description: `Machines of segment ${segment.name}`,
      resourceType: "INSTANCE",
      targets: [
        { key: `tag:${carrierTags.network}`, values: [network] },
        { key: `tag:${carrierTags.segment}`, values: [segment.name] },
      ],
    });
    const restart = (this.props.restarts ?? "if-needed") === "if-needed" ? "RebootIfNeeded" : "NoReboot";
    new SsmMaintenanceWindowTask(at, "Task", {
      windowId: this.window.id,
      name: called,
      description: `Patches of segment ${segment.name}`,
      taskType: "RUN_COMMAND",
      taskArn: "AWS-RunPatchBaseline",
      priority: 1,
      maxConcurrency: "34%",
      maxErrors: "0",
      // What has not begun when the time is over does not begin.
      cutoffBehavior: "CANCEL_TASK",
      targets: [{ key: "WindowTargetIds", values: [target.id] }],
      taskInvocationParameters: {
        runCommandParameters: {
          comment: `Patches of segment ${segment.name}`,
          timeoutSeconds: 3600,
          parameter: [
            { name: "Operation", values: ["Install"] },
            { name: "RebootOption", values: [restart] },
          ],
        },
      },
    });
  }
}

/** Kinds of segments whose machines are the hospital's own servers. */
const patchedKinds = ["clinical", "integration", "shared-services", "device-management"];

function patchingIssues(props: PatchingProps): readonly Issue[] {
  const { name, network, system, window, approveAfterDays, restarts = "if-needed" } = props;
  return [
    ...nameIssues("name of the regular updates", name),
    ...nameIssues("network of the regular updates", network),
    ...choiceIssues(`system of the updates of "${name}"`, system, patchedSystems),
    ...windowIssues(`clinical window of "${name}"`, window),
    ...(Number.isInteger(approveAfterDays) && approveAfterDays >= 0 && approveAfterDays <= longestDelayInDays
      ? []
      : [
          {
            what: `days until a patch of "${name}" is approved are out of range`,
            received: String(approveAfterDays),
            allowed: `a whole number from 0 to ${String(longestDelayInDays)}`,
          },
        ]),
    ...choiceIssues(`restarts of "${name}"`, restarts, ["if-needed", "by-hand"]),
  ];
}

/** Security patches that matter most, in the words that each system's patches are classed by. */
function filtersOf(system: PatchedSystem): { readonly key: string; readonly values: string[] }[] {
  switch (system) {
    case "WINDOWS":
      return [
        { key: "CLASSIFICATION", values: ["CriticalUpdates", "SecurityUpdates"] },
        { key: "MSRC_SEVERITY", values: ["Critical", "Important"] },
      ];
    case "AMAZON_LINUX_2":
    case "AMAZON_LINUX_2023":
    case "REDHAT_ENTERPRISE_LINUX":
    case "ROCKY_LINUX":
    case "ALMA_LINUX":
    case "ORACLE_LINUX":
    case "SUSE":
      return [
        { key: "CLASSIFICATION", values: ["Security"] },
        { key: "SEVERITY", values: ["Critical", "Important"] },
      ];
  }
}
