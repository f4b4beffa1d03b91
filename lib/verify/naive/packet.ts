/** One connection, as plainly as it can be said. */
import type { Family } from "../../model";
import type { FactId, Link } from "../../terraform";

/** Three-valued: `perhaps` when the facts leave it open. */
export type Answer = "yes" | "perhaps" | "no";

export type NaiveEnd =
  | {
      readonly kind: "interface";
      readonly subnet: FactId;
      readonly groups: readonly { readonly id: FactId; readonly sure: boolean }[] | "unfiltered";
      /** It may be in groups beyond these. */
      readonly moreGroups: boolean;
      /** Those may be any groups of the facts. */
      readonly anyGroup: boolean;
      readonly publicAddress: Answer;
      /**
       * Whether the internet gets at its IPv6 addresses.
       *
       * @default - it does where a way leads there
       */
      readonly internetV6?: Answer;
      readonly exists: Answer;
      /**
       * It is a Classic Load Balancer.
       *
       * @default - it is not
       */
      readonly balancer?: true;
      /**
       * The Client VPN endpoint whose clients come out here.
       *
       * @default - none do
       */
      readonly clientVpn?: Link;
    }
  | { readonly kind: "internet" }
  | {
      readonly kind: "outside";
      readonly network: FactId;
      readonly assumed: boolean;
      /**
       * Blocks that are declared for something else outside.
       *
       * @default - none
       */
      readonly declaredElsewhere?: readonly string[];
    }
  | { readonly kind: "service"; readonly endpoint: FactId };

export interface Connection {
  readonly family: Family;
  readonly from: NaiveEnd;
  readonly source: bigint;
  readonly to: NaiveEnd;
  readonly destination: bigint;
  /** A point of `Transport`: protocol × 65536 + destination port, or ICMP type × 256 + code. */
  readonly point: number;
  /** The client's own port, of TCP and UDP. */
  readonly clientPort: number;
  /**
   * The domain name that it carries once it is made, as TLS or HTTP tells one.
   *
   * @default - whatever passes
   */
  readonly name?: string;
}

export function all(...answers: readonly Answer[]): Answer {
  return answers.includes("no") ? "no" : answers.includes("perhaps") ? "perhaps" : "yes";
}

export function any(...answers: readonly Answer[]): Answer {
  return answers.includes("yes") ? "yes" : answers.includes("perhaps") ? "perhaps" : "no";
}

/** Alternatives: what they agree on, or `perhaps`. */
export function merge(answers: readonly Answer[]): Answer {
  const [first = "no", ...rest] = answers;
  return rest.every((answer) => answer === first) ? first : "perhaps";
}
