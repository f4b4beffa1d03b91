/** Collects the facts that readers find. */
import type {
  Block,
  DirectedListOwner,
  Direction,
  Fact,
  FactId,
  Link,
  ListOwner,
  Note,
  Source,
  Presence,
  UnknownReason,
  Unread,
  Value,
} from "../facts";
import { keptReason } from "../world/imported";
import type { Instance } from "../world/instance";
import { textOf } from "../expression/access";
import type { Sym } from "../expression/sym";
import { ByName } from "./by-name";
import { Cursor, type Tools } from "./cursor";
import { kindOf, kindOfType, type Kind } from "./identity";
import type { LinkList } from "./link";
import { listNames, type FactOf, type ListName, type Lists } from "./lists";

export class Reading {
  public readonly lists: Lists = Object.fromEntries(listNames.map((name) => [name, []])) as unknown as Lists;
  public readonly unread: Unread[] = [];
  public readonly notes: Note[] = [];
  /** Other names of facts: what a resource adopts, and what it is a part of. */
  public readonly aliases = new Map<FactId, FactId>();
  /** What a name may mean, where it is not sure: an instance by its first interface. */
  public readonly looseNames = new Map<FactId, Link>();
  /** Why the default of a VPC may have been changed, by its id; by the attribute alone where it may be that of any VPC. */
  public readonly strayDefaults = new Map<FactId, UnknownReason>();
  /** Changes to facts that another resource makes: applied once all facts are there. */
  public readonly amendments: Amendment[] = [];
  /** Transit gateway attachments, and whether each asks for the default tables itself. */
  public readonly defaultWishes = new Map<FactId, DefaultWish>();
  /** The same, as their accepter asks: it decides where there is one. */
  public readonly acceptedWishes = new Map<FactId, DefaultWish>();
  /** Subnet groups, launch templates and launch configurations by their known names. */
  public readonly byName: ByName;
  /** Elastic IPs that no configuration gives to anyone: who has them is what AWS told last. */
  public readonly computedHolders = new Set<FactId>();
  /** Elastic IPs that another resource gives to someone. */
  public readonly givenElsewhere: (readonly [Link, Presence])[] = [];
  /** Interfaces, and the groups that other resources put them into. */
  public readonly groupAttachments: (readonly [interface_: Link, group: Link])[] = [];
  /** Why someone else may have joined a subnet to a table and an ACL. */
  public readonly joinedBefore = new Map<FactId, UnknownReason>();
  /** Option groups of databases, and the databases that may have one. */
  public readonly optionGroups: OptionGroup[] = [];
  public readonly withOptions = new Map<FactId, Instance>();
  /** Whether subnets give IPv6 addresses, and the interfaces that have what their subnet gives. */
  public readonly givesIpv6 = new Map<FactId, Value<boolean>>();
  public readonly ipv6BySubnet = new Map<FactId, "wholly" | "that-none">();
  /** What is in some of its subnets alone, and the zone that tells in which; undefined where none does. */
  public readonly inSomeSubnets = new Map<FactId, Value<string> | undefined>();
  /** Interfaces that no group is named for: they get the default group of their VPC. */
  public readonly inDefaultGroup = new Set<FactId>();
  /** Interfaces whose launch says nothing of a public address. */
  public readonly leftToSubnet = new Set<FactId>();
  /** What AWS has in two availability zones at least. */
  public readonly inTwoZones = new Set<FactId>();
  /** Subnets in an availability zone, neither in a Local Zone nor on an Outpost. */
  public readonly zonal = new Set<FactId>();
  /** Prefix lists whose entries a plan does not show, if they have any beside those that are resources of their own. */
  public readonly unlisted = new Map<FactId, UnknownReason>();
  /** Interfaces that may be in the default group of their VPC beside those that are named. */
  public readonly perhapsInDefaultGroup = new Set<FactId>();
  /** The main tables of VPCs, where a state or a plan tells them by their ids. */
  public readonly mainTables = new Map<FactId, MainTable>();
  /** Rules and routes that a state shows on their owner: those that a resource of their own makes are dropped again. */
  public readonly seenOnOwner = new Set<FactId>();
  /** Those of them that may be gone: only their owner tells of them, and Terraform may not have read it since. */
  public readonly perhapsGone = new Set<FactId>();
  /** Entries of prefix lists that are resources of their own. */
  public readonly listEntries: ListEntry[] = [];
  /** Groups of endpoints that are resources of their own. */
  public readonly endpointGroups: EndpointGroup[] = [];
  /** Rules of which a resource says that a group has no others. */
  public readonly exclusives: Exclusive[] = [];
  /** The tables that were main before a resource made another one main, by their ids. */
  public readonly originalTables: { readonly vpc: Link; readonly awsId: string }[] = [];

  public constructor(
    public readonly tools: Tools,
    /** Region of the provider that an instance uses. */
    public readonly regionOf: (instance: Instance) => ReturnType<Cursor["text"]>,
    /** Terraform type of the resource with this id. */
    public readonly typeOf: (id: FactId) => string | undefined,
  ) {
    this.byName = new ByName(regionOf);
  }

  public cursor(instance: Instance): Cursor {
    return Cursor.of(instance, this.tools);
  }

  public add<N extends ListName>(name: N, fact: FactOf<N>): void {
    (this.lists[name] as FactOf<N>[]).push(fact);
  }

  /** Puts other facts in the place of all of a list. A list has no bound, so that they are not passed on one by one. */
  public replace<N extends ListName>(name: N, facts: Iterable<FactOf<N>>): void {
    this.lists[name] = [...facts] as Lists[N];
  }

  /** Every fact of a list, as it is to be. */
  public change<N extends ListName>(name: N, to: (fact: FactOf<N>) => FactOf<N>): void {
    this.replace(name, (this.lists[name] as FactOf<N>[]).map(to));
  }

  /** What every fact of an instance starts with. */
  public fact(instance: Instance): Fact {
    const awsId = awsIdOf(instance);
    // A rule's name tells nothing that its address does not.
    const tags = kindOf(instance) === "other" ? undefined : this.cursor(instance).sym("tags");
    const { name, tags: own } = tagsOf(tags?.k === "dict" ? tags.entries : new Map());
    const fact = bareFact(instance, awsId);
    if (awsId !== undefined) fact.awsId = awsId;
    if (name !== undefined) fact.name = name;
    if (own !== undefined) fact.tags = own;
    return fact;
  }

  /** A fact for one block inside an instance: `aws_security_group.a.ingress[0]`. */
  public part(instance: Instance, attribute: string): Fact {
    const fact = bareFact(instance, awsIdOf(instance));
    fact.id = `${instance.id}.${attribute}`;
    fact.source = { ...instance.source, attribute };
    return fact;
  }

  /** Notes that an owner shows the fact, in a list that its configuration may set or not. */
  public showOnOwner({ id }: Fact, owner: Instance, isSurelyItsOwn = false): void {
    this.seenOnOwner.add(id);
    if (owner.mayLag === true && owner.mode === "managed" && !isSurelyItsOwn) this.perhapsGone.add(id);
  }

  public amend<N extends ListName>({ presence }: Instance, list: N, to: Link, change: Amendment<N>["change"]): void {
    this.amendments.push({ list, to, presence, change });
  }

  /** The kind of what the link surely means. */
  public kindOfLink(link: Link): Kind | undefined {
    if (link.how === "outside") return link.id.startsWith("tgw-") ? "transit-gateway" : undefined;
    const type = link.how === "exact" || link.how === "symbol" ? this.typeOf(link.to) : undefined;
    return type === undefined ? undefined : kindOfType(type);
  }

  public note(kind: Note["kind"], at: Source, text: string): void {
    this.notes.push({ kind, at, text });
  }
}

/** A fact without its id at AWS, name and tags. */
function bareFact(instance: Instance, awsId: string | undefined): { -readonly [K in keyof Fact]: Fact[K] } {
  const { id, mode, type, source, presence } = instance;
  const fact = { id, type: mode === "data" ? `data.${type}` : type, source, presence };
  return mode === "data" && awsId === undefined ? { ...fact, maybeSameAs: lookedUp(instance) } : fact;
}

function awsIdOf(instance: Instance): string | undefined {
  const id = instance.read("id");
  return id === undefined ? undefined : textOf(id);
}

function tagsOf(entries: ReadonlyMap<string, Sym>): Pick<Fact, "name" | "tags"> {
  if (entries.size === 0) return {};
  const known = [...entries].flatMap(([key, sym]) => {
    const value = key === "Name" || key.startsWith("cordon:") ? textOf(sym) : undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  const { Name: name, ...own } = Object.fromEntries(known);
  return { ...(name === undefined ? {} : { name }), ...(Object.keys(own).length === 0 ? {} : { tags: own }) };
}

/** The groups that the options of an RDS option group use. */
export interface OptionGroup {
  readonly instance: Instance;
  readonly groups: LinkList;
}

export interface DefaultWish {
  readonly association: Value<boolean>;
  readonly propagation: Value<boolean>;
}

/** What is said to be the main table of a VPC. */
export interface MainTable {
  readonly awsId: string;
  /** @default - no input describes a table of that id */
  readonly table?: FactId;
  /** Nothing may have changed since Terraform asked AWS, but what the input says. */
  readonly isLatest: boolean;
}

export interface ListEntry {
  readonly list: Link;
  readonly block: Block;
  /** The resource. */
  readonly by: FactId;
}

export interface EndpointGroup {
  readonly endpoint: Link;
  readonly group: Link;
  /** Whether it takes the place of the default group. */
  readonly replaces: Value<boolean>;
}

export interface Exclusive {
  readonly group: Link;
  readonly direction: Direction;
  /** @default - none */
  readonly rules: Sym | undefined;
  /** The resource. */
  readonly by: string;
}

/** A change to whatever `to` means; where that is not sure, the change only widens. */
export interface Amendment<N extends ListName = ListName> {
  readonly list: N;
  readonly to: Link;
  /** Of the resource that makes the change. */
  readonly presence: Presence;
  /** @param open why it is not sure that this fact is changed; undefined when it is */
  readonly change: (fact: FactOf<N>, open: UnknownReason | undefined) => FactOf<N>;
}

/** Why a list of a looked-up object, or of one that Terraform leaves alone, may be longer than the facts say. */
export function lookedUp(instance: Instance): UnknownReason {
  return lookedUpReason(instance.address);
}

export function lookedUpReason(at: string): UnknownReason {
  return { kind: "data-source", at, detail: "someone else keeps the object, and the inputs tell only a part of it" };
}

export function toItself(id: FactId): Link {
  return { how: "exact", to: id };
}

/** Why lists kept on this object may be longer than its configuration; undefined when they are complete. */
export function openOf(instance: Instance, ...attributes: readonly string[]): UnknownReason | undefined {
  if (instance.mode === "data") return lookedUp(instance);
  const { ignored, imported } = instance;
  const kept = imported === true ? attributes.find((name) => instance.configures(name) !== true) : undefined;
  if (kept !== undefined) return keptReason(`${instance.address}.${kept}`);
  const hit = ignored === "all" ? attributes[0] : attributes.find((name) => ignored.some((path) => isIn(path, name)));
  if (hit === undefined || instance.settled) return undefined;
  return {
    kind: "outside",
    at: `${instance.address}.${hit}`,
    detail: "Terraform ignores changes to it, so that someone else may keep it",
  };
}

/**
 * Why an attribute is not known of which nothing is said: states and plans name each that a resource can have. What the
 * configuration leaves out is not lost.
 */
export function lostOf(instance: Instance, attribute: string): UnknownReason | undefined {
  if (!instance.settled || instance.mode === "data" || instance.configures(attribute) === false) return undefined;
  if (instance.attributes.includes(attribute)) return undefined;
  return { kind: "malformed", at: `${instance.address}.${attribute}`, detail: "the input says nothing of it" };
}

/** `ingress` and `ingress[0].cidr_blocks` are in `ingress`. */
function isIn(path: string, attribute: string): boolean {
  return path === attribute || path.startsWith(`${attribute}[`) || path.startsWith(`${attribute}.`);
}

export function more(reason: UnknownReason | undefined): Pick<ListOwner, "more"> {
  return reason === undefined ? {} : { more: reason };
}

/** `more` and `moreOnly` of a filter, from what is open about each direction. */
export function moreOf(
  each: Readonly<Record<Direction, UnknownReason | undefined>>,
): Pick<DirectedListOwner, "more" | "moreOnly"> {
  const { ingress, egress } = each;
  if (ingress !== undefined && egress !== undefined) return { more: ingress };
  if (ingress !== undefined) return { more: ingress, moreOnly: "ingress" };
  return egress === undefined ? {} : { more: egress, moreOnly: "egress" };
}

export interface Reader {
  readonly types: readonly string[];
  readonly read: (instance: Instance, reading: Reading) => void;
}
