/** Outcomes that decide the same although the ways to them differ: any of several tables may lead the same way. */
import type { End, Gate, Outcome, Remote } from "./outcome";

/** Each kind of outcome once, by the first way to it. What is not known of any of the ways is not known of it. */
export function merged(outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length < 2) return outcomes;
  const kinds: { readonly first: Outcome; readonly doubts: Set<string> }[] = [];
  for (const outcome of outcomes) {
    const known = kinds.find(({ first }) => isAlike(first, outcome));
    if (known === undefined) kinds.push({ first: outcome, doubts: new Set(outcome.doubts) });
    else for (const doubt of outcome.doubts) known.doubts.add(doubt);
  }
  return kinds.length === outcomes.length
    ? outcomes
    : kinds.map(({ first, doubts }) => ({ ...first, doubts: [...doubts] }));
}

function isAlike(a: Outcome, b: Outcome): boolean {
  return (
    isSameEnd(a.end, b.end) &&
    a.sure === b.sure &&
    a.optional === b.optional &&
    a.needsPublic === b.needsPublic &&
    a.outwardOnly === b.outwardOnly &&
    a.overInternet === b.overInternet &&
    a.groupsIn === b.groupsIn &&
    a.groupsOut === b.groupsOut &&
    a.translation?.id === b.translation?.id &&
    a.translation?.subnet === b.translation?.subnet &&
    isSameList(a.gates, b.gates, isSameGate) &&
    isSameList(a.firewalls, b.firewalls, Object.is) &&
    isSameList(a.kept, b.kept, (x, y) => x.attachment === y.attachment && x.subnet === y.subnet)
  );
}

export function isSameList<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((one, i) => same(one, b[i] as T));
}

function isSameEnd(a: End, b: End): boolean {
  switch (a.kind) {
    case "subnet":
      return b.kind === a.kind && a.subnet === b.subnet;
    case "internet":
      return b.kind === a.kind && a.vpc === b.vpc;
    case "outside":
      return b.kind === a.kind && a.network === b.network;
    case "service":
      return b.kind === a.kind && a.endpoint === b.endpoint;
    case "dropped":
      return b.kind === a.kind && a.at === b.at && a.reason === b.reason;
    case "unknown":
      return b.kind === a.kind;
  }
}

/** One filter that looks at the same end. */
export function isSameGate(a: Gate, b: Gate): boolean {
  if ("box" in a)
    return (
      "box" in b && a.box === b.box && isSameRemote(a.source, b.source) && isSameRemote(a.destination, b.destination)
    );
  return "filter" in b && a.filter === b.filter && isSameRemote(a.remote, b.remote);
}

function isSameRemote(a: Remote, b: Remote): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return isSameList(a, b, ([from, to], [start, end]) => from === start && to === end);
}
