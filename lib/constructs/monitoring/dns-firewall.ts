/**
 * The names that a VPC's resolver answers for. Groups and ACLs cannot stop the resolver, so that it is a way out for data.
 *
 * DNS Firewall is of a whole VPC: it does not see who asks. A list for device segments is one for every machine that asks the
 * same resolver, so that it must hold what those need too; a list of their own takes a VPC of their own. What asks another
 * resolver, by a conduit for DNS, is not held by it.
 */
import { Construct } from "constructs";
import { Route53ResolverFirewallDomainList } from "@cdktf/provider-aws/lib/route53-resolver-firewall-domain-list";
import { Route53ResolverFirewallRule } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule";
import { Route53ResolverFirewallRuleGroup } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group";
import { Route53ResolverFirewallRuleGroupAssociation } from "@cdktf/provider-aws/lib/route53-resolver-firewall-rule-group-association";
import { CalendarDate, compareText, domainIssues, nameIssues, refuse, type Issue } from "../../model";
import { modeIssues, type ClosedOrAlert } from "../alert-mode";
import { fit } from "../names";
import type { Tags } from "../tags";
import { aVpc, idIssues } from "../aws-ids";
import { resolverNameLimit } from "./dns-query-log";
import { checkRequired, array, nameNeed, vpcNeed } from "../required";

/**
 * `block`: a name that is not on the list has no answer. `alert`: it has one, and the query log says so; for staging, with a
 * reason, an approver, a ticket and a last day.
 */
export type DnsFirewallMode = ClosedOrAlert<"block">;

/** What is said about the names that may be asked for. */
export interface AllowedNames {
  /**
   * Names that pass: `pumps.example.com`, or `.example.com` for it and every name under it, the names of AWS services in use
   * included. 1–1,000 entries at AWS, of which a name with a dot before it takes two. A name that is an alias (CNAME) needs the names
   * that it leads to as well: AWS looks at each of them.
   */
  readonly allow: readonly [string, ...string[]];
  /**
   * What happens to every other name.
   *
   * @default "block"
   */
  readonly mode?: DnsFirewallMode;
}

/** What a DNS firewall is told. */
export interface DnsFirewallProps extends AllowedNames {
  readonly name: string;
  /** `vpc-` and 8 or 17 hexadecimal digits, or another resource's attribute. */
  readonly vpcId: string;
  /**
   * The day that an alert's last day is judged on, `YYYY-MM-DD`.
   *
   * @default - today, in UTC
   */
  readonly today?: string;
  /** @default - no tags but `Name` */
  readonly tags?: Tags;
}

/** Order of the rules, and of the group among others of the VPC: AWS keeps 100 and below for Firewall Manager. */
const priorities = { allowed: 100, others: 200, group: 101 };

/** A list of names that pass, and a rule for all others. A VPC whose firewall does not answer gets no answer: AWS's default. */
export class DnsFirewall extends Construct {
  public readonly allowed: Route53ResolverFirewallDomainList;
  public readonly group: Route53ResolverFirewallRuleGroup;
  public readonly association: Route53ResolverFirewallRuleGroupAssociation;
  /** The names that pass, sorted. */
  public readonly names: readonly string[];
  public readonly mode: DnsFirewallMode;

  public constructor(scope: Construct, id: string, props: DnsFirewallProps) {
    super(scope, id);
    checkRequired(this.node.path, "DNS firewall", props, {
      name: nameNeed,
      vpcId: vpcNeed,
      allow: array("the names that pass: at least one"),
    });
    const { name, vpcId, allow, mode = "block", tags } = props;
    const today = CalendarDate.of(props.today ?? CalendarDate.today().toString());
    refuse(
      [
        ...nameIssues("name of the DNS firewall", name),
        ...idIssues(`vpcId of DNS firewall "${name}"`, aVpc, vpcId),
        ...domainIssues(`names that DNS firewall "${name}" lets pass`, allow),
        ...tooMany(name, allow),
        ...modeIssues(`DNS firewall "${name}"`, "block", "dns", mode, today),
      ].map((issue) => ({ ...issue, where: this.node.path })),
    );
    this.mode = mode;
    this.names = [...allow].sort(compareText);
    const list = (child: string, key: string, domains: string[]): Route53ResolverFirewallDomainList => {
      const called = fit(`${name}-${key}`, resolverNameLimit);
      return new Route53ResolverFirewallDomainList(this, child, {
        name: called,
        domains,
        tags: { ...tags, Name: called },
      });
    };
    this.allowed = list("Allowed", "allowed-names", this.names.flatMap(asFirewallWrites));
    const others = list("Others", "all-names", ["*"]);
    const called = fit(`${name}-dns`, resolverNameLimit);
    this.group = new Route53ResolverFirewallRuleGroup(this, "Resource", {
      name: called,
      tags: { ...tags, Name: called },
    });
    const rule = { firewallRuleGroupId: this.group.id };
    new Route53ResolverFirewallRule(this, "AllowRule", {
      ...rule,
      name: "allowed-names",
      action: "ALLOW",
      firewallDomainListId: this.allowed.id,
      priority: priorities.allowed,
    });
    new Route53ResolverFirewallRule(this, "OthersRule", {
      ...rule,
      name: "all-other-names",
      firewallDomainListId: others.id,
      priority: priorities.others,
      ...(mode === "block" ? { action: "BLOCK", blockResponse: "NODATA" } : { action: "ALERT" }),
    });
    this.association = new Route53ResolverFirewallRuleGroupAssociation(this, "Association", {
      name: called,
      firewallRuleGroupId: this.group.id,
      vpcId,
      priority: priorities.group,
      tags: { ...tags, Name: called },
    });
  }
}

/** Entries of one list that AWS takes in one request (API reference, UpdateFirewallDomains). */
const entriesLimit = 1000;

function tooMany(name: string, allow: readonly string[]): readonly Issue[] {
  const entries = Array.isArray(allow) ? allow.flatMap((each) => asFirewallWrites(String(each))).length : 0;
  if (entries <= entriesLimit) return [];
  return [
    {
      what: `names that DNS firewall "${name}" lets pass are too many`,
      received: `${String(entries)} entries; a name with a dot before it takes two`,
      allowed: `up to ${String(entriesLimit)}`,
    },
  ];
}

/** DNS Firewall's `*.` stands for every name under one, and not for the name itself. */
function asFirewallWrites(name: string): readonly string[] {
  return name.startsWith(".") ? [name.slice(1), `*${name}`] : [name];
}
