/** Claims about a network as matchers of a test runner. */
export type { Matched, MatcherState } from "./answer";
export type { CordonMatchers } from "./expectations";
export { cordonMatchers, type Reached } from "./matchers";
export type { Traffic } from "./traffic";
