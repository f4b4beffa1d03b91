/** Where a stack is deployed to, as Terraform finds it out: no partition, account or Region is written down. */
import { Construct } from "constructs";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";

/** Partition, account and Region of the stack's provider. */
export class AwsPlace extends Construct {
  public readonly partition: string;
  public readonly accountId: string;
  public readonly region: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.partition = new DataAwsPartition(this, "Partition").partition;
    this.accountId = new DataAwsCallerIdentity(this, "Account").accountId;
    this.region = new DataAwsRegion(this, "Region").name;
  }
}
