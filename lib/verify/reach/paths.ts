/**
 * The ways between two spots: forward, and the answer back.
 *
 * Decides which outcomes of the walk there and of the walk back belong to one connection. A connection through a NAT gateway
 * is answered to the gateway, which hands it on; anything else that translates an answer breaks it.
 */
import type { FactId } from "../../terraform";
import type { Gate, Outcome } from "../routing/outcome";
import type { Start, Walker } from "../routing/walker";
import type { Spot } from "../places/places";
import type { RankRange } from "../sets/address-atoms";
import { both, ids, meanings, type Tri } from "../world/links";
import type { KnownSubnet, World } from "../world/world";

export interface Path {
  readonly forward: Outcome;
  /** Gates of the way back, in parts: to the translating gateway, and on to the source. */
  readonly replies: readonly (readonly Gate[])[];
  /** Outcomes of the way back, for the reader. */
  readonly back: readonly Outcome[];
  /** The first packet may arrive. */
  readonly open: boolean;
  /** No answer comes back: only what nobody answers gets through. */
  readonly silent: boolean;
  readonly sure: boolean;
  /** Why it is not open. */
  readonly stopped: { readonly at: string; readonly reason: string } | undefined;
  readonly doubts: readonly string[];
}

export interface Piece {
  readonly a: RankRange;
  readonly b: RankRange;
  readonly paths: readonly Path[];
}

export class Paths {
  private readonly plain = new Map<KnownSubnet, boolean>();

  public constructor(
    private readonly world: World,
    private readonly walker: Walker,
  ) {}

  /** Whether nothing but two ACLs can stand between two spots: one VPC whose tables keep its own addresses local. */
  public isDirect(from: Spot, to: Spot): boolean {
    const [s, t] = [from.subnet, to.subnet];
    if (s === undefined || t === undefined || s.vpc === undefined || s.vpc !== t.vpc) return false;
    return this.isPlain(s) && this.isPlain(t);
  }

  private isPlain(subnet: KnownSubnet): boolean {
    const known = this.plain.get(subnet);
    if (known !== undefined) return known;
    const answer = this.computePlain(subnet.id);
    this.plain.set(subnet, answer);
    return answer;
  }

  private computePlain(id: FactId): boolean {
    const subnet = this.world.subnet(id);
    const vpc = subnet?.vpc === undefined ? undefined : this.world.vpcs.get(subnet.vpc);
    const table = subnet?.tables[0];
    if (subnet === undefined || vpc === undefined || table?.sure !== true || subnet.tables.length !== 1) return false;
    if (subnet.fact.presence.is !== "certain" || subnet.fact.maybeSameAs !== undefined) return false;
    if (vpc.blocks.may !== vpc.blocks.must || subnet.blocks.may !== subnet.blocks.must) return false;
    for (const [from, to] of vpc.ranges)
      for (let at = from; at < to;) {
        const { ways, until } = this.walker.tables.ways(table.to, vpc, at);
        const [only] = ways;
        if (ways.length !== 1 || only?.target.kind !== "local" || !only.sure) return false;
        at = until;
      }
    for (const [from, to] of subnet.ranges)
      for (let at = from; at < to;) {
        const { subnets, until } = this.world.subnetsAt(vpc, at);
        if (subnets.length !== 1 || subnets[0]?.to !== id || !subnets[0].sure) return false;
        at = until;
      }
    return true;
  }

  /** The ranges cut where the ways change, each with its ways. */
  public *between(from: Spot, to: Spot, a: RankRange, b: RankRange): Generator<Piece> {
    const start = this.startOf(from, to);
    for (let y = b[0]; y < b[1];) {
      const there =
        to.endpoint === undefined && !to.assumed && !from.assumed
          ? this.walker.walk(start, y)
          : this.shortcut(from, to);
      const end = Math.min(there.until, b[1]);
      for (let x = a[0]; x < a[1];) {
        const { paths, until } = this.answer(from, to, there.outcomes, x, y);
        const stop = Math.min(until, a[1]);
        yield { a: [x, stop], b: [y, end], paths };
        x = stop;
      }
      y = end;
    }
  }

  /** To the service behind a gateway endpoint, or over a join that the inputs do not describe: the subnet's own ACL alone. */
  private shortcut(from: Spot, to: Spot): { readonly outcomes: readonly Outcome[]; readonly until: number } {
    const base = {
      sure: true,
      doubts: [],
      translation: undefined,
      needsPublic: false,
      outwardOnly: false,
      groupsIn: "no",
      groupsOut: "no",
      firewalls: [],
    } as const;
    const stop = (at: string, reason: string): Outcome => ({
      ...base,
      end: { kind: "dropped", at, reason },
      gates: [],
      hops: [],
    });
    if (to.endpoint !== undefined) {
      const endpoint = this.world.facts.endpoints.find(({ id }) => id === to.endpoint);
      const used = from.subnet?.tables.map(({ to: table }) => table) ?? [];
      const tables =
        endpoint?.routeTables.flatMap((link) => meanings(link, () => ids(this.world.facts.routeTables))) ?? [];
      const hit = tables.find((table) => used.includes(table.to));
      if (from.subnet === undefined || (hit === undefined && endpoint?.moreRouteTables === undefined))
        return { outcomes: [stop(to.id, "no route of the source's subnet leads to this endpoint")], until: Infinity };
      const sure = hit?.sure === true && from.subnet.tables.every((table) => table.sure);
      const hops = [{ at: to.id, rule: "gateway endpoint" }];
      return {
        outcomes: [
          {
            ...base,
            end: { kind: "service", endpoint: to.endpoint },
            gates: [{ filter: from.subnet.out, remote: "destination" }],
            hops,
            sure,
            doubts: ["which addresses the service has"],
          },
        ],
        until: Infinity,
      };
    }
    const hops = [
      { at: from.assumed ? from.id : to.id, rule: "assumed: joined in a way that the inputs do not describe" },
    ];
    if (from.subnet !== undefined)
      return {
        outcomes: [
          {
            ...base,
            end: { kind: "outside", network: to.id },
            gates: [{ filter: from.subnet.out, remote: "destination" }],
            hops,
          },
        ],
        until: Infinity,
      };
    if (to.subnet !== undefined)
      return {
        outcomes: [
          {
            ...base,
            end: { kind: "subnet", subnet: to.subnet.id },
            gates: [{ filter: to.subnet.in, remote: "source" }],
            hops,
          },
        ],
        until: Infinity,
      };
    return { outcomes: [stop(to.id, "nothing between two networks outside is described")], until: Infinity };
  }

  private startOf(from: Spot, to: Spot): Start {
    if (from.start.kind === "internet") return { kind: "internet", vpc: to.subnet?.vpc ?? "", carries: "question" };
    if (from.start.kind === "outside") return { ...from.start, towards: to.subnet?.vpc };
    return from.start;
  }

  /** Every way there, with every way back to one address. */
  private answer(
    from: Spot,
    to: Spot,
    outcomes: readonly Outcome[],
    x: number,
    y: number,
  ): { readonly paths: readonly Path[]; readonly until: number } {
    const paths: Path[] = [];
    let until = Infinity;
    for (const forward of outcomes) {
      const stopped = this.arrives(from, to, forward, this.world.atoms.familyOf(y) === 4);
      if (stopped.is === "no") {
        paths.push({
          forward,
          replies: [],
          back: [],
          open: false,
          silent: true,
          sure: forward.sure,
          stopped: stopped.why,
          doubts: forward.doubts,
        });
        continue;
      }
      const gates =
        forward.end.kind === "unknown" && to.subnet !== undefined
          ? [...forward.gates, { filter: to.subnet.in, remote: "source" } as const]
          : forward.gates;
      const counted: Outcome = { ...forward, gates };
      const returns = this.back(from, to, counted, x);
      until = Math.min(until, returns.until);
      for (const back of returns.ways) {
        const silent = back.is === "no";
        const both_ = both(
          stopped.is,
          silent ? "yes" : back.is,
          forward.sure && from.certain && to.certain ? "yes" : "maybe",
        );
        const doubts = [...forward.doubts, ...back.outcomes.flatMap((outcome) => outcome.doubts), ...back.doubts];
        paths.push({
          forward: counted,
          replies: silent ? [] : back.outcomes.map((outcome) => outcome.gates),
          back: back.outcomes,
          open: true,
          silent,
          sure: both_ === "yes",
          stopped: silent ? back.why : undefined,
          doubts,
        });
      }
    }
    return { paths, until };
  }

  private arrives(
    from: Spot,
    to: Spot,
    { end, needsPublic, translation }: Outcome,
    isV4: boolean,
  ): { readonly is: Tri; readonly why: Path["stopped"] } {
    const no = (at: string, reason: string): { readonly is: Tri; readonly why: Path["stopped"] } => ({
      is: "no",
      why: { at, reason },
    });
    switch (end.kind) {
      case "dropped":
        return no(end.at, end.reason);
      case "unknown":
        return { is: "maybe", why: undefined };
      case "subnet":
        if (end.subnet !== to.subnet?.id) return no(end.subnet, "the address is in another subnet");
        // An IPv6 address is public by itself.
        if (from.start.kind === "internet" && to.publicAddress !== "yes" && isV4) {
          return {
            is: to.publicAddress,
            why: to.publicAddress === "no" ? { at: to.id, reason: "it has no public address" } : undefined,
          };
        }
        return { is: "yes", why: undefined };
      case "internet":
        if (to.start.kind !== "internet") return no("internet", "it leaves for the internet");
        if (needsPublic && from.publicAddress !== "yes")
          return { is: from.publicAddress, why: { at: from.id, reason: "it has no public address" } };
        if (translation === undefined && from.subnet?.vpc !== end.vpc)
          return no(end.vpc, "the internet gateway of another VPC has no public address for it");
        return { is: "yes", why: undefined };
      case "outside":
        return to.start.kind === "outside" && to.start.network === end.network
          ? { is: "yes", why: undefined }
          : no(end.network, "it leaves over another connection");
      case "service":
        return to.endpoint === end.endpoint
          ? { is: "yes", why: undefined }
          : no(end.endpoint, "it goes to the service behind the endpoint");
    }
  }

  private back(
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
              gates: near === undefined || gate === undefined ? [] : [gate],
              doubts: [],
            },
          ]),
        ],
        until: Infinity,
      };
    }
    // Where the question goes is not known, so neither is the way back.
    if (forward.end.kind === "unknown") return { ways: [way("maybe", [])], until: Infinity };
    const start = this.backStart(from, to, forward);
    if (forward.translation === undefined) {
      if (forward.outwardOnly && from.subnet !== undefined) {
        const gate: Gate = { filter: from.subnet.in, remote: "source" };
        return { ways: [way("yes", [{ ...forward, gates: [gate], hops: [], doubts: [] }])], until: Infinity };
      }
      const { outcomes, until } = this.walker.walk(start, x);
      return { ways: outcomes.map((outcome) => this.returning(from, to, forward, [outcome])), until };
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
        for (const one of first.outcomes) {
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
          for (const two of on.outcomes) ways.push(this.returning(from, to, forward, [{ ...one, gates }, two]));
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

interface Way {
  readonly is: Tri;
  readonly outcomes: readonly Outcome[];
  readonly doubts: readonly string[];
  readonly why: Path["stopped"];
}

function way(is: Tri, outcomes: readonly Outcome[]): Way {
  return { is, outcomes, doubts: [], why: undefined };
}
