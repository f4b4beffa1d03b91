/**
 * Ports that this hospital chose or was told: everything that no public document fixes.
 *
 * Decides whether such a service is well formed. Refuses to decide whether the port is the right one: only the author
 * knows, so the author says where it is written down, and the basis `site` marks it as such wherever it is shown.
 */
import { refuse, type Issue } from "../issue";
import type { Citation } from "../citation";
import type { Reach, Service } from "../service";
import { tryFindService } from "./catalogue";
import { show } from "./received";
import { transportKeys, transportOf, type SiteTransport } from "./site-transport";

interface SiteServiceCommon {
  /** Unique in the network and not a name of the catalogue: 2–40 lower-case letters, digits and single hyphens. */
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  /** Where the port is written down: an interface register, a vendor's letter, a ticket. */
  readonly citation: Citation;
  /** Whether the protocol itself encrypts. Say `false` when not sure. */
  readonly encrypted: boolean;
  /**
   * `local-only` when it relies on broadcast or multicast.
   *
   * @default "routable"
   */
  readonly reach?: Reach;
}

/** What is said about a service of the site. */
export type SiteService = SiteServiceCommon & SiteTransport;

const commonKeys = ["name", "title", "protocol", "citation", "encrypted", "reach"] as const;

/**
 * A service whose port this hospital knows and no public document fixes.
 *
 * @throws {InvalidInput} with everything that is wrong with it
 */
export function siteService(input: SiteService): Service {
  // From JavaScript anything may come; each value is looked at before it is trusted.
  const given: Readonly<Record<string, unknown>> = { ...(input as object) };
  const about = typeof given["name"] === "string" ? `service "${given["name"]}"` : "service";
  const transport = transportOf(given, about);
  refuse([
    ...nameIssues(given["name"]),
    ...textIssues(given["title"], `title of ${about}`),
    ...citationIssues(given["citation"], about),
    ...choiceIssues(given["encrypted"], [true, false], `encrypted of ${about}`),
    ...(given["reach"] === undefined
      ? []
      : choiceIssues(given["reach"], ["routable", "local-only"], `reach of ${about}`)),
    ...unknownKeyIssues(given, about),
    ...(transport.ok ? [] : transport.issues),
  ]);
  if (!transport.ok) throw new Error("unreachable: refused above");
  return Object.freeze({
    name: input.name,
    title: input.title,
    transport: Object.freeze(transport.value),
    basis: "site",
    citation: Object.freeze({ ...input.citation }),
    reach: input.reach ?? "routable",
    encrypted: input.encrypted,
  });
}

function nameIssues(name: unknown): Issue[] {
  const wellFormed =
    typeof name === "string" && name.length >= 2 && name.length <= 40 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(name);
  if (!wellFormed) {
    const allowed = "2–40 lower-case letters, digits and single hyphens, starting with a letter";
    return [{ what: "name of service is not well formed", received: show(name), allowed }];
  }
  if (tryFindService(name) === undefined) return [];
  return [
    { what: `service "${name}" is in the catalogue already`, allowed: "a name of its own, or the catalogue's service" },
  ];
}

function textIssues(text: unknown, what: string): Issue[] {
  if (typeof text === "string" && text.trim() !== "") return [];
  return [{ what: `${what} is empty`, received: show(text), allowed: "text" }];
}

function citationIssues(citation: unknown, about: string): Issue[] {
  const { source, at } = (citation ?? {}) as Partial<Readonly<Record<keyof Citation, unknown>>>;
  return [
    ...textIssues(source, `citation.source of ${about}`),
    ...(at === undefined ? [] : textIssues(at, `citation.at of ${about}`)),
  ];
}

function choiceIssues(value: unknown, choices: readonly unknown[], what: string): Issue[] {
  if (choices.includes(value)) return [];
  return [{ what: `${what} is not a choice`, received: show(value), allowed: choices.map(show).join(" or ") }];
}

function unknownKeyIssues(given: Readonly<Record<string, unknown>>, about: string): Issue[] {
  const known: readonly string[] = [...commonKeys, ...transportKeys];
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({ what: `${about} has an unknown property`, received: show(key), allowed: known.join(", ") }));
}
