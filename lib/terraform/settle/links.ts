/** Rewrites links once all facts are there: to what a name really means, and away from what no input describes. */
import type { Fact, FactId, Link } from "../facts";

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
    const items = value.map((item) => mapped(item, change));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  // Sets of addresses and transports are values of their own and hold no link.
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  let result: Record<string, unknown> | undefined;
  for (const key in value) {
    if (plain.has(key)) continue;
    const item = (value as Record<string, unknown>)[key];
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
        const each = meant.flatMap((id, at) => {
          const one = loose[at];
          return one?.how === "ambiguous" ? one.among : [id];
        });
        const among = [...new Set(each)].sort();
        return among.every((id, at) => id === link.among[at]) && among.length === link.among.length
          ? link
          : { ...link, among };
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

export function byId(a: Fact, b: Fact): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
