/**
 * What a plan takes away from a group, an ACL or a table by one resource while another one says it still.
 *
 * In AWS a rule, an entry, a route or the ACL of a subnet is there once, whether it is written in its owner or beside it. So
 * what the owner had in itself before the change and has no more is gone, although a resource beside it does not change;
 * what a resource beside it had made and is destroyed is gone, although the owner has it in itself and does not change,
 * since it did before; and what adopts a default of a VPC takes all away first. Terraform sees it at the next plan only.
 * All of that may be gone. What the plan makes anew is there: Terraform makes it when its owner is as it is to be.
 */
import type { Fact, FactId, Presence } from "../facts";
import type { Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { beside, idsIn, kept, keptNames, type IdOf, type Kept, type KeptName } from "./inside";
import type { Instances } from "./looked-up";

/** `before` holds what changing resources, and owners that stay, said before the change. */
export function doubtTakenAway(reading: Reading, before: Reading, instances: Instances): void {
  const adopting = adoptedNow(instances);
  const id = idsIn(reading);
  for (const name of keptNames) new List(name, reading, before, instances, id).doubt(adopting);
}

/** Resources that adopt a default by this plan. */
function adoptedNow(instances: Instances): ReadonlySet<FactId> {
  const found = [...instances.values()].filter(
    (one) => one.mode === "managed" && one.type.startsWith("aws_default_") && isMade(one),
  );
  return new Set(found.map((one) => one.id));
}

/** Whether the plan makes it: AWS has yet to give it an id. */
export function isMade(one: Instance | undefined): boolean {
  return one?.settled === true && one.attributes.includes("id") && one.read("id")?.k !== "known";
}

class List {
  private readonly of: Kept<Fact>;
  private readonly now: Fact[];
  private readonly was: readonly Fact[];

  public constructor(
    name: KeptName,
    private readonly reading: Reading,
    private readonly before: Reading,
    private readonly instances: Instances,
    private readonly id: IdOf,
  ) {
    this.of = kept[name] as unknown as Kept<Fact>;
    this.now = reading.lists[name];
    this.was = before.lists[name];
  }

  public doubt(adopting: ReadonlySet<FactId>): void {
    if (this.was.length === 0 && adopting.size === 0) return;
    const concerned = new Set(this.was.map((one) => this.ownerOf(one)));
    const inOwners = this.was.filter((one) => this.before.seenOnOwner.has(one.id) && this.isTold(one));
    const apart = this.was.filter((one) => !this.before.seenOnOwner.has(one.id));
    const here = this.now.filter((one) => concerned.has(this.ownerOf(one)));
    const taken = without(this.keysOf(inOwners), this.keysOf(here.filter((one) => !isBeside(one))));
    const destroyed = without(this.keysOf(apart), this.keysOf(here.filter(isBeside)));
    const past = new Map(apart.map((one) => [one.id, one] as const));
    this.now.forEach((one, at) => {
      const owner = this.ownerOf(one);
      const isIn = (keys: ReadonlySet<string>): boolean => concerned.has(owner) && this.isAmong(one, past, keys);
      if (!isBeside(one)) {
        if (!this.reading.seenOnOwner.has(one.id) && isIn(destroyed)) this.now[at] = perhaps(one, destroyedBeside);
      } else if (adopting.has(owner) && this.of.attribute(one) !== "subnet_ids") {
        if (!isMade(this.instances.get(one.id))) this.now[at] = perhaps(one, emptied(owner));
      } else if (isIn(taken) && !isMade(this.instances.get(one.id))) this.now[at] = perhaps(one, takenFrom(owner));
    });
  }

  private ownerOf(one: Fact): FactId {
    return this.id(this.of.owner(one));
  }

  /** Whether the plan says what the owner will have in that list; one that it does not set is as it was. */
  private isTold(one: Fact): boolean {
    const owner = this.instances.get(this.ownerOf(one));
    const attribute = this.of.attribute(one);
    return owner !== undefined && (owner.configures(attribute) !== false || owner.read(attribute)?.k === "list");
  }

  private keysOf(facts: readonly Fact[]): Set<string> {
    return new Set(facts.flatMap((one) => this.of.keys(one, this.id)));
  }

  /** Whether it is, or was before a change of its own, one of these. */
  private isAmong(one: Fact, past: ReadonlyMap<FactId, Fact>, keys: ReadonlySet<string>): boolean {
    if (keys.size === 0) return false;
    const was = past.get(one.id);
    return [...this.keysOf(was === undefined ? [one] : [one, was])].some((key) => keys.has(key));
  }
}

function without(keys: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...keys].filter((key) => !others.has(key)));
}

function isBeside({ type }: Fact): boolean {
  return beside.has(type);
}

const destroyedBeside = "the plan destroys the same beside it and does not make it again";

function takenFrom(owner: FactId): string {
  return `the plan takes the same away from ${owner} and does not make it again`;
}

function emptied(owner: FactId): string {
  return `what ${owner} adopts is emptied by that, and the plan does not make it again`;
}

/** The same fact, which may not be there. */
export function perhaps<F extends Fact>(one: F, detail: string): F {
  if (one.presence.is === "possible") return one;
  const { address, attribute } = one.source;
  const at = attribute === undefined ? address : `${address}.${attribute}`;
  const presence: Presence = { is: "possible", many: false, because: { kind: "outside", at, detail } };
  return { ...one, presence };
}
