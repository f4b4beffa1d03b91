/**
 * The domain list of one conduit: a rule group of the firewall that passes exactly its names, from exactly its segment.
 *
 * Each conduit has a group of its own because a list drops whatever of its protocol it does not name (Network Firewall guide,
 * "Stateful domain list rule groups"): of two lists for one source only the first would count. Segments share no address, and
 * TLS and HTTP no connection, so that the order of groups changes nothing and their priorities may come from what they say.
 */
import { Lazy, type IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { NetworkfirewallRuleGroup } from "@cdktf/provider-aws/lib/networkfirewall-rule-group";
import { Transport, conduitId, readsDomainsOf, type ConduitDefinition, type Issue } from "../../model";
import type { Declaration } from "../declaration";
import { digest } from "../names";
import type { Tags } from "../tags";

/** Rules that AWS adds to a list by itself: one drop for each protocol. The rest is room. */
const addedByAws = 10;

export interface DomainListProps {
  /** The conduit, with its domains. */
  readonly conduit: ConduitDefinition;
  /** The block of its segment, or a token for one. */
  readonly block: string;
  /** How many domains there is room for, for life. */
  readonly room: number;
  readonly name: string;
  readonly tags: Tags;
}

/** A rule group that names what it passes; its id and name come from the conduit. */
export function domainList(scope: Construct, id: string, props: DomainListProps): NetworkfirewallRuleGroup {
  const { conduit, name, tags } = props;
  return new NetworkfirewallRuleGroup(scope, id, {
    name,
    type: "STATEFUL",
    capacity: props.room + addedByAws,
    description: `Domains of ${conduit.from} over ${conduit.service.name}`,
    ruleGroup: {
      // The firewall takes its own VPC for home unless it is told, and passes what others send by no rule.
      ruleVariables: {
        ipSets: [{ key: "HOME_NET", ipSet: { definition: [props.block] } }],
      },
      rulesSource: {
        rulesSourceList: {
          generatedRulesType: "ALLOWLIST",
          targetTypes: targetTypesOf(conduit),
          targets: [...(conduit.domains ?? [])],
        },
      },
      statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
    },
    tags: { ...tags, Name: name },
  });
}

function targetTypesOf({ service }: ConduitDefinition): string[] {
  const transport = Transport.ofService(service.transport);
  return Object.entries(readsDomainsOf).flatMap(([type, reads]) => (reads.equals(transport) ? [type] : []));
}

/** Priorities go from 1 to 65,535 (API reference, StatefulRuleGroupReference). */
const priorities = 65_535;

/** The priority of a conduit's list: fixed by its name, moved by its `aclSeed`. */
export function priorityOf(conduit: string, seed: number): number {
  const key = seed === 0 ? conduit : `${conduit}|${String(seed)}`;
  return (Number.parseInt(digest(key, 8), 16) % priorities) + 1;
}

/** Lists that fall on one priority, which AWS refuses. */
export function priorityIssues({ inspection, props }: Declaration): readonly Issue[] {
  const taken = new Map<number, string>();
  return [...(inspection?.parts.priorities ?? [])].sort().flatMap(([conduit, priority]) => {
    const other = taken.get(priority);
    taken.set(priority, conduit);
    if (other === undefined) return [];
    return [
      {
        what: `two domain lists of inspection VPC "${props.name}" fall on one priority`,
        received: `${String(priority)} for ${other} and ${conduit}`,
        allowed: "give the newer conduit `aclSeed: 1` (or the next number), which moves its list alone",
      },
    ];
  });
}

/** References to the lists, as Terraform's JSON has them; asked for when the stack is synthesized. */
export function references(lists: () => readonly { readonly priority: number; readonly arn: string }[]): IResolvable {
  return Lazy.anyValue({
    produce: () =>
      [...lists()]
        .sort((a, b) => a.priority - b.priority)
        .map(({ priority, arn }) => ({ priority, resource_arn: arn })),
  });
}

/** The name of a conduit's list. */
export function listName(inspection: string, conduit: ConduitDefinition): string {
  return `${inspection}-${conduit.from}-${conduit.service.name}`;
}

/** The id of a conduit's list in the tree. */
export function listId(conduit: ConduitDefinition): string {
  return conduitId(conduit).replace(/[>:]/g, "_");
}
