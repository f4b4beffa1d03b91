/**
 * The domain names of conduits to the internet, against what the firewalls on the way let through.
 *
 * Decides which names a connection may carry from a segment that is kept to names, and whether each of its own gets through
 * from every address. Looks at what the segment's other conduits name as well: a name that any of them declares is declared.
 * Refuses to decide who owns a name, or whether a client tells the truth about it. Each answer is put to the naive evaluator
 * as one connection that carries one name.
 */
import { formatAddress, internet, Transport } from "../../model";
import { InternalDisagreement, connectionOf } from "../explain/witness";
import { bothNames, anyName, includesName, type NamesPassed } from "../filters/firewall/names";
import { evaluate } from "../naive/evaluate";
import type { Answer, Connection } from "../naive/packet";
import type { DeclaredConduit, DeclaredIntent } from "../places/intent";
import type { Place, Spot } from "../places/places";
import { cutAt } from "../reach/checks";
import type { Path } from "../reach/path";
import type { Relations } from "../reach/relation";
import { ranksOf } from "../reach/through-boxes";
import type { RankRange } from "../sets/address-atoms";
import type { World } from "../world/world";
import type { Finding } from "./finding";

type Named = DeclaredConduit & { readonly domains: readonly string[] };

/** One way from some addresses to some others, and the names that pass on it. */
interface Found {
  readonly from: Spot;
  readonly to: Spot;
  readonly a: RankRange;
  readonly b: RankRange;
  readonly names: NamesPassed;
  /** Whether anything surely passes there. */
  readonly sure: boolean;
}

/** @param open - conduits that may not pass at all: of their names only what is surely wrong is told too */
export function judgeNames(
  world: World,
  places: readonly Place[],
  relations: Relations,
  { conduits, alerting = [] }: DeclaredIntent,
  open: ReadonlySet<string>,
): readonly Finding[] {
  const alerted = new Set(alerting.flatMap((each) => each.conduits));
  const named = conduits.filter(
    (each): each is Named => each.to === internet && each.domains !== undefined && !alerted.has(each.id),
  );
  const outside = places.find(({ id }) => id === internet)?.spots ?? [];
  return named.flatMap((conduit) => {
    const from = places.find(({ id }) => id === conduit.from);
    if (from === undefined) return [];
    const point = world.rows.first(world.rows.of(conduit.transport));
    const own = conduits.filter((each) => each.from === conduit.from && each.to === internet);
    const free = own.some(
      (each) => (each.domains === undefined || alerted.has(each.id)) && each.transport.points.has(point),
    );
    const declared = named.filter((each) => each.from === conduit.from).flatMap(({ domains }) => domains);
    const ways = from.spots.flatMap((s) => outside.flatMap((d) => waysBetween(world, relations, s, d, point)));
    const judgement = new NameJudgement(world, conduit, point);
    const findings = [...(free ? [] : judgement.excess(ways, declared)), ...judgement.missing(ways)];
    return open.has(conduit.id) ? findings.filter(({ verdict }) => verdict === "broken") : findings;
  });
}

function waysBetween(world: World, relations: Relations, from: Spot, to: Spot, point: number): readonly Found[] {
  const found: Found[] = [];
  for (const { a, b, paths, relation } of relations.pieces(from, to))
    for (const path of world.rows.has(relation.someMay, point) ? paths : []) {
      const cuts = path.forward.gates.flatMap((gate) => ("box" in gate ? gate.box.cuts : []));
      for (const x of cutAt(a, cuts))
        for (const y of cutAt(b, cuts)) {
          const { someMay, someMust } = relations.along(from, to, x, y, path);
          if (!world.rows.has(someMay, point)) continue;
          const names = namesOn(path, x, y, point);
          // Of several ways nobody knows which it takes: what passes surely passes on each.
          const isAlike = paths.every(
            (other) => other.forward.optional || JSON.stringify(namesOn(other, x, y, point)) === JSON.stringify(names),
          );
          const sure = isAlike && world.rows.has(someMust, point) && world.rows.has(relation.someMust, point);
          found.push({ from, to, a: x, b: y, names, sure });
        }
    }
  return found;
}

/** A translating gateway may have any of its addresses: only what passes from each surely does. */
function namesOn({ forward }: Path, [x]: RankRange, [y]: RankRange, point: number): NamesPassed {
  let names = anyName;
  for (const gate of forward.gates) {
    if (!("box" in gate)) continue;
    const [sources, destinations] = [ranksOf(gate.source, x, gate.box), ranksOf(gate.destination, y, gate.box)];
    const each = sources.flatMap((s) => destinations.map((d) => gate.box.names(s, d, point)));
    const alike = each.every((one) => JSON.stringify(one) === JSON.stringify(each[0]));
    names = bothNames(names, alike ? (each[0] ?? anyName) : { surely: [], perhaps: "any" });
  }
  return names;
}

class NameJudgement {
  public constructor(
    private readonly world: World,
    private readonly conduit: Named,
    private readonly point: number,
  ) {}

  /** The first name that no conduit of the segment declares. */
  public excess(ways: readonly Found[], declared: readonly string[]): readonly Finding[] {
    const open = ways.flatMap((way) => {
      const other = strangerIn(way.names.perhaps, declared);
      return other === undefined ? [] : [{ way, name: other, sure: way.sure && includesName(way.names.surely, other) }];
    });
    const shown = open.find(({ sure }) => sure) ?? open[0];
    if (shown === undefined) return [];
    const { way, name } = shown;
    const answer = this.ask(way, name);
    if (answer === "no") throw this.disagreement(way, name, "it may pass", answer);
    const broken = shown.sure && answer === "yes";
    const surely = broken ? "passes" : "may pass";
    return [
      {
        ...this.base(broken),
        id: `${broken ? "excess" : "perhaps-excess"}-name:${this.conduit.id}`,
        kind: broken ? "excess" : "undecided",
        text: `a name that no conduit of the segment declares ${surely}: ${this.words(way)}, to ${name}`,
        next: broken ? "take the name off the firewall's lists, or declare it" : "make the firewall's rules known",
      },
    ];
  }

  /** Names of the conduit that do not get through from some address to any. */
  public missing(ways: readonly Found[]): readonly Finding[] {
    const sources = new Map<string, Found[]>();
    for (const way of ways) {
      const key = `${way.from.id} ${way.a.join()}`;
      sources.set(key, [...(sources.get(key) ?? []), way]);
    }
    return this.conduit.domains.flatMap((domain) => {
      const lost = [...sources.values()].find(
        (mine) => !mine.some(({ names, sure }) => sure && includesName(names.surely, domain)),
      );
      const [way] = lost ?? [];
      if (lost === undefined || way === undefined) return [];
      const broken = lost.every(({ names }) => !includesName(names.perhaps, domain));
      const answer = this.ask(way, bare(domain));
      if (broken && answer !== "no") throw this.disagreement(way, bare(domain), "it does not pass", answer);
      return [
        {
          ...this.base(broken),
          id: `missing-name:${this.conduit.id}:${domain}`,
          kind: broken ? "missing" : "undecided",
          text: `a declared name ${broken ? "does not" : "may not"} pass: ${this.words(way)}, to ${bare(domain)}`,
          next: broken ? "put the name on the firewall's list for this segment" : "make the firewall's rules known",
        },
      ];
    });
  }

  private base(broken: boolean): Pick<Finding, "verdict" | "from" | "to" | "traffic" | "rules" | "doubts"> {
    const { from, to, transport } = this.conduit;
    return { verdict: broken ? "broken" : "undecided", from, to, traffic: transport, rules: [], doubts: [] };
  }

  private connection({ from, to, a, b }: Found, name: string): Connection {
    const client = 49_152;
    return { ...connectionOf(this.world, from, to, { x: a[0], y: b[0] }, this.point, client), name };
  }

  private ask(way: Found, name: string): Answer {
    return evaluate(this.world.facts, this.connection(way, name), "ignored");
  }

  private words(way: Found): string {
    const { family, source, destination } = this.connection(way, "");
    const transport = Transport.ofPoints([[this.point, this.point + 1]]);
    return `${formatAddress(family, source)} to ${formatAddress(family, destination)}, ${transport.toString()}`;
  }

  private disagreement(way: Found, name: string, engine: string, answer: Answer): InternalDisagreement {
    return new InternalDisagreement(this.connection(way, name), engine, answer, `${way.from.id}, to ${name}`);
  }
}

/** A name that passes and is not declared. */
function strangerIn(passing: NamesPassed["perhaps"], declared: readonly string[]): string | undefined {
  if (passing === "any") return "not-declared.example";
  const other = passing.find((name) => !includesName(declared, name));
  if (other === undefined || !includesName(declared, bare(other))) return other === undefined ? other : bare(other);
  return `not-declared${other}`;
}

/** One name that a list's entry stands for. */
function bare(name: string): string {
  return name.startsWith(".") ? name.slice(1) : name;
}
