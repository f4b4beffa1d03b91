/** A network whose traffic is recorded unless it says why not. */
import { Aspects } from "cdktf";
import { proseIssues, refuse, type Issue } from "../../model";
import { NetworkSegments } from "../network-segments";
import type { UnrecordedDetails } from "./declared-flows";
import { NetworkFlows, type NetworkFlowsProps } from "./network-flows";
import { given } from "../required";

const textLimit = 200;

/** What a network has of flow logs. */
export abstract class MonitoredNetwork extends NetworkSegments {
  /**
   * Says how the network's traffic is recorded, and builds it: all traffic to S3, rejects to CloudWatch Logs, and alarms to
   * the owners of its segments. A network that does not call it gets the same with every default, when it is synthesized.
   *
   * @throws {InvalidInput} when it was said already, or something in it is wrong
   */
  public monitorFlows(props: NetworkFlowsProps = {}): NetworkFlows {
    this.refuseSecondSaying();
    const recorded = new NetworkFlows(this, "Flows", this.declaration, props);
    this.declaration.flows = { recorded };
    this.declaration.recompile();
    return recorded;
  }

  /**
   * Records nothing of the network's traffic. Why, and who agreed, lands in the intent.
   *
   * @throws {InvalidInput} when it was said already that it is recorded, or a detail is missing
   */
  public leaveFlowsUnrecorded(details: UnrecordedDetails): void {
    const { reason, approver } = given(details);
    this.refuseSecondSaying();
    const about = `unrecorded flows of network "${this.declaration.props.name}"`;
    const issues = Object.entries({ reason, approver }).flatMap(([field, said]) =>
      proseIssues(`${field} of the ${about}`, said, textLimit),
    );
    this.refuseAt(issues);
    this.declaration.flows = { unrecorded: { reason, approver } };
  }

  /** To be called when the network is made: nothing is said about its flows yet, and it may never be. */
  protected recordByDefault(): void {
    Aspects.of(this).add({
      visit: (node) => {
        if (node === this && this.declaration.flows === undefined) this.monitorFlows();
      },
    });
  }

  private refuseSecondSaying(): void {
    const { flows, props } = this.declaration;
    if (flows === undefined) return;
    this.refuseAt([
      {
        what: `network "${props.name}" has said already what is recorded of its traffic`,
        received: "recorded" in flows ? "monitorFlows" : "leaveFlowsUnrecorded",
        allowed: "once",
      },
    ]);
  }

  private refuseAt(issues: readonly Issue[]): void {
    refuse(issues.map((issue) => ({ ...issue, where: this.node.path })));
  }
}
