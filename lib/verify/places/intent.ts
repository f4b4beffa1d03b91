/**
 * What is declared, as the proof needs it: a smaller form than the intent document, so that any declaration can be judged.
 */
import type { Kind, Transport } from "../../model";
import type { Endpoint, FactId } from "../../terraform";

export interface DeclaredSegment {
  readonly name: string;
  readonly kind: Kind;
  /** Terraform addresses; empty for a segment outside AWS. */
  readonly subnets: readonly FactId[];
  /** Terraform addresses of the groups that its interfaces have. */
  readonly groups: readonly FactId[];
  /** The blocks it is known by. */
  readonly blocks: readonly string[];
  /**
   * The site that it is at, outside AWS.
   *
   * @default - none is declared: it may be behind any connection that may have its blocks
   */
  readonly site?: string;
}

/** A site: the connections that lead to it. It announces the blocks of its segments. */
export interface DeclaredSite {
  readonly name: string;
  /** Terraform addresses of its VPN connections. */
  readonly connections: readonly FactId[];
}

export interface DeclaredConduit {
  readonly id: string;
  /** A segment's name. */
  readonly from: string;
  /** A segment's name, or `internet`. */
  readonly to: string;
  readonly transport: Transport;
  /**
   * What answers, when it is not the segment's own group: another group, or a gateway endpoint for the service behind it.
   *
   * @default - the groups of the segment `to`
   */
  readonly answeredBy?: FactId;
  /**
   * The domain names that it is kept to, as lists of AWS Network Firewall write them.
   *
   * @default - any name
   */
  readonly domains?: readonly string[];
}

/** A conduit of which the last day has passed: what it was for is declared no longer. */
export interface EndedConduit extends DeclaredConduit {
  /** Its last day. */
  readonly until: string;
}

/** A firewall that is declared to drop nothing until a day: the names of conduits through it are not judged. */
export interface Alerting {
  readonly firewall: FactId;
  readonly conduits: readonly string[];
  readonly until: string;
}

/** Something that carries a segment and that the facts do not show, or show more than once. */
export interface Unplaced {
  readonly segment: string;
  /** What it is: `subnet 10.40.0.0/26`. */
  readonly carrier: string;
  readonly verdict: "broken" | "undecided";
  /** One sentence. */
  readonly text: string;
  readonly next: string;
}

export interface DeclaredIntent {
  readonly segments: readonly DeclaredSegment[];
  readonly conduits: readonly DeclaredConduit[];
  /** @default - none */
  readonly ended?: readonly EndedConduit[];
  /** @default - none */
  readonly sites?: readonly DeclaredSite[];
  /** @default - none */
  readonly alerting?: readonly Alerting[];
  /**
   * What was looked for among the facts in vain.
   *
   * @default - everything that carries the segments is there
   */
  readonly unplaced?: readonly Unplaced[];
  /**
   * Whether traffic that is never answered counts as reaching. It can still carry a command, so a stricter hospital says yes.
   *
   * @default "answered"
   */
  readonly replies?: "answered" | "one-way-counts";
}

/** The intent with each conduit that a gateway endpoint answers led to the service behind it, which is a place of its own. */
export function ledToServices(intent: DeclaredIntent, endpoints: readonly Endpoint[]): DeclaredIntent {
  const gateways = new Set(
    endpoints.filter(({ kind }) => "exact" in kind && kind.exact === "gateway").map(({ id }) => id),
  );
  const led = <Conduit extends DeclaredConduit>(conduit: Conduit): Conduit => {
    const { answeredBy, ...rest } = conduit;
    return answeredBy !== undefined && gateways.has(answeredBy) ? ({ ...rest, to: answeredBy } as Conduit) : conduit;
  };
  const { conduits, ended = [] } = intent;
  return { ...intent, conduits: conduits.map(led), ended: ended.map(led) };
}
