/**
 * One packet that shows an answer, in words and numbers, and put to the naive evaluator before anyone sees it.
 */
import { formatAddress, Transport, type Family } from "../../model";
import type { FactBase } from "../../terraform";
import { evaluate } from "../naive/evaluate";
import type { Answer, Connection, NaiveEnd } from "../naive/packet";
import type { Spot } from "../places/places";
import { moreWays, type Hop } from "../routing/outcome";
import type { Rank, RankRange } from "../sets/address-atoms";
import { allTraffic, type RowId } from "../sets/rows";
import type { Path } from "../reach/path";
import type { Relations, Standing } from "../reach/relation";
import type { World } from "../world/world";
import { clientPorts, preferred } from "./answers";
import { expectedFirst, isExpected } from "./expected";

export interface WitnessEnd {
  readonly place: string;
  readonly address: string;
  /**
   * @default - the protocol has no ports
   */
  readonly port?: number;
}

export interface Witness {
  readonly from: WitnessEnd;
  readonly to: WitnessEnd;
  /** `tcp 443`, `icmp 8/0`, `protocol 47`. */
  readonly transport: string;
  /**
   * Client ports with which answers get back.
   *
   * @default - the protocol has no ports
   */
  readonly clientPorts?: readonly (readonly [from: number, to: number])[];
  readonly hops: readonly Hop[];
  readonly rules: readonly string[];
  /**
   * What it has to carry for a firewall to pass it, one line each: `TLS to .example.com`.
   *
   * @default - anything
   */
  readonly content?: readonly string[];
}

/** The engine and the naive evaluator say different things about one packet. Nothing else that they said can be trusted. */
export class InternalDisagreement extends Error {
  public override readonly name = "InternalDisagreement";

  public constructor(
    public readonly connection: Connection,
    public readonly engine: string,
    public readonly naive: Answer,
    where: string,
  ) {
    super(
      `the engine says ${engine} and the naive evaluator says ${naive}, from ${where}; this is a fault of the proof itself`,
    );
  }
}

/** The addresses of a packet with one transport that shows a relation. */
export interface Found {
  readonly x: Rank;
  readonly y: Rank;
}

/** Nobody sends to itself over a network. */
function isPair(world: World, x: Rank, y: Rank): boolean {
  return x !== y || world.atoms.first(x).value !== world.atoms.last(x);
}

/** A pair of two addresses for which `row` of the relation has, or has not, a point: one that is expected, where there is one. */
export function findPair(
  world: World,
  relations: Relations,
  from: Spot,
  to: Spot,
  point: number,
  bound: "someMay" | "someMust",
  wanted: boolean,
): Found | undefined {
  const has = (row: RowId, at: number): boolean => world.rows.has(row, at);
  const whole = wanted ? bound : bound === "someMay" ? "allMay" : "allMust";
  const foreign = foreignFamily(point);
  const inPiece = (a: RankRange, b: RankRange): Found | undefined => {
    for (const y of expectedFirst(world, to, b)) {
      if (has(relations.within(from, to, a, [y, y + 1])[whole], point) !== wanted) continue;
      for (const x of expectedFirst(world, from, a))
        if (isPair(world, x, y) && has(relations.within(from, to, [x, x + 1], [y, y + 1])[bound], point) === wanted)
          return { x, y };
    }
    return undefined;
  };
  let strange: Found | undefined;
  for (const piece of relations.pieces(from, to)) {
    if (piece.family === foreign || (!wanted && piece.isElsewhere)) continue;
    if (has(piece.relation[whole], point) !== wanted) continue;
    const found = inPiece(piece.a, piece.b);
    if (found !== undefined && isExpected(world, from, found.x) && isExpected(world, to, found.y)) return found;
    strange ??= found;
  }
  return strange;
}

/** The family that has no packets of this transport. */
export function foreignFamily(point: number): "v4" | "v6" | undefined {
  const protocol = Math.floor(point / 65_536);
  return protocol === 1 ? "v6" : protocol === 58 ? "v4" : undefined;
}

export function connectionOf(
  world: World,
  from: Spot,
  to: Spot,
  found: Found,
  point: number,
  clientPort: number,
  [source, destination]: Ends = hostsOf(world, found),
): Connection {
  return {
    family: source.family,
    from: naiveEnd(from),
    source: source.value,
    to: naiveEnd(to),
    destination: destination.value,
    point,
    clientPort,
  };
}

export function naiveEnd(spot: Spot): NaiveEnd {
  if (spot.endpoint !== undefined) return { kind: "service", endpoint: spot.endpoint };
  if (spot.start.kind === "internet") return { kind: "internet" };
  if (spot.start.kind === "outside") {
    const declared = spot.shared.declared.toCidrs().map(String);
    const elsewhere = declared.length === 0 ? {} : { declaredElsewhere: declared };
    return { kind: "outside", network: spot.start.network, assumed: spot.assumed, ...elsewhere };
  }
  return {
    kind: "interface",
    subnet: spot.start.subnet,
    groups: spot.unfiltered ? "unfiltered" : spot.groups.map(({ to, sure }) => ({ id: to, sure })),
    moreGroups: spot.moreGroups,
    anyGroup: spot.anyGroup,
    publicAddress: spot.publicAddress === "maybe" ? "perhaps" : spot.publicAddress,
    ...(spot.internetV6 === "yes" ? {} : { internetV6: spot.internetV6 === "maybe" ? ("perhaps" as const) : "no" }),
    exists: spot.certain ? "yes" : "perhaps",
    ...(spot.start.balancer === undefined ? {} : { balancer: true as const }),
    ...(spot.clients === undefined ? {} : { clientVpn: spot.clients.of }),
  };
}

/** A witness, once the naive evaluator has agreed with it; undefined when that cannot tell. */
export function witnessOf(
  facts: FactBase,
  world: World,
  relations: Relations,
  from: Spot,
  to: Spot,
  found: Found,
  point: number,
  bound: "may" | "must",
  replies: "needed" | "ignored",
): { readonly witness: Witness; readonly agreed: Answer } {
  const path = wayOf(relations, from, to, found);
  const standing = path === undefined ? [] : relations.standing(from, to, path, found.x, found.y);
  const through = path === undefined ? [] : relations.answersThrough(from, to, path, found.x, found.y);
  const ports = clientPorts(world, [...standing, ...through], point, bound);
  const ends = addressesOf(world, from, to, found);
  const [source, destination] = [format(ends[0]), format(ends[1])];
  const connection = connectionOf(world, from, to, found, point, preferred(ports), ends);
  const agreed = evaluate(facts, connection, replies);
  const where = `${source} to ${destination}, ${describePoint(point)}`;
  // Of ways that the engine did not follow it says nothing that could be contradicted.
  const isFollowed = pathsAt(relations, from, to, found).every(({ doubts }) => !doubts.includes(moreWays));
  if (agreed === "no" && isFollowed)
    throw new InternalDisagreement(connection, bound === "must" ? "it passes" : "it may pass", agreed, where);
  const hasPorts = ports.length > 0;
  const inspected = path === undefined ? [] : relations.inspections(from, to, path, found.x, found.y, point);
  const content = inspected.flatMap((each) => each.content ?? []);
  return {
    agreed,
    witness: {
      from: {
        place: from.id,
        address: source,
        ...(hasPorts ? { port: connection.clientPort } : {}),
      },
      to: { place: to.id, address: destination, ...(hasPorts ? { port: point % 65_536 } : {}) },
      transport: describePoint(point),
      ...(hasPorts ? { clientPorts: ports } : {}),
      hops: path?.forward.hops ?? [],
      rules: rulesOf(standing, point),
      ...(content.length > 0 ? { content } : {}),
    },
  };
}

/** The rules that let a packet through, in the order of the way. */
export function rulesOf(standing: readonly Standing[], point: number): readonly string[] {
  const found = standing.flatMap(({ filter, role, rank, groups }) =>
    role === "forward" ? filter.deciding(rank, point, groups).map(({ id }) => id) : [],
  );
  return [...new Set(found)];
}

/** The way that a witness takes: one that is answered, where there is any. */
export function wayOf(relations: Relations, from: Spot, to: Spot, found: Found): Path | undefined {
  const paths = pathsAt(relations, from, to, found).filter(({ open }) => open);
  return paths.find(({ silent }) => !silent) ?? paths[0];
}

export function pathsAt(relations: Relations, from: Spot, to: Spot, { x, y }: Found): readonly Path[] {
  return [...relations.paths.between(from, to, [x, x + 1], [y, y + 1])].flatMap(({ paths }) => paths);
}

/** What is not known of one packet on one path: which port its client takes, and which a gateway that translates it. */
export function doubtsOf(
  world: World,
  relations: Relations,
  from: Spot,
  to: Spot,
  path: Path,
  { x, y }: Found,
  point: number,
): readonly string[] {
  const { rows } = world;
  const asked = rows.ofPoint(point);
  const standing = relations.standing(from, to, path, x, y);
  const back = standing.reduce((row, { role, may }) => (role === "reply" ? rows.and(row, may) : row), allTraffic);
  const doubts =
    rows.answered(asked, back, "may") === asked && rows.answered(asked, back, "must") !== asked
      ? [...path.doubts, "which port the client takes: answers get through to some below 1024 alone"]
      : path.doubts;
  const gateway = path.forward.translation?.id;
  if (gateway === undefined) return doubts;
  const passes = (row: RowId, bound: "may" | "must"): boolean =>
    rows.answered(asked, rows.onPickedPort(row, bound), bound) === asked;
  const partial = standing.filter(
    ({ role, may }) => role === "reply-to-gateway" && passes(may, "may") && !passes(may, "must"),
  );
  return [
    ...doubts,
    ...partial.map(
      ({ filter }) => `which port ${gateway} picks: ${filter.at} lets answers through to some of 1024-65535`,
    ),
  ];
}

interface Address {
  readonly family: Family;
  readonly value: bigint;
}

type Ends = readonly [source: Address, destination: Address];

function format({ family, value }: Address): string {
  return formatAddress(family, value);
}

/** Two hosts: within one piece of addresses the lowest and the highest. */
function hostsOf({ atoms }: World, { x, y }: Found): Ends {
  const destination = atoms.first(y);
  return [atoms.first(x), x === y ? { ...destination, value: atoms.last(y) } : destination];
}

/** Both ends of a packet; they differ where they can, since no interface sends to itself. */
function addressesOf(world: World, from: Spot, to: Spot, { x, y }: Found): Ends {
  const source = addressOf(world, from, x);
  return [source, addressOf(world, to, y, source.value)];
}

/** The lowest address of a piece that the spot has, other than one: no fact tells it from the others of that piece. */
function addressOf({ atoms }: World, spot: Spot, rank: Rank, other?: bigint): Address {
  const { family, value: first } = atoms.first(rank);
  const last = atoms.last(rank);
  const values = spot.addresses.intervals(family).flatMap(([start, end]) => {
    const value = start > first ? start : first;
    return [value, value + 1n].filter((each) => each <= last && each < end);
  });
  return { family, value: values.find((each) => each !== other) ?? values[0] ?? first };
}

export function describePoint(point: number): string {
  return String(Transport.ofPoints([[point, point + 1]])).replace(
    /^nothing$/,
    `protocol ${String(Math.floor(point / 65_536))}`,
  );
}
