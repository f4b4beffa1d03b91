/**
 * Makes one fact base of what the readers found: amendments, implicit objects, other names, order.
 *
 * Decides nothing about reachability. What one resource says about another is applied here, because either may be read
 * first; an amendment whose target is not certain widens every candidate instead.
 */
import type {
  Fact,
  FactBase,
  FactId,
  FactLists,
  Interface,
  Link,
  LinkCounts,
  Note,
  Placeholder,
  Presence,
  UnknownReason,
} from "../facts";
import type { Sym } from "../expression/sym";
import { listNames, type FactOf, type ListName } from "../reading/lists";
import type { Amendment, Reading } from "../reading/reading";
import { asItsSubnet } from "../readers/ipv6-of-interface";
import { whereabouts } from "../readers/one-subnet";
import { withOptions } from "../readers/option-group";
import type { Instance } from "../world/instance";
import { tellAccounts } from "./accounts";
import { detach, orNone } from "./detached";
import { doubtUnnamed } from "./exclusive";
import { addDefaultsOfTransit, addDefaultsOfVpcs } from "./implicit";
import { forgetImpossibleAddresses } from "./impossible";
import { giveSubnetSettings } from "./left-to-subnets";
import { doubtEntries } from "./list-entries";
import { joinAsBefore } from "./joined-before";
import { loosenLookedUp, type Instances } from "./looked-up";
import { byId, mapLinks, Names, targetOf } from "./links";
import { doubtWhatWasGiven } from "./given-before";
import { tellMainTables } from "./main-tables";
import { doubtMixed } from "./mixed";
import { oneTableEach } from "./one-table-each";
import { givePublicAddresses } from "./public-addresses";
import { doubtSameNumbers } from "./same-number";
import { dropSeenOnOwner } from "./seen-on-owner";
import { keepRunning } from "./still-running";
import { Strangers } from "./strangers";
import { Tags } from "./tags";
import { fillTwoZones } from "./two-zones";
import { openUnlisted } from "./unlisted";
import { doubtTakenAway } from "./taken-away";

export interface Rest {
  readonly links: LinkCounts;
  readonly placeholders: readonly Placeholder[];
  readonly incomplete: readonly UnknownReason[];
  readonly notes: readonly Note[];
  readonly instances: Instances;
  /** The tags that the provider of an instance gives to all that it makes. */
  readonly defaultTags: (instance: Instance) => Sym | undefined;
}

export function settle(reading: Reading, before: Reading, rest: Rest): FactBase {
  const tags = new Tags(rest.instances.values(), rest.defaultTags);
  loosenLookedUp(reading, rest.instances, tags);
  tellMainTables(reading, before);
  // First what blocks a VPC has: with IPv6 its defaults let that through, too.
  doubtWhatWasGiven(reading, before, namesIn(reading));
  detach(reading, before);
  const putDoubts = doubtEntries(reading, before, rest.instances);
  amend(reading, rest.instances);
  putDoubts();
  openUnlisted(reading);
  addDefaultsOfVpcs(reading);
  addDefaultsOfTransit(reading);
  // Now what AWS makes by itself is there to be looked up, too.
  loosenLookedUp(reading, rest.instances, tags);
  giveTraitsOfClientVpns(reading);
  giveDefaultGroups(reading);
  giveDefaultGroups(reading, before);
  giveSubnetSettings(reading, namesIn(reading));
  keepRunning(reading, before, namesIn(reading));
  givePublicAddresses(reading, before, namesIn(reading), rest.instances);
  doubtTakenAway(reading, before, rest.instances);
  doubtMixed(reading, rest.instances);
  giveGroupsOfOptions(reading);
  tellWhereabouts(reading);
  giveIpv6(reading);
  dropSeenOnOwner(reading, before);
  doubtUnnamed(reading, rest.instances);
  joinAsBefore(reading);
  const told = oneTableEach(doubtSameNumbers(forgetImpossibleAddresses(finish(reading))));
  const lists = tellAccounts(fillTwoZones(told, reading), rest.instances);
  return {
    ...lists,
    links: rest.links,
    unread: [...reading.unread].sort((a, b) => order(a.address, b.address)),
    notes: distinct([...reading.notes, ...rest.notes]),
    placeholders: rest.placeholders,
    complete: rest.incomplete.length === 0,
    incomplete: rest.incomplete,
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function distinct(notes: readonly Note[]): readonly Note[] {
  const keyed = new Map(
    notes.map((note) => [`${note.at.address} ${note.at.attribute ?? ""} ${note.text} ${note.at.input}`, note] as const),
  );
  return [...keyed.entries()].sort(([a], [b]) => order(a, b)).map(([, note]) => note);
}

function allIds(reading: Reading): ReadonlySet<FactId> {
  return new Set(listNames.flatMap((name) => reading.lists[name].map((fact) => fact.id)));
}

/** What names mean among the facts that are there by now. */
function namesIn(reading: Reading): Names {
  return new Names(reading.aliases, allIds(reading), reading.looseNames);
}

/** Applies changes in order of their target and content, so that the order of the input does not show. */
function amend(reading: Reading, instances: Instances): void {
  if (reading.amendments.length === 0) return;
  const names = namesIn(reading);
  const strangers = new Strangers(reading.lists.interfaces, instances);
  const byList = new Map<ListName, Amendment[]>();
  for (const amendment of reading.amendments)
    byList.set(amendment.list, [...(byList.get(amendment.list) ?? []), amendment]);
  for (const [list, amendments] of byList) {
    const facts = new Map<FactId, Fact>(reading.lists[list].map((fact) => [fact.id, fact] as const));
    for (const amendment of amendments) {
      const link = names.settle(amendment.to);
      const change = amendment.change as unknown as (fact: Fact, open: UnknownReason | undefined) => Fact;
      const open = opennessOf(link, amendment.presence);
      const targets =
        link.how === "unknown" ? [...facts.keys()] : link.how === "ambiguous" ? link.among : [targetOf(link) ?? ""];
      for (const id of targets) {
        const fact = facts.get(id);
        if (fact !== undefined) facts.set(id, change(fact, open));
      }
      for (const { id, because } of list === "interfaces" ? strangers.ownersIn(link) : []) {
        const fact = facts.get(id);
        if (fact !== undefined) facts.set(id, change(fact, open ?? because));
      }
    }
    reading.replace(list, facts.values() as Iterable<FactOf<ListName>>);
  }
}

/** Why it is not sure that the linked fact is meant. */
function opennessOf(link: Link, presence: Presence): UnknownReason | undefined {
  if (link.how === "ambiguous" || link.how === "unknown") return link.because;
  return presence.is === "possible" ? presence.because : undefined;
}

/** The interfaces of a Client VPN endpoint have its groups, and carry what it does. */
function giveTraitsOfClientVpns(reading: Reading): void {
  if (reading.lists.interfaces.every(({ clientVpn }) => clientVpn === undefined)) return;
  const names = namesIn(reading);
  const endpoints = new Map(reading.lists.clientVpns.map((one) => [one.id, one] as const));
  reading.change("interfaces", (one): Interface => {
    if (one.clientVpn === undefined) return one;
    const endpoint = endpoints.get(targetOf(names.settle(one.clientVpn)) ?? "");
    const detail = "its Client VPN endpoint is not among the inputs";
    if (endpoint === undefined) {
      const because: UnknownReason = { kind: "outside", at: one.id, detail };
      return { ...one, moreGroups: because, ipv6: { unknown: because } };
    }
    const { groups, moreGroups, carries } = endpoint;
    const ipv6 = carries === undefined ? one.ipv6 : { unknown: beyondV4(endpoint.id) };
    if (groups.length === 0 && moreGroups === undefined) reading.inDefaultGroup.add(one.id);
    return moreGroups === undefined ? { ...one, groups, ipv6 } : { ...one, groups, ipv6, moreGroups };
  });
}

function beyondV4(at: string): UnknownReason {
  return { kind: "not-modelled", at, detail: "which addresses its clients have over IPv6 is not modelled" };
}

/** Interfaces without a group of their own are in the default group of their VPC; so they were before. */
function giveDefaultGroups(reading: Reading, of: Reading = reading): void {
  const { inDefaultGroup, perhapsInDefaultGroup } = of;
  if (inDefaultGroup.size + perhapsInDefaultGroup.size === 0) return;
  const names = namesIn(reading);
  const subnets = new Map(reading.lists.subnets.map((one) => [one.id, one] as const));
  const vpcs = new Map(reading.lists.vpcs.map((one) => [one.id, one] as const));
  const groupOf = (subnet: Link): Link => {
    const vpc = subnets.get(targetOf(names.settle(subnet)) ?? "")?.vpc;
    const found = vpcs.get(targetOf(vpc === undefined ? undefined : names.settle(vpc)) ?? "")?.defaultSecurityGroup;
    const detail = "it has the default group of a VPC that is not among the inputs";
    return found ?? { how: "unknown", because: { kind: "outside", at: "", detail } };
  };
  of.change("interfaces", (one): Interface => {
    const isIn = inDefaultGroup.has(one.id);
    if ((!isIn && !perhapsInDefaultGroup.has(one.id)) || one.groups === "unfiltered") return one;
    const defaults = one.subnets.length === 0 ? [groupOf({ how: "outside", id: "" })] : one.subnets.map(groupOf);
    const fresh = new Map(
      defaults.map((link) => [JSON.stringify(link), link.how === "unknown" ? at(link, one.id) : link] as const),
    );
    const given = isIn ? [...fresh.values()] : [...fresh.values()].map((link) => orNone(link, againInDefault(one.id)));
    return { ...one, groups: [...one.groups, ...given] };
  });
}

function againInDefault(at: string): UnknownReason {
  return { kind: "outside", at, detail: "the plan destroys what took the place of the default group" };
}

/** Some are in one of their subnets alone. */
function tellWhereabouts(reading: Reading): void {
  if (reading.inSomeSubnets.size === 0) return;
  const names = namesIn(reading);
  const subnets = new Map(reading.lists.subnets.map((one) => [one.id, one] as const));
  reading.change("interfaces", (one): Interface => {
    return reading.inSomeSubnets.has(one.id)
      ? whereabouts(one, reading.inSomeSubnets.get(one.id), names, subnets)
      : one;
  });
}

/** What says nothing of IPv6 has what its subnet gives. */
function giveIpv6(reading: Reading): void {
  const { givesIpv6, ipv6BySubnet } = reading;
  if (ipv6BySubnet.size === 0) return;
  const names = namesIn(reading);
  reading.change("interfaces", (one): Interface => {
    const by = ipv6BySubnet.get(one.id);
    return by === undefined ? one : asItsSubnet(one, by, names, givesIpv6);
  });
}

/** Databases may be in the groups that the options of their option group use. */
function giveGroupsOfOptions(reading: Reading): void {
  if (reading.withOptions.size === 0) return;
  reading.change("interfaces", (one): Interface => {
    const database = reading.withOptions.get(one.id);
    return database === undefined ? one : withOptions(one, database, reading);
  });
}

function at(link: Link & { readonly how: "unknown" }, id: string): Link {
  return { ...link, because: { ...link.because, at: id } };
}

function finish(reading: Reading): FactLists {
  const names = namesIn(reading);
  const sorted = listNames.map((name) => {
    // What has another name is described under that one.
    const facts = (reading.lists[name] as readonly Fact[])
      .filter((fact) => fact.type !== "implicit" || !reading.aliases.has(fact.id))
      .map((fact) => mapLinks(fact, names.settle));
    return [name, facts.sort(byId)] as const;
  });
  return Object.fromEntries(sorted) as unknown as FactLists;
}
