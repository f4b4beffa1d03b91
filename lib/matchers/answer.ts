/** The answer of a matcher: whether it passed, and what it says when it did not. */
import type { Transport } from "../model";
import { claimReport } from "../report";
import type { Objections } from "../verify";

/** What a test runner says to a matcher, as far as it is needed: Jest and Vitest say more. */
export interface MatcherState {
  /**
   * Whether it stands after `.not`.
   *
   * @default false
   */
  readonly isNot?: boolean;
  /**
   * The runner's own colours.
   *
   * @default - no colour
   */
  readonly utils?: {
    /** @default - no colour */
    readonly EXPECTED_COLOR?: (text: string) => string;
  };
}

/** What a matcher returns to its test runner. */
export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Columns of a terminal that a test runner's worker knows nothing of. */
const usualWidth = 110;

/** Passes when there are no objections; under `.not`, where a runner turns `pass` round, too. */
export function answer(
  { isNot = false, utils }: MatcherState,
  matcher: string,
  said: readonly (string | readonly string[] | Transport)[],
  objections: Objections,
): Matched {
  const holds = objections.length === 0;
  return {
    pass: holds !== isNot,
    message: () => {
      const words = said.map((one) =>
        typeof one === "string" || Array.isArray(one) ? JSON.stringify(one) : String(one),
      );
      const claim = `expect(network)${isNot ? ".not" : ""}.${matcher}(${words.join(", ")})`;
      const colour = utils?.EXPECTED_COLOR !== undefined && utils.EXPECTED_COLOR("x") !== "x";
      return claimReport(claim, objections, { colour, width: usualWidth }).output;
    },
  };
}
