/** The matchers as a test calls them. */
import type { Reached } from "./matchers";
import type { Traffic } from "./traffic";

/**
 * What can be expected of a network: of a stack, an app, or the path of what either was synthesized into. A place is a
 * segment's name, a Terraform address, an IP address, or `internet`. What is undecided fails, under `.not` too.
 */
export interface CordonMatchers<R = void> {
  /**
   * Neither place can start anything to the other. Of one place alone: nothing in it can start anything to the rest of it.
   * Under `.not`: something surely passes, one way or the other.
   *
   * @param others - one place, or several; one alone under `.not`
   */
  toIsolate(place: string, others: string | readonly string[]): R;
  /**
   * All of the traffic passes, from every address of the one place to every address of the other; of the internet, some
   * address will do. Under `.not`: none of it passes, between any of their addresses.
   *
   * @param traffic - what has to pass; left out, anything at all
   */
  toReach(from: string, to: string, traffic?: Traffic | readonly Traffic[]): R;
  /**
   * What is listed passes, and nothing else passes from this place to anything: other segments, itself, networks outside,
   * the internet. There is no `.not` of it.
   *
   * @param to - names of places; or for each name its traffic, all of which passes and nothing else
   */
  toReachOnly(from: string, to: Reached): R;
  /** Everything that is declared passes, and nothing else does. Under `.not`: one of the two is surely not so. */
  toHold(): R;
}
