/** Compiles a declaration: address plan, network ACL entries, checks and head-room, with every issue found. */
import {
  compareText,
  conduitId,
  headRoom,
  internet,
  judge,
  quotaIssues,
  validateNetwork,
  type AddressPlanned,
  type HeadRoom,
  type Issue,
  type Judgement,
  type LockChange,
  type LockDocument,
  type NetworkDefinition,
  type SegmentDefinition,
} from "../model";
import { collisions, compileAcl, replyTo, type AclRequest, type Block, type Blocks } from "./acl/compile";
import { serviceToAcl, type AclEntry } from "./acl/entry";
import { aclExcess, type AclExcess } from "./acl/excess";
import { publicEntries, type PublicWant } from "./acl/private-ranges";
import type { Declaration, DeclaredConduit } from "./declaration";
import { egressRoom } from "./rooms";
import { priorityIssues } from "./inspection/domain-list";
import { usageOf } from "./usage";

export class Compiled {
  public constructor(
    public readonly issues: readonly Issue[],
    public readonly judgement: Judgement,
    public readonly headRoom: readonly HeadRoom[],
    public readonly excess: readonly AclExcess[],
    public readonly lock: LockDocument | undefined,
    public readonly lockChanges: readonly LockChange[],
    private readonly plan: AddressPlanned,
    private readonly entries: ReadonlyMap<string, readonly AclEntry[]>,
  ) {}

  /** ACL entries of a segment. */
  public entriesOf(segment: string): readonly AclEntry[] {
    return this.entries.get(segment) ?? [];
  }

  public blockOf(segment: string): string {
    return this.plan.get(segment)?.block.toString() ?? unplanned;
  }

  public subnetOf(segment: string, zone: string): string {
    return this.plan.get(segment)?.subnets.get(zone)?.toString() ?? unplanned;
  }

  public ipv6IndexOf(segment: string, zone: string): number {
    return this.plan.get(segment)?.ipv6.get(zone) ?? 0;
  }
}

/** Stands for a block while issues keep the plan from being made; the synth fails on those issues before it is written. */
const unplanned = "0.0.0.0/32";

export function compile(declaration: Declaration): Compiled {
  const definition = declaration.definition();
  const { today } = declaration.props;
  const judgement = ownJudgement(declaration, definition);
  const { result: planned, blocks: plan } = declaration.plan();
  const entries = planned.ok ? compileEntries(declaration) : new Map<string, readonly AclEntry[]>();
  const usage = usageOf(declaration, entries);
  const issues: Issue[] = [
    ...validateNetwork(definition, today),
    ...judgement.findings
      .filter((finding) => finding.severity === "error")
      .map((finding) => ({ what: `${finding.rule}: ${finding.message}`, received: `"${finding.subject}"` })),
    ...(planned.ok ? [] : planned.issues),
    ...[...entries].flatMap(([segment, list]) => collisions(segment, list)),
    ...priorityIssues(declaration),
    ...quotaIssues(usage, declaration.props.quotas),
  ];
  const excess = aclExcess({
    segments: [...entries.keys()].sort(),
    entriesOf: (segment) => entries.get(segment) ?? [],
    conduits: definition.conduits,
    clientSystemOf: (segment) => declaration.segment(segment)?.definition.clientSystem ?? "any",
  });
  return new Compiled(
    issues,
    judgement,
    headRoom(usage, declaration.props.quotas),
    excess,
    planned.ok ? planned.lock : undefined,
    planned.ok ? planned.changes : [],
    plan,
    entries,
  );
}

/** Its own segments and conduits: what a neighbour starts is judged there, though the checks here see it. */
function ownJudgement(declaration: Declaration, definition: NetworkDefinition): Judgement {
  const judgement = judge(definition, declaration.props.today);
  const others = new Set([
    ...declaration.neighbours.map(({ name }) => name),
    ...declaration.conduits.flatMap((conduit) => (conduit.isNeighbours ? [conduitId(conduit.definition)] : [])),
  ]);
  return {
    findings: judgement.findings.filter(({ subject }) => !others.has(subject)),
    acknowledged: judgement.acknowledged.filter(({ finding: { subject } }) => !others.has(subject)),
  };
}

function compileEntries(declaration: Declaration): Map<string, readonly AclEntry[]> {
  const conduitsOf = new Map<string, DeclaredConduit[]>();
  for (const conduit of declaration.conduits) {
    for (const end of new Set([conduit.definition.from, conduit.definition.to])) {
      const known = conduitsOf.get(end);
      if (known === undefined) conduitsOf.set(end, [conduit]);
      else known.push(conduit);
    }
  }
  const peers = new Map([
    ...declaration.segments.map(({ definition }) => [definition.name, peerOf(declaration, definition)] as const),
    ...declaration.neighbours.map(
      ({ name, definition, declaration: home }) => [name, peerOf(home, definition)] as const,
    ),
  ]);
  const peer = (name: string) => peers.get(name);
  const built = declaration.segments.flatMap((segment) =>
    segment.built === undefined ? [] : [{ ...segment, built: segment.built }],
  );
  const entries = new Map(
    built.map(({ definition, built: { aclDetail } }) => {
      const own = conduitsOf.get(definition.name) ?? [];
      const paired = own.filter((conduit) => conduit.publicWants.length === 0);
      const list = sortEntries([
        ...compileAcl({ segment: definition.name, detail: aclDetail, conduits: paired, peer }),
        ...publicEntries(
          own
            .filter((conduit) => conduit.definition.from === definition.name)
            .flatMap((conduit) => conduit.publicWants),
        ),
      ]);
      return [definition.name, list] as const;
    }),
  );
  if (declaration.internetEgress !== undefined) {
    // What is kept to domains goes another way.
    const own = (conduitsOf.get(internet) ?? []).filter(({ definition }) => definition.domains === undefined);
    entries.set(egressRoom, wayOutEntries(egressRoom, own, peer));
  }
  const { inspection } = declaration;
  const { passing = [] } = inspection ?? {};
  const senders = new Map(passing.map(({ from }) => [from.name, peerOf(from.declaration, from.definition)]));
  const through = passing.map(({ conduit }) => conduit);
  for (const room of inspection?.parts.subnets.keys() ?? [])
    entries.set(
      room,
      wayOutEntries(room, through, (name) => senders.get(name)),
    );
  return entries;
}

/** The ACL of a way out: in from the segments that ask, out to public addresses, and the answers to both. */
function wayOutEntries(
  room: string,
  conduits: readonly DeclaredConduit[],
  peer: AclRequest["peer"],
): readonly AclEntry[] {
  const inward = conduits.map((conduit) => ({ ...conduit, definition: { ...conduit.definition, to: room } }));
  const outward = conduits.flatMap(({ definition, aclSeed: seed }): PublicWant[] => {
    const forward = serviceToAcl(definition.service.transport);
    const back = replyTo(forward, "any");
    const because = conduitId(definition);
    return [
      { direction: "egress", transport: forward, because, seed },
      ...(back === undefined ? [] : [{ direction: "ingress" as const, transport: back, because, seed }]),
    ];
  });
  return sortEntries([
    ...compileAcl({ segment: room, detail: "service", conduits: inward, peer }),
    ...publicEntries(outward),
  ]);
}

function sortEntries(entries: readonly AclEntry[]): readonly AclEntry[] {
  return [...entries].sort((a, b) => compareText(a.direction, b.direction) || a.number - b.number);
}

function peerOf(home: Declaration, definition: SegmentDefinition) {
  return { definition, blocks: blocksOf(home, definition) };
}

/** The blocks of a segment, by the plan of its own network. */
function blocksOf(declaration: Declaration, definition: SegmentDefinition): Blocks {
  if (definition.placement.in === "outside") {
    const of = (family: 4 | 6): Block[] =>
      definition.placement.in === "outside"
        ? definition.placement.blocks
            .filter((block) => block.family === family)
            .map((block) => ({ cidr: block.toString(), key: block.toString() }))
        : [];
    return { v4: of(4), v6: of(6) };
  }
  const segment = declaration.plan().blocks.get(definition.name);
  if (segment === undefined) return { v4: [], v6: [] };
  const { ipv6Block } = declaration;
  return {
    v4: [{ cidr: segment.block.toString(), key: "own block" }],
    v6:
      ipv6Block === undefined
        ? []
        : [...segment.ipv6]
            .sort(([a], [b]) => compareText(a, b))
            .map(([zone, index]) => ({ cidr: declaration.ipv6SubnetOf(index), key: zone })),
  };
}
