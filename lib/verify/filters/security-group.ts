/**
 * Security groups: the OR of the rules of all groups of an interface, in one direction.
 *
 * Decides what the groups allow towards an address, and towards an interface with a group. Refuses to decide whether a
 * reference to a group counts on the way taken; the path says so. Safe because an unknown rule allows everything in the
 * upper bound and nothing in the lower one.
 *
 * A rule that names the list of a gateway endpoint names the service behind it, whichever addresses AWS gives that: so a
 * list counts as a group of that end.
 */
import { AddressSet, type Transport } from "../../model";
import type { Direction, FactBase, FactId, PrefixList, SecurityGroup, SecurityGroupRule } from "../../terraform";
import type { AddressAtoms, RankRange } from "../sets/address-atoms";
import { noTraffic, type RowId, type Rows } from "../sets/rows";
import { Steps } from "../sets/steps";
import { bothOf, prefixListOf, type Both } from "../world/bounds";
import { byId, ids, isCertain, meanings, members } from "../world/links";
import { openFilter, unknownFilter, type Filter, type Named } from "./filter";

interface Allow {
  readonly rule: FactId;
  readonly rows: Both<RowId>;
  readonly ranges: Both<readonly RankRange[]>;
  /** Groups, and lists of services, that the rule names. */
  readonly groups: readonly { readonly to: FactId; readonly sure: boolean; readonly list: boolean }[];
}

interface Allowed {
  readonly allow: Allow;
  readonly sure: boolean;
}

/** Which groups an interface is in. */
export interface GroupMembership {
  readonly groups: readonly { readonly to: FactId; readonly sure: boolean }[] | "unfiltered";
  /** It may be in others too. */
  readonly more: boolean;
  /** Those may be groups that rules name. */
  readonly any: boolean;
}

export class SecurityGroups {
  private readonly groups: ReadonlyMap<FactId, SecurityGroup>;
  private readonly lists: ReadonlyMap<FactId, PrefixList>;
  private readonly rules: ReadonlyMap<FactId, readonly { readonly fact: SecurityGroupRule; readonly sure: boolean }[]>;
  private readonly allows = new Map<string, readonly Allowed[]>();
  private readonly filters = new Map<string, Filter>();

  public constructor(
    private readonly facts: FactBase,
    private readonly atoms: AddressAtoms,
    private readonly rows: Rows,
  ) {
    this.groups = byId(facts.securityGroups);
    this.lists = byId(facts.prefixLists);
    this.rules = members(
      facts.securityGroupRules,
      (rule) => rule.group,
      () => ids(facts.securityGroups),
    );
  }

  /** What an interface with these groups lets through in one direction. */
  public filter(membership: GroupMembership, direction: Direction): Filter {
    const { groups, more } = membership;
    if (groups === "unfiltered") return openFilter("no security group");
    const name = groups.map(({ to, sure }) => (sure ? to : `${to}?`)).join(" ");
    const key = `${direction} ${String(more)} ${name}`;
    const known = this.filters.get(key);
    if (known !== undefined) return known;
    const filter = this.build(membership, direction, groups);
    this.filters.set(key, filter);
    return filter;
  }

  private build(
    membership: GroupMembership,
    direction: Direction,
    groups: readonly { readonly to: FactId; readonly sure: boolean }[],
  ): Filter {
    const names = groups.map(({ to }) => to).join(" + ");
    const at = `${names === "" ? (membership.more ? "security groups that are not known" : "no security group") : names} (${direction})`;
    let wide = membership.more;
    const allows: Allowed[] = [];
    for (const { to, sure } of groups) {
      const group = this.groups.get(to);
      if (group === undefined || group.more !== undefined) wide = true;
      for (const one of this.allowsOf(to, direction)) allows.push(sure ? one : { allow: one.allow, sure });
    }
    const exact = allows.every(
      ({ allow, sure }) => sure && allow.rows.may === allow.rows.must && allow.ranges.may === allow.ranges.must,
    );
    const steps = (bound: "may" | "must"): Steps => {
      const used = allows.filter(({ sure }) => sure || bound === "may").map(({ allow }) => allow);
      return Steps.sweep(
        used.map((allow) => ({ ranges: allow.ranges[bound] })),
        (covering) => covering.reduce((row, i) => this.rows.or(row, (used[i] as Allow).rows[bound]), noTraffic),
      );
    };
    const references = new Map<FactId, Named>();
    for (const { allow, sure } of allows)
      for (const peer of allow.groups) {
        const before = references.get(peer.to) ?? { may: noTraffic, must: noTraffic };
        references.set(peer.to, {
          may: this.rows.or(before.may, allow.rows.may),
          must: sure && peer.sure ? this.rows.or(before.must, allow.rows.must) : before.must,
          list: peer.list,
        });
      }
    const must = steps("must");
    return {
      subject: { kind: "groups", ids: groups.map(({ to }) => to), direction, known: !wide },
      at,
      may: wide ? unknownFilter(at).may : exact ? must : steps("may"),
      must,
      groups: references,
      deciding: (rank, point, others) =>
        allows
          .filter(
            ({ allow }) =>
              this.rows.has(allow.rows.may, point) &&
              (allow.ranges.may.some(([from, to]) => from <= rank && rank < to) ||
                allow.groups.some(({ to }) => others.includes(to))),
          )
          .map(({ allow }) => ({ id: allow.rule, effect: "allow" as const })),
    };
  }

  /** What the rules of one group allow: several interfaces are in it, as a rule. */
  private allowsOf(group: FactId, direction: Direction): readonly Allowed[] {
    const key = `${direction} ${group}`;
    const known = this.allows.get(key);
    if (known !== undefined) return known;
    const allows: Allowed[] = [];
    for (const { fact, sure } of this.rules.get(group) ?? [])
      if (fact.direction === direction) allows.push({ allow: this.allow(fact), sure });
    this.allows.set(key, allows);
    return allows;
  }

  private allow(rule: SecurityGroupRule): Allow {
    const transport = bothOf<Transport>(rule.transport);
    const may: RankRange[] = [];
    const must: RankRange[] = [];
    let exact = true;
    const groups: { to: FactId; sure: boolean; list: boolean }[] = [];
    for (const peer of rule.peers) {
      if (peer.kind === "group") {
        for (const meaning of meanings(peer.group, () => ids(this.facts.securityGroups)))
          groups.push({ ...meaning, list: false });
        if (peer.group.how === "unknown") {
          may.push(...this.atoms.ranges(AddressSet.everything));
          exact = false;
        }
        continue;
      }
      if (peer.kind === "prefix-list")
        for (const meaning of meanings(peer.list, () => [])) groups.push({ ...meaning, list: true });
      const addresses = peer.kind === "addresses" ? bothOf(peer.addresses) : prefixListOf(peer.list, this.lists);
      const ranges = this.atoms.ranges(addresses.may);
      may.push(...ranges);
      if (addresses.may === addresses.must) must.push(...ranges);
      else {
        exact = false;
        must.push(...this.atoms.ranges(addresses.must));
      }
    }
    const row = this.rows.of(transport.may);
    const sure = isCertain(rule);
    return {
      rule: rule.id,
      rows: {
        may: row,
        must: !sure ? noTraffic : transport.may === transport.must ? row : this.rows.of(transport.must),
      },
      ranges: exact ? { may, must: may } : { may, must },
      groups,
    };
  }
}
