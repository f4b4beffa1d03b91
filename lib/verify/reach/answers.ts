/**
 * The ways back: how an answer reaches what asked.
 *
 * A connection through a NAT gateway is answered to the gateway, which hands it on; anything else that translates an answer
 * breaks it. An answer that does not pass the firewalls that the question passed may be dropped by them.
 */
import type { Spot } from "../places/places";
import { behindBoxes, type Gate, type Outcome } from "../routing/outcome";
import type { Start, Walker } from "../routing/walker";
import { both, type Tri } from "../world/links";
import type { World } from "../world/world";
import type { Path } from "./path";

export interface Way {
  readonly is: Tri;
  readonly outcomes: readonly Outcome[];
  readonly doubts: readonly string[];
  readonly why: Path["stopped"];
}

export class Answers {
  public constructor(
    private readonly world: World,
    private readonly walker: Walker,
  ) {}

  /** Every way in which one address is answered. */
  public back(
    from: Spot,
    to: Spot,
    forward: Outcome,
    x: number,
  ): { readonly ways: readonly Way[]; readonly until: number } {
    if (forward.end.kind === "service" || from.assumed || to.assumed) {
      const near = from.subnet ?? to.subnet;
      const gate: Gate | undefined =
        from.subnet !== undefined
          ? { filter: from.subnet.in, remote: "source" }
          : to.subnet !== undefined
            ? { filter: to.subnet.out, remote: "destination" }
            : undefined;
      return {
        ways: [
          way("yes", [
            {
              ...forward,
              translation: undefined,
              // It comes as it went, and no table of ours leads it.
              hops: [],
              gates: near === undefined || gate === undefined ? [] : [gate],
              doubts: [],
            },
          ]),
        ],
        until: Infinity,
      };
    }
    // Where the question goes is not known, so neither is the way back.
    if (forward.end.kind === "unknown" || isBehind(forward)) return { ways: [way("maybe", [])], until: Infinity };
    const start = this.backStart(from, to, forward);
    if (forward.translation === undefined) {
      if (forward.outwardOnly && from.subnet !== undefined) {
        const gate: Gate = { filter: from.subnet.in, remote: "source" };
        return { ways: [way("yes", [{ ...forward, gates: [gate], hops: [], doubts: [] }])], until: Infinity };
      }
      const { outcomes, until } = this.walker.walk(start, x);
      const possible = outcomes.filter((outcome) => mayAnswer(from, forward, outcome));
      return { ways: orNone(possible.map((outcome) => this.returning(from, to, forward, [outcome]))), until };
    }
    return this.throughTranslation(from, to, forward, start, x);
  }

  private throughTranslation(
    from: Spot,
    to: Spot,
    forward: Outcome,
    start: Start,
    x: number,
  ): { readonly ways: readonly Way[]; readonly until: number } {
    const nat = forward.translation as NonNullable<Outcome["translation"]>;
    const on = this.walker.walk({ kind: "subnet", subnet: nat.subnet }, x);
    const ways: Way[] = [];
    for (const [from_, to_] of nat.ranges)
      for (let at = from_; at < to_;) {
        const first = this.walker.walk(start, at);
        const answers = first.outcomes.filter((outcome) => mayAnswer(from, forward, outcome));
        if (answers.length === 0) ways.push(unanswered);
        for (const one of answers) {
          const reached =
            one.end.kind === "unknown"
              ? "maybe"
              : one.end.kind === "subnet" && one.end.subnet === nat.subnet
                ? "yes"
                : "no";
          if (reached === "no") {
            ways.push({
              is: "no",
              outcomes: [one],
              doubts: [],
              why: { at: nat.id, reason: "the answer does not get back to the gateway that translated the question" },
            });
            continue;
          }
          // The first part is addressed to the gateway: its filters look at the gateway's address.
          const gates = one.gates.map((gate): Gate => {
            if ("box" in gate) return { ...gate, destination: nat.ranges };
            return gate.remote === "destination" ? { ...gate, remote: nat.ranges } : gate;
          });
          const onward = on.outcomes.filter((outcome) => mayAnswer(from, forward, outcome));
          ways.push(...orNone(onward.map((two) => this.returning(from, to, forward, [{ ...one, gates }, two]))));
        }
        at = first.until;
      }
    return { ways, until: on.until };
  }

  private backStart(from: Spot, to: Spot, forward: Outcome): Start {
    if (to.start.kind === "internet")
      return {
        kind: "internet",
        vpc: forward.end.kind === "internet" ? forward.end.vpc : "",
        carries: forward.translation === undefined ? "question" : "answer",
      };
    if (to.start.kind === "outside") {
      const near = forward.translation === undefined ? from.subnet : this.world.subnet(forward.translation.subnet);
      return { ...to.start, towards: near?.vpc };
    }
    return to.start;
  }

  private returning(from: Spot, to: Spot, forward: Outcome, outcomes: readonly Outcome[]): Way {
    const last = outcomes.at(-1) as Outcome;
    const no = (at: string, reason: string): Way => ({
      is: "no",
      outcomes,
      doubts: [],
      why: { at, reason: `answers: ${reason}` },
    });
    const { end } = last;
    if (end.kind === "dropped") return no(end.at, end.reason);
    if (last.translation !== undefined)
      return no(last.translation.id, "they leave through a gateway that translates them");
    const is: Tri =
      end.kind === "unknown"
        ? "maybe"
        : end.kind === "subnet"
          ? end.subnet === from.subnet?.id
            ? "yes"
            : "no"
          : end.kind === "internet"
            ? from.start.kind === "internet" && !last.outwardOnly
              ? last.needsPublic
                ? to.publicAddress
                : "yes"
              : "no"
            : end.kind === "outside"
              ? from.start.kind === "outside" && from.start.network === end.network
                ? "yes"
                : "no"
              : "no";
    if (is === "no") return no(last.hops.at(-1)?.at ?? to.id, "they leave another way");
    const crossed = outcomes.flatMap(({ firewalls }) => firewalls);
    const symmetric = [...forward.firewalls].sort().join() === crossed.sort().join();
    const sure = outcomes.every((outcome) => outcome.sure) && symmetric;
    return {
      is: sure ? is : both(is, "maybe"),
      outcomes,
      doubts: symmetric ? [] : ["answers do not pass the firewall that the question passed"],
      why: undefined,
    };
  }
}

/**
 * Whether an answer may go one way when its question went another: an attachment in appliance mode sends both by one zone
 * (Transit gateway guide, "Appliance in a shared services VPC"). What goes on from the internet into a VPC is for what is there.
 */
function mayAnswer(from: Spot, question: Outcome, answer: Outcome): boolean {
  return (
    !answer.optional &&
    (answer.overInternet !== true || from.subnet !== undefined) &&
    question.kept.every(({ attachment, subnet }) =>
      answer.kept.every((other) => other.attachment !== attachment || other.subnet === subnet),
    )
  );
}

function isBehind({ end }: Outcome): boolean {
  return end.kind === "outside" && end.network === behindBoxes;
}

const unanswered: Way = {
  is: "no",
  outcomes: [],
  doubts: [],
  why: { at: "answers", reason: "none gets back by the way that the question took" },
};

/** A question without an answer is one of several that are asked at once, and must not be passed over where all of them count. */
function orNone(ways: readonly Way[]): readonly Way[] {
  return ways.length === 0 ? [unanswered] : ways;
}

function way(is: Tri, outcomes: readonly Outcome[]): Way {
  return { is, outcomes, doubts: [], why: undefined };
}
