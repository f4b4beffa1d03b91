/**
 * Network ACLs: the first entry that matches, in ascending number, decides; what no entry matches is denied.
 *
 * Decides what one ACL lets through in one direction. Refuses to decide where an entry of unknown number stands: in the
 * upper bound an unknown allow is tried first and an unknown deny never; in the lower bound the reverse.
 */
import type { Transport } from "../../model";
import type { Direction, FactBase, FactId, NetworkAcl, NetworkAclEntry } from "../../terraform";
import type { AddressAtoms, RankRange } from "../sets/address-atoms";
import { allTraffic, noTraffic, type RowId, type Rows } from "../sets/rows";
import { Steps } from "../sets/steps";
import { bothOf } from "../world/bounds";
import { byId, ids, members, tri } from "../world/links";
import { unknownFilter, type Filter } from "./filter";

interface Entry {
  readonly id: FactId;
  readonly number: number;
  readonly effect: "allow" | "deny";
  readonly ranges: readonly RankRange[];
  readonly row: RowId;
}

interface Owned {
  readonly fact: NetworkAclEntry;
  readonly sure: boolean;
}

export class NetworkAcls {
  private readonly acls: ReadonlyMap<FactId, NetworkAcl>;
  private readonly entries: ReadonlyMap<FactId, readonly Owned[]>;
  private readonly filters = new Map<string, Filter>();

  public constructor(
    facts: FactBase,
    private readonly atoms: AddressAtoms,
    private readonly rows: Rows,
  ) {
    this.acls = byId(facts.networkAcls);
    this.entries = members(
      facts.networkAclEntries,
      (entry) => entry.acl,
      () => ids(facts.networkAcls),
    );
  }

  public filter(acl: FactId, direction: Direction): Filter {
    const key = `${direction} ${acl}`;
    const known = this.filters.get(key);
    if (known !== undefined) return known;
    const filter = this.build(acl, direction);
    this.filters.set(key, filter);
    return filter;
  }

  private build(id: FactId, direction: Direction): Filter {
    const at = `${id} (${direction})`;
    const acl = this.acls.get(id);
    if (acl === undefined || acl.more !== undefined) return unknownFilter(at);
    const owned = (this.entries.get(id) ?? []).filter(({ fact }) => fact.direction === direction);
    const exact = owned.every(isExact);
    const upper = this.ordered(owned, "may");
    const must = this.steps(exact ? upper : this.ordered(owned, "must"));
    return {
      subject: { kind: "acls", ids: [id], direction, known: true },
      at,
      may: exact ? must : this.steps(upper),
      must,
      groups: new Map(),
      deciding: (rank, point) => {
        const first = upper.find(
          ({ ranges, row }) => ranges.some(([from, to]) => from <= rank && rank < to) && this.rows.has(row, point),
        );
        return first === undefined ? [] : [{ id: first.id, effect: first.effect }];
      },
    };
  }

  /** The entries as one order in which every doubt is settled in favour of the bound. */
  private ordered(owned: readonly Owned[], bound: "may" | "must"): readonly Entry[] {
    const entries: Entry[] = [];
    for (const { fact, sure } of owned) {
      const allows = tri(fact.action, (action) => action === "allow");
      const effect = bound === "may" ? (allows === "no" ? "deny" : "allow") : allows === "yes" ? "allow" : "deny";
      const favoured = (effect === "allow") === (bound === "may");
      const number = "exact" in fact.number ? fact.number.exact : undefined;
      if (!favoured && (number === undefined || !sure)) continue;
      const [addresses, transport] = [bothOf(fact.addresses), bothOf<Transport>(fact.transport)];
      const wide = favoured ? "may" : "must";
      entries.push({
        id: fact.id,
        number: number ?? -1,
        effect,
        ranges: this.atoms.ranges(addresses[wide]),
        row: this.rows.of(transport[wide]),
      });
    }
    return entries.sort((a, b) => a.number - b.number);
  }

  private steps(entries: readonly Entry[]): Steps {
    return Steps.sweep(entries, (covering) => {
      let [left, allowed] = [allTraffic, noTraffic];
      for (const index of [...covering].sort((a, b) => a - b)) {
        const { row, effect } = entries[index] as Entry;
        if (effect === "allow") allowed = this.rows.or(allowed, this.rows.and(left, row));
        left = this.rows.minus(left, row);
        if (left === noTraffic) break;
      }
      return allowed;
    });
  }
}

function isExact({ fact, sure }: Owned): boolean {
  return (
    sure && "exact" in fact.number && "exact" in fact.action && "exact" in fact.addresses && "exact" in fact.transport
  );
}
