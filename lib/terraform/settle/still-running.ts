/**
 * Lets machines of instance groups run on as they were launched, where a plan changes what a group launches from.
 *
 * "Existing Amazon EC2 instances continue to run" after such a change (Auto Scaling API, UpdateAutoScalingGroup), until something
 * takes their place, an instance refresh included: a group has the old ones and the new ones meanwhile, each of which may be
 * where either says.
 */
import type { Interface, Link, UnknownReason } from "../facts";
import { asMaybe } from "../reading/link";
import type { Reading } from "../reading/reading";
import type { Names } from "./links";

/** `before` holds the instance groups that stay, as they were, if the plan changes any. */
export function keepRunning(reading: Reading, before: Reading, names: Names): void {
  const launched = new Map(before.lists.interfaces.map((one) => [one.id, one] as const));
  if (launched.size === 0) return;
  reading.change("interfaces", (one) => {
    const old = launched.get(one.id);
    return old === undefined ? one : withOld(one, old, names);
  });
}

function withOld(one: Interface, old: Interface, { settle }: Names): Interface {
  if (one.groups === "unfiltered" || old.groups === "unfiltered") return one;
  const detail = "its machines that run already stay as they were launched";
  const because: UnknownReason = { kind: "outside", at: one.source.address, detail };
  const has = (links: readonly Link[]): ReadonlySet<string> => new Set(links.map((link) => meaning(settle(link))));
  const [now, then, placed] = [has(one.groups), has(old.groups), has(one.subnets)];
  const groups = [
    ...one.groups.flatMap((link) => (then.has(meaning(settle(link))) ? [link] : asMaybe(link, because))),
    ...old.groups.flatMap((link) => (now.has(meaning(settle(link))) ? [] : asMaybe(settle(link), because))),
  ];
  const subnets = old.subnets.map(settle).filter((link) => !placed.has(meaning(link)));
  const [moreGroups, moreSubnets] = [one.moreGroups ?? old.moreGroups, one.moreSubnets ?? old.moreSubnets];
  return {
    ...one,
    groups,
    subnets: [...one.subnets, ...subnets],
    ...(moreGroups === undefined ? {} : { moreGroups }),
    ...(moreSubnets === undefined ? {} : { moreSubnets }),
  };
}

/** The same for links that mean the same, whether by an id that is known or by a reference. */
function meaning(link: Link): string {
  switch (link.how) {
    case "exact":
    case "symbol":
      return `is ${link.to}`;
    case "outside":
      return `is ${link.id}`;
    case "ambiguous":
      return `one of ${link.among.join(" ")}`;
    case "unknown":
      return "unknown";
  }
}
