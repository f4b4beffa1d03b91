/** The front door for tests: importing it gives `expect` the matchers of Cordon, and their types. */
/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars, @typescript-eslint/no-explicit-any, @typescript-eslint/ban-ts-comment, jsdoc/check-tag-names -- how the types of a test runner are added to */
import { cordonMatchers, type CordonMatchers } from "./matchers";

export { cordonMatchers } from "./matchers";
export type { CordonMatchers, Matched, MatcherState, Reached, Traffic } from "./matchers";

interface Runner {
  /** @default - the runner keeps it to itself */
  readonly expect?: { extend(matchers: typeof cordonMatchers): void };
}

const { expect }: Runner = globalThis as Runner;
// Where a runner keeps `expect` to itself, a test says expect.extend(cordonMatchers).
expect?.extend(cordonMatchers);

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends CordonMatchers<R> {}
  }
}

// Where a runner is not installed, there is nothing to add to; the comment has to stay in the types that are shipped.
/** @ts-ignore */
declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends CordonMatchers<R> {}
}

/** @ts-ignore */
declare module "vitest" {
  interface Assertion<T = any> extends CordonMatchers {}
}
