/** Topics of owners: one for each, made when it is first needed. */
import { Construct } from "constructs";
import { refuse } from "../../model";
import type { Declaration } from "../declaration";
import { digest } from "../names";
import type { Tags } from "../tags";
import { AlarmTopic, AlarmTopicKey } from "../vpn/alarm-topic";
import { topicIssues } from "../aws-ids";

/** Who is told: a topic that was named, or one of Cordon's. */
export class OwnerTopics extends Construct {
  private readonly made = new Map<string, AlarmTopic>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly declaration: Declaration,
    private readonly named: Readonly<Record<string, string>>,
    private readonly tags: Tags,
  ) {
    super(scope, id);
    refuse(
      Object.entries(named)
        .flatMap(([owner, arn]) => topicIssues(`topic of owner "${owner}"`, arn))
        .map((issue) => ({ ...issue, where: this.node.path })),
    );
  }

  /** ARN of an owner's topic. */
  public of(owner: string): string {
    const known = Object.hasOwn(this.named, owner) ? this.named[owner] : undefined;
    return known ?? this.own(owner).topicArn;
  }

  private own(owner: string): AlarmTopic {
    const key = keyOf(owner);
    const topic = this.made.get(key) ?? this.make(key);
    this.made.set(key, topic);
    return topic;
  }

  private make(key: string): AlarmTopic {
    const { declaration, tags } = this;
    const { name, scope } = declaration.props;
    declaration.alarmTopicKey ??= new AlarmTopicKey(scope, "AlarmTopicKey", { name, tags });
    return new AlarmTopic(this, key, {
      name: `${name}-${key}`,
      key: declaration.alarmTopicKey,
      tells: "flows",
      tags,
    });
  }
}

/** An owner's name as a part of other names: `clinical-engineering-1a2b3c`; two owners never share one. */
function keyOf(owner: string): string {
  const plain = owner
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
  return `${plain}-${digest(owner, 6)}`;
}
