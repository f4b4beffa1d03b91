/** AWS Network Firewall. */
import type { AddressSet, Transport } from "../../model";
import type { Bounded, Fact, Link, UnknownReason, Value } from "./value";

export interface Firewall extends Fact {
  readonly vpc: Link;
  /** It has an endpoint in each. */
  readonly subnets: readonly Link[];
  /** @default - `subnets` is complete */
  readonly moreSubnets?: UnknownReason;
  readonly policy: Link;
}

export interface FirewallGroupUse {
  /** Lower is first; stateful groups have one only under strict order. */
  readonly priority: Value<number> | "none";
  readonly group: Link;
}

/** A name for addresses that stateful rules use: `HOME_NET`. */
export interface FirewallVariable {
  readonly name: string;
  readonly addresses: Bounded<AddressSet>;
}

export interface FirewallPolicy extends Fact {
  /** Actions such as `aws:pass`, `aws:drop`, `aws:forward_to_sfe`. */
  readonly statelessDefault: Value<readonly string[]>;
  readonly statelessFragmentDefault: Value<readonly string[]>;
  readonly statelessGroups: readonly FirewallGroupUse[];
  readonly statefulGroups: readonly FirewallGroupUse[];
  readonly statefulDefault: Value<readonly string[]>;
  readonly statefulOrder: Value<"default-action" | "strict">;
  readonly variables: readonly FirewallVariable[];
  /** @default - the group lists are complete */
  readonly moreGroups?: UnknownReason;
}

/** Matches on five things at once; source ports are the source's, `transport` holds the destination's. */
export interface StatelessRule {
  readonly priority: Value<number>;
  readonly actions: Value<readonly string[]>;
  readonly sources: Bounded<AddressSet>;
  readonly destinations: Bounded<AddressSet>;
  readonly transport: Bounded<Transport>;
  /** TCP and UDP source ports, of the same protocols as `transport`. */
  readonly sourceTransport: Bounded<Transport>;
  /** TCP flags are matched as well: what the rule does to a whole connection is not exact. */
  readonly matchesFlags: boolean;
}

export interface StatefulTuple {
  readonly action: Value<string>;
  /** Its keywords besides the header: `sid`, `flow`. */
  readonly keywords: Value<readonly string[]>;
  /** As written: `TCP`, `HTTP`, `IP`. */
  readonly protocol: Value<string>;
  readonly source: Value<string>;
  readonly sourcePort: Value<string>;
  readonly destination: Value<string>;
  readonly destinationPort: Value<string>;
  readonly direction: Value<string>;
}

/** A list of rules, which may not be all. */
export interface RuleList<R> {
  readonly rules: readonly R[];
  /** @default - the list is complete */
  readonly more?: UnknownReason;
}

export type FirewallRules =
  | ({ readonly kind: "stateless" } & RuleList<StatelessRule>)
  | {
      readonly kind: "domains";
      readonly action: Value<"allow" | "deny" | "alert">;
      readonly targets: Value<readonly string[]>;
      /** `HTTP_HOST`, `TLS_SNI`. */
      readonly inspects: Value<readonly string[]>;
    }
  | ({ readonly kind: "tuples" } & RuleList<StatefulTuple>)
  | { readonly kind: "suricata"; readonly text: Value<string> }
  | { readonly kind: "unknown"; readonly because: UnknownReason };

export interface FirewallRuleGroup extends Fact {
  /** They go before those of the policy. */
  readonly variables: readonly FirewallVariable[];
  readonly rules: FirewallRules;
}
