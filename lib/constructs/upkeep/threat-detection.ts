/** GuardDuty: findings from flow logs, DNS queries and API calls that AWS reads by itself. */
import { Construct } from "constructs";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { choiceIssues, refuse } from "../../model";
import type { Tags } from "../tags";
import { destructionIssues, lifecycleOf, type Destruction } from "../vpn/site-edge";

/** How often findings that go on are told of again. New ones are told of at once. */
export const findingFrequencies = ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"] as const;
/** One of the frequencies that GuardDuty has. */
export type FindingFrequency = (typeof findingFrequencies)[number];

/** What threat detection is told. */
export interface ThreatDetectionProps {
  /** @default "FIFTEEN_MINUTES" */
  readonly findingsEvery?: FindingFrequency;
  /**
   * Whether Terraform may turn GuardDuty off again. It is the account's, not the network's: others may count on it.
   *
   * @default "prevented"
   */
  readonly destruction?: Destruction;
  /** @default - none */
  readonly tags?: Tags;
}

/**
 * GuardDuty of the account in one Region. There can be one, and it costs by what it reads, so that no network turns it on:
 * make it once, in the stack that is the account's. In an organisation with a delegated administrator it is that account's.
 */
export class ThreatDetection extends Construct {
  public readonly resource: GuarddutyDetector;
  public readonly detectorId: string;

  public constructor(scope: Construct, id: string, props: ThreatDetectionProps = {}) {
    super(scope, id);
    const { findingsEvery = "FIFTEEN_MINUTES", destruction = "prevented", tags } = props;
    const where = this.node.path;
    refuse(
      [
        ...choiceIssues("frequency of findings", findingsEvery, findingFrequencies),
        ...destructionIssues("threat detection", destruction),
      ].map((issue) => ({ ...issue, where })),
    );
    this.resource = new GuarddutyDetector(this, "Resource", {
      enable: true,
      findingPublishingFrequency: findingsEvery,
      ...(tags === undefined ? {} : { tags }),
      lifecycle: lifecycleOf(destruction),
    });
    this.detectorId = this.resource.id;
  }
}
