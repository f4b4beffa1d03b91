/**
 * Where one walk has been, and in which state.
 *
 * What comes to a place again, past the same filters or more of them, shows nothing new, so it is not followed a second time:
 * without that, two machines at each of ten hops are a thousand ways that all decide the same. Refuses to follow more than a
 * number of steps, which is counted and never timed, so that the same facts always give the same answer.
 */
import { isSameGate, isSameList } from "./alike";
import type { End, Gate } from "./outcome";
import type { State } from "./trip";

/** Steps after which nobody follows a walk any further, and places on one way. */
const most = { steps: 1_000, places: 100 } as const;

export class Met {
  private readonly states = new Map<string, (readonly Gate[])[]>();
  private steps = 0;

  /**
   * A packet comes to a place.
   *
   * @returns its state from there on, or why nothing new is there
   */
  public meet(at: string, state: State): State | "a circle" | "known" | "too many" {
    const key = `${at} ${keyOf(state)}`;
    this.steps += state.visited.length < most.places ? 1 : Infinity;
    if (this.isSpent) return "too many";
    if (state.visited.includes(key)) return "a circle";
    if (this.isKnown(key, state)) return "known";
    return { ...state, visited: [...state.visited, key] };
  }

  /** More ways lead on than are followed: what was found is not all. */
  public get isSpent(): boolean {
    return this.steps > most.steps;
  }

  /** Whether a way that ends here decides nothing that another has not decided already. One with the very same filters adds its doubts. */
  public isSettled(end: End, state: State): boolean {
    const key = `${JSON.stringify(end)} ${keyOf(state)}`;
    const known = this.states.get(key) ?? [];
    return !known.some((each) => isSameList(each, state.gates, isSameGate)) && this.isKnown(key, state);
  }

  /** Of ways that are not sure, one with fewer filters stands for another; where all have to pass, each one counts. */
  private isKnown(key: string, { gates, sure }: State): boolean {
    const known = this.states.get(key);
    if (known === undefined) this.states.set(key, [gates]);
    else if (known.some((each) => isAmong(each, gates) && (!sure || isAmong(gates, each)))) return true;
    else known.push(gates);
    return false;
  }
}

function isAmong(some: readonly Gate[], all: readonly Gate[]): boolean {
  return some.every((one) => all.some((other) => isSameGate(one, other)));
}

/** All that decides where a packet goes and what becomes of it, but for the filters. */
function keyOf(state: State): string {
  const { sure, optional, needsPublic, outwardOnly, overInternet, groupsIn, groupsOut, translation, firewalls, kept } =
    state;
  return [
    sure,
    optional,
    needsPublic,
    outwardOnly,
    overInternet,
    groupsIn,
    groupsOut,
    translation?.id,
    translation?.subnet,
    ...new Set(firewalls),
    ...kept.map(({ attachment, subnet }) => `${attachment} by ${subnet}`),
  ].join();
}
