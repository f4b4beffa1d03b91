/** What a VPC's resolver is asked: flow logs do not have it. */
import type { Construct } from "constructs";
import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { Route53ResolverQueryLogConfigAssociation } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config-association";
import { refuse } from "../../model";
import { EncryptedLogs, type EncryptedLogsProps } from "../encrypted-logs";
import { fit } from "../names";
import { checkRequired, nameNeed, vpcNeed } from "../required";
import { aVpc, idIssues } from "../aws-ids";

/** What a log of a resolver's queries is told. */
export interface DnsQueryLogProps extends EncryptedLogsProps {
  /** `vpc-` and 8 or 17 hexadecimal digits, or another resource's attribute. */
  readonly vpcId: string;
}

/** Names of Route 53 Resolver's things have up to 64 characters. */
export const resolverNameLimit = 64;

/**
 * Every query that machines of the VPC make of its resolver, with the answer and what DNS Firewall did. Machines at sites ask
 * the site's own resolvers, which are not AWS's to log.
 */
export class DnsQueryLog extends EncryptedLogs {
  public readonly config: Route53ResolverQueryLogConfig;
  public readonly association: Route53ResolverQueryLogConfigAssociation;

  public constructor(scope: Construct, id: string, props: DnsQueryLogProps) {
    const where = `${scope.node.path}/${id}`;
    checkRequired(where, "log of DNS queries", props, { name: nameNeed, vpcId: vpcNeed });
    const { name, vpcId, tags } = props;
    refuse(idIssues("vpcId of the log of DNS queries", aVpc, vpcId).map((issue) => ({ ...issue, where })));
    const description = `DNS queries of ${name}`;
    super(scope, id, { title: "log of DNS queries", key: "dns", description }, props);
    const called = fit(`${name}-dns-queries`, resolverNameLimit);
    this.config = new Route53ResolverQueryLogConfig(this, "Config", {
      name: called,
      destinationArn: this.logGroupArn,
      tags: { ...tags, Name: called },
    });
    this.association = new Route53ResolverQueryLogConfigAssociation(this, "Association", {
      resolverQueryLogConfigId: this.config.id,
      resourceId: vpcId,
    });
  }
}
