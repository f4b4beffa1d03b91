/**
 * What a plan shows on an object still although the resource that had made it goes: who has an Elastic IP, by its association or its
 * NAT gateway, and the groups that an interface was put into.
 */
import type { ElasticIp, FactId, Interface, Link } from "../facts";
import { asMaybe } from "../reading/link";
import type { Reading } from "../reading/reading";
import { idsOf, Meant, type Names } from "./links";

/** `before` holds what changing resources said before the change. */
export function doubtWhatWasGiven(reading: Reading, before: Reading, names: Names): void {
  tellHolders(reading, before, names);
  doubtGroups(reading, before, names);
}

/** Who has an address is for the resource to say that gives it; where one was taken away, nobody has it. */
function tellHolders(reading: Reading, before: Reading, names: Names): void {
  const isLastTold = ({ id, to }: ElasticIp): boolean =>
    reading.computedHolders.has(id) || (to !== "none" && to.how === "outside");
  if (!reading.lists.elasticIps.some(isLastTold)) return;
  const given = new Meant(
    [...before.givenElsewhere, ...reading.givenElsewhere].map(([link, presence]) => [names.settle(link), presence]),
  );
  reading.change("elasticIps", (one): ElasticIp => {
    if (one.to === "none" || !isLastTold(one)) return one;
    if (given.surely.has(one.id)) {
      // Whoever had it shows it still.
      before.lists.elasticIps.push(one);
      return { ...one, to: "none" };
    }
    const because = given.perhaps(one.id);
    return because === undefined ? one : { ...one, to: asMaybe(one.to, because)[0] ?? one.to };
  });
}

function doubtGroups(reading: Reading, before: Reading, names: Names): void {
  if (before.groupAttachments.length === 0) return;
  const keys = new Set(
    before.groupAttachments.flatMap(([of, group]) =>
      idsOf(names.settle(of)).flatMap((id) => named(names.settle(group)).map((each) => `${id} ${each}`)),
    ),
  );
  reading.change("interfaces", (one): Interface => {
    if (one.groups === "unfiltered") return one;
    const detail = "what put it into the group is destroyed";
    const because = { kind: "after-apply", at: one.source.address, detail } as const;
    const isLeft = (group: Link): boolean => named(names.settle(group)).some((each) => keys.has(`${one.id} ${each}`));
    return { ...one, groups: one.groups.flatMap((group) => (isLeft(group) ? asMaybe(group, because) : [group])) };
  });
}

function named(link: Link): readonly FactId[] {
  return link.how === "outside" ? [link.id] : idsOf(link);
}
