/** Rewrites links once all facts are there: to what a name really means, and away from what no input describes. */
import type { Fact, FactId, Link, Presence, UnknownReason } from "../facts";

function isLink(value: object): value is Link {
  return "how" in value;
}

/** What never holds a link: skipped, because there are many. */
const plain: ReadonlySet<string> = new Set(["source", "presence", "transport", "addresses", "more", "because"]);

/** The same fact with every link in it passed through `change`; the same object when nothing changed. */
export function mapLinks<T>(value: T, change: (link: Link) => Link): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: (link: Link) => Link): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isLink(value)) return change(value);
  if (Array.isArray(value)) {
    let items: unknown[] | undefined;
    value.forEach((item: unknown, at) => {
      const next = mapped(item, change);
      if (next !== item) (items ??= [...(value as readonly unknown[])])[at] = next;
    });
    return items ?? value;
  }
  // Sets of addresses and transports are values of their own and hold no link.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  let result: Record<string, unknown> | undefined;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (typeof item !== "object" || plain.has(key)) continue;
    const next = mapped(item, change);
    if (next !== item) result = { ...(result ?? (value as Record<string, unknown>)), [key]: next };
  }
  return result ?? value;
}

export class Names {
  public constructor(
    private readonly aliases: ReadonlyMap<FactId, FactId>,
    private readonly facts: ReadonlySet<FactId>,
    private readonly loose: ReadonlyMap<FactId, Link> = new Map(),
  ) {}

  public resolve(id: FactId): FactId {
    let at = id;
    for (let step = 0; step < 16; step += 1) {
      const next = this.aliases.get(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  public settle = (link: Link): Link => {
    switch (link.how) {
      case "exact":
      case "symbol": {
        const to = this.resolve(link.to);
        const loose = this.loose.get(to);
        if (loose !== undefined) return loose;
        if (!this.facts.has(to)) return { how: "outside", id: to };
        return to === link.to ? link : { ...link, to };
      }
      case "ambiguous": {
        const meant = link.among.map((id) => this.resolve(id));
        const loose = meant.map((id) => this.loose.get(id));
        if (loose.some((one) => one?.how === "unknown")) return { how: "unknown", because: link.because };
        const isStillClosed = loose.every((one) => one === undefined || isClosed(one));
        const each = meant.flatMap((id, at) => {
          const one = loose[at];
          return one?.how === "ambiguous" ? one.among : [id];
        });
        const among = [...new Set(each)].sort();
        return among.every((id, at) => id === link.among[at]) && among.length === link.among.length
          ? link
          : isStillClosed
            ? { ...link, among }
            : { how: "ambiguous", among, because: link.because };
      }
      case "outside": {
        const to = this.resolve(link.id);
        return to !== link.id && this.facts.has(to) ? { how: "symbol", to } : link;
      }
      case "unknown":
        return link;
    }
  };
}

/** The one fact that a link surely means. */
export function targetOf(link: Link | "none" | undefined): FactId | undefined {
  if (link === undefined || link === "none") return undefined;
  return link.how === "exact" || link.how === "symbol" ? link.to : undefined;
}

/** The facts that a link may mean; none when no input describes it, or nobody knows which it is. */
export function idsOf(link: Link): readonly FactId[] {
  if (link.how === "exact" || link.how === "symbol") return [link.to];
  return link.how === "ambiguous" ? link.among : [];
}

/** One of these, and which one is not known. */
export function oneOfLinks(links: readonly Link[], because: UnknownReason): Link {
  if (links.some(({ how }) => how === "unknown")) return { how: "unknown", because };
  const found = { how: "ambiguous", among: [...new Set(links.flatMap(idsOf))].sort(), because } as const;
  return links.length > 0 && links.every(isClosed) ? { ...found, closed: true } : found;
}

/** Whether the link, where it means anything, means a fact that it names. */
function isClosed(link: Link): boolean {
  return link.how === "ambiguous" ? link.closed === true : link.how === "exact" || link.how === "symbol";
}

/** Which facts are surely meant by one link at least, and which may be. */
export class Meant {
  public readonly surely = new Set<FactId>();
  private readonly some = new Map<FactId, UnknownReason>();
  private readonly any: UnknownReason | undefined;

  /** @param links each with the presence of what has it */
  public constructor(links: readonly (readonly [Link, Presence])[]) {
    for (const [link, presence] of links) {
      const target = targetOf(link);
      if (target !== undefined && presence.is === "certain") this.surely.add(target);
      else if (target !== undefined && presence.is === "possible") this.some.set(target, presence.because);
      else if (link.how === "ambiguous") for (const id of link.among) this.some.set(id, link.because);
      else if (link.how === "unknown") this.any ??= link.because;
    }
  }

  /** Why the fact may be meant. */
  public perhaps(id: FactId): UnknownReason | undefined {
    return this.some.get(id) ?? this.any;
  }
}

export function byId(a: Fact, b: Fact): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
