/** Whether two places can start anything to each other. */
import { Transport } from "../../model";
import { passing, type Passing } from "../judge/passing";
import { toBeKnown } from "../judge/to-be-known";
import type { Place } from "../places/places";
import { isUnseen, unseen } from "../places/unseen";
import { allTraffic, type RowId } from "../sets/rows";
import { nothingAt, objection, settled, type Grounds, type Objections } from "./claim";

/** Objections to: nothing passes, from neither to the other. */
export function isolated(grounds: Grounds, a: Place, b: Place): Objections {
  const ways = bothWays(a, b).map(([from, to]) => silent(grounds, from, to, allTraffic));
  return settled(grounds, [...nothingAt(grounds, a, b), ...ways.flat(), ...notSeen(grounds, a, b)]);
}

/** That nothing here can tell. */
function notSeen(grounds: Grounds, a: Place, b: Place): Objections {
  if (!isUnseen(a, b)) return [];
  const next = "claim this of places in AWS; what separates these two is looked at where they are";
  return [objection(grounds, { verdict: "undecided", from: a.id, to: b.id, text: unseen, next })];
}

/** Objections to: something surely passes, from one to the other or back. */
export function joined(grounds: Grounds, a: Place, b: Place): Objections {
  const empty = nothingAt(grounds, a, b);
  if (empty.length > 0) return settled(grounds, empty);
  const ways = bothWays(a, b).map(([from, to]) => ({ from, to, found: between(grounds, from, to, allTraffic) }));
  if (ways.some(({ found }) => found?.surely === true)) return settled(grounds, []);
  const perhaps = ways.flatMap(({ from, to, found }) =>
    found === undefined ? [] : [seen(grounds, from, to, found, "whether anything passes is not known")],
  );
  return settled(grounds, perhaps.length > 0 ? perhaps : [shut(grounds, a, b, "nothing passes, either way")]);
}

/** Objections to: none of `wanted` passes from one to the other. */
export function silent(grounds: Grounds, from: Place, to: Place, wanted: RowId): Objections {
  const found = between(grounds, from, to, wanted);
  return found === undefined ? [] : [seen(grounds, from, to, found, found.surely ? "it passes" : "it may pass")];
}

/** That all traffic is stopped, with what stops the most usual of it. */
export function shut(grounds: Grounds, from: Place, to: Place, what: string): ReturnType<typeof objection> {
  const { world, evidence } = grounds;
  const example = Transport.ports("tcp", 443, 443);
  const [s, d] = [from.spots[0], to.spots[0]];
  const { blockers, doubts } =
    s === undefined || d === undefined
      ? { blockers: [], doubts: [] }
      : evidence.stopping(s, d, world.rows.of(example), "may");
  return objection(grounds, {
    verdict: "broken",
    from: from.id,
    to: to.id,
    traffic: Transport.all,
    text: blockers.length === 0 ? what : `${what}; this stops ${String(example)}:`,
    blockers,
    doubts,
    next: "declare a conduit, or claim that they are isolated",
  });
}

function between({ world, relations, evidence }: Grounds, from: Place, to: Place, wanted: RowId): Passing | undefined {
  return passing(world, relations, evidence, from, to, wanted);
}

function seen(grounds: Grounds, from: Place, to: Place, found: Passing, text: string): ReturnType<typeof objection> {
  const { surely, traffic, witness, doubts } = found;
  return objection(grounds, {
    verdict: surely ? "broken" : "undecided",
    from: from.id,
    to: to.id,
    traffic,
    text,
    ...(witness === undefined ? {} : { witness }),
    rules: witness?.rules ?? [],
    doubts,
    next: surely ? "close one of the rules named here" : toBeKnown(grounds.world.facts),
  });
}

function bothWays(a: Place, b: Place): readonly (readonly [Place, Place])[] {
  return a.id === b.id
    ? [[a, b]]
    : [
        [a, b],
        [b, a],
      ];
}
