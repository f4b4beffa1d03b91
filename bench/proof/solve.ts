/**
 * z3's answer for one pair: is there a packet that gets from one subnet to the other, and whose answer gets back?
 *
 * The rules of both groups and the entries of both ACLs, as they stand in the facts, over bit vectors for the two addresses, the
 * protocol, the port and the client's port. Written for the measured network only: exact values, IPv4, TCP and UDP.
 */
import { init, type Bool, type Context } from "z3-solver";
import type { AddressSet, Transport } from "../../lib/model";
import type { Bounded, Direction, FactBase, Link, RulePeer } from "../../lib/terraform";

type Z3 = Context<"pair">;
type Bit = Bool<"pair">;
type Vector = ReturnType<Z3["BitVec"]["const"]>;

export async function solve(
  facts: FactBase,
  from: string,
  to: string,
  limitMs: number,
): Promise<{ readonly answer: "sat" | "unsat" | "unknown"; readonly ms: number }> {
  const { Context: makeContext } = await init();
  const z3 = makeContext("pair");
  const started = process.hrtime.bigint();
  const solver = new z3.Solver();
  solver.set("timeout", limitMs);
  solver.add(new Question(z3, facts).passes(from, to));
  const answer = await solver.check();
  return { answer, ms: Number(process.hrtime.bigint() - started) / 1e6 };
}

class Question {
  private readonly source: Vector;
  private readonly destination: Vector;
  private readonly protocol: Vector;
  private readonly port: Vector;
  private readonly clientPort: Vector;

  public constructor(
    private readonly z3: Z3,
    private readonly facts: FactBase,
  ) {
    this.source = z3.BitVec.const("source", 32);
    this.destination = z3.BitVec.const("destination", 32);
    this.protocol = z3.BitVec.const("protocol", 8);
    this.port = z3.BitVec.const("port", 16);
    this.clientPort = z3.BitVec.const("client-port", 16);
  }

  public passes(from: string, to: string): Bit {
    const { z3, source, destination, port, clientPort } = this;
    return z3.And(
      this.inSubnet(source, from),
      this.inSubnet(destination, to),
      this.between(clientPort, 1024n, 65_535n),
      z3.Or(this.between(this.protocol, 6n, 6n), this.between(this.protocol, 17n, 17n)),
      this.group(from, "egress", destination, to),
      this.group(to, "ingress", source, from),
      this.acl(from, "egress", destination, port),
      this.acl(to, "ingress", source, port),
      this.acl(to, "egress", source, clientPort),
      this.acl(from, "ingress", destination, clientPort),
    );
  }

  /** A rule's own group, and any of its peers. */
  private group(name: string, direction: Direction, remote: Vector, other: string): Bit {
    const id = `aws_security_group.${name}`;
    const rules = this.facts.securityGroupRules.filter((rule) => rule.direction === direction && to(rule.group) === id);
    return this.z3.Or(
      ...rules.map((rule) =>
        this.z3.And(
          this.carried(rule.transport, this.port),
          this.z3.Or(...rule.peers.map((peer) => this.isPeer(peer, remote, other))),
        ),
      ),
    );
  }

  private isPeer(peer: RulePeer, remote: Vector, other: string): Bit {
    switch (peer.kind) {
      case "addresses":
        return this.within(peer.addresses, remote);
      case "group":
        return this.z3.Bool.val(to(peer.group) === `aws_security_group.${other}`);
      case "prefix-list":
        throw new Error("the measured network has no prefix lists");
    }
  }

  /** The first entry that matches, as one choice inside another. */
  private acl(name: string, direction: Direction, remote: Vector, port: Vector): Bit {
    const entries = this.facts.networkAclEntries
      .filter((entry) => entry.direction === direction && to(entry.acl) === `aws_network_acl.${name}`)
      .map((entry) => ({ ...entry, order: exact(entry.number), allows: exact(entry.action) === "allow" }))
      .sort((a, b) => b.order - a.order);
    return entries.reduce<Bit>(
      (rest, { addresses, transport, allows }) =>
        this.z3.If(
          this.z3.And(this.within(addresses, remote), this.carried(transport, port)),
          this.z3.Bool.val(allows),
          rest,
        ),
      this.z3.Bool.val(false),
    );
  }

  private inSubnet(address: Vector, name: string): Bit {
    const subnet = this.facts.subnets.find(({ id }) => id === `aws_subnet.${name}`);
    const [block] = subnet?.blocks ?? [];
    if (block === undefined || !("exact" in block)) throw new Error(`the block of ${name} is not known`);
    // AWS keeps the first four addresses and the last.
    return this.between(address, block.exact.first + 4n, block.exact.last - 1n);
  }

  private within(addresses: Bounded<AddressSet>, address: Vector): Bit {
    return this.z3.Or(
      ...exact(addresses)
        .intervals(4)
        .map(([from, end]) => this.between(address, from, end - 1n)),
    );
  }

  /** Transport points are protocol × 65,536 + port. */
  private carried(transport: Bounded<Transport>, port: Vector): Bit {
    const point = this.z3.Concat(this.z3.BitVec.val(0, 8), this.protocol, port);
    const { intervals } = exact(transport).points;
    return this.z3.Or(...intervals.map(([from, end]) => this.between(point, BigInt(from), BigInt(end) - 1n)));
  }

  private between(value: Vector, first: bigint, last: bigint): Bit {
    const bits = (number: bigint): Vector => this.z3.BitVec.val(number, value.size());
    return this.z3.And(value.uge(bits(first)), value.ule(bits(last)));
  }
}

function exact<T>(value: object & { readonly exact?: T }): T {
  if (!("exact" in value)) throw new Error("a value of the measured network is not exact");
  return value.exact;
}

function to(link: Link): string | undefined {
  return link.how === "exact" || link.how === "symbol" ? link.to : undefined;
}
