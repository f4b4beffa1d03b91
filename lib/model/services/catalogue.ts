/** The catalogue as one object, and how to look a service up by its name. */
import { InvalidInput } from "../issue";
import type { Service } from "../service";
import { building } from "./building";
import { clinical } from "./clinical";
import { infrastructure } from "./infrastructure";
import { makers } from "./makers";
import { management } from "./management";
import { nearMatches } from "../near-matches";
import { show } from "./received";
import { reservedNames } from "./reserved-names";

/**
 * Every service that is registered or that its maker documents. A key is the service's name in camel case.
 *
 * What no public document fixes is not here: bring it with `siteService`.
 */
export const services = Object.freeze({
  ...clinical,
  ...makers,
  ...infrastructure,
  ...management,
  ...building,
  ...reservedNames,
} as const);

const byName: ReadonlyMap<string, Service> = new Map(
  Object.values(services).map((service): [string, Service] => [service.name, service]),
);

/** The catalogue's service of that name, if it has one. */
export function tryFindService(name: string): Service | undefined {
  return byName.get(name);
}

/**
 * The catalogue's service of that name.
 *
 * @throws {InvalidInput} naming the nearest names when there is none
 */
export function findService(name: string): Service {
  const found = tryFindService(name);
  if (found !== undefined) return found;
  const near = nearMatches(name, [...byName.keys()]);
  throw new InvalidInput([
    {
      what: "no service of this name is in the catalogue",
      received: show(name),
      allowed:
        near.length > 0
          ? `perhaps ${near.map((each) => `"${each}"`).join(", ")}`
          : "a name in the catalogue, or a service made with siteService",
    },
  ]);
}
