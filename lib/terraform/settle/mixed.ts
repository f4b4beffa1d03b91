/**
 * Rules, entries, routes and subnets that a configuration writes both in their owner and beside it.
 *
 * The provider keeps an owner to what is written in it: it takes away what it finds there besides, and makes what stands
 * beside it again at the next apply. No configuration says who came last, so that what stands beside may be there or not. A
 * plan tells what it takes away (see `taken-away.ts`), and one that makes both leaves both.
 */
import type { Fact, FactId } from "../facts";
import type { Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { beside, eachOf, idsIn, kept, keptNames, type Kept } from "./inside";
import type { Instances } from "./looked-up";
import { perhaps } from "./taken-away";

export function doubtMixed(reading: Reading, instances: Instances): void {
  const id = idsIn(reading);
  const writing = new Map<string, Instance | undefined>();
  for (const name of keptNames) {
    const { owner, attribute } = kept[name] as unknown as Kept<Fact>;
    const list: Fact[] = reading.lists[name];
    list.forEach((one, at) => {
      if (!beside.has(one.type)) return;
      const found = eachOf(owner(one), id).map((to) => writerOf(to, attribute(one), instances, writing));
      const by = found.find((each) => each !== undefined);
      if (by === undefined) return;
      list[at] = perhaps(one, `${by.address} has the like in itself, and takes away what it does not have there`);
      reading.note("assumption", { ...by.source, attribute: attribute(one) }, mixedIn(attribute(one)));
    });
  }
}

/** What is to be known of an owner that has the like in itself and beside it. */
export function mixedIn(attribute: string): string {
  return `What stands beside it may be there or not: the provider keeps its ${attribute} to what is written in it, and makes the rest again at the next apply.`;
}

/** The owner, where it is kept to what is written in it. */
function writerOf(
  owner: FactId,
  attribute: string,
  instances: Instances,
  writing: Map<string, Instance | undefined>,
): Instance | undefined {
  const key = `${owner} ${attribute}`;
  if (!writing.has(key)) {
    const one = instances.get(owner);
    writing.set(key, one !== undefined && isKeptToIt(one, attribute) ? one : undefined);
  }
  return writing.get(key);
}

/** Whether a configuration alone tells of it, and the provider takes away what the list has besides. */
export function isKeptToIt(one: Instance, attribute: string): boolean {
  if (one.settled || one.mode !== "managed") return false;
  if (one.ignored === "all" || one.ignored.some((path) => path.split(/[.[]/, 1)[0] === attribute)) return false;
  // Nothing in the default ACL means that it has no entry, not that somebody else has its entries.
  if (one.type === "aws_default_network_acl" && attribute !== "subnet_ids") return true;
  const written = one.read(attribute);
  return one.configures(attribute) === true && !(written?.k === "known" && written.value === null);
}
