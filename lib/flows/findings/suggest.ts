/**
 * The smallest set of conduits, in services of the catalogue, that covers what was seen.
 *
 * Decides nothing for anyone: what was seen may be what should not be. Refuses traffic that kinds forbid, that nothing answered,
 * and what a suspect did: those are named with the reason, so that nothing is left out unsaid.
 */
import { compareText, type Service } from "../../model";
import { catalogueServices, isRegistered, width, type Known } from "./known";
import type { NotSuggested, Suggestion, Suspect, Undeclared } from "./observation";
import { forbidden } from "./traffic";

export interface Suggested {
  readonly suggestions: readonly Suggestion[];
  readonly notSuggested: readonly NotSuggested[];
}

export function suggest(undeclared: readonly Undeclared[], suspects: readonly Suspect[], known: Known): Suggested {
  const notSuggested: NotSuggested[] = [];
  const pairs = new Map<string, Undeclared[]>();
  for (const traffic of undeclared) {
    const why = refusal(traffic, suspects, known);
    const [from, to] = [traffic.from.place, traffic.to.place];
    if (why !== undefined) notSuggested.push({ from, to, service: traffic.service, why });
    else pairs.set(`${from}>${to}`, [...(pairs.get(`${from}>${to}`) ?? []), traffic]);
  }
  const suggestions = [...pairs.values()].flatMap((traffic) => {
    const [first] = traffic;
    return first === undefined ? [] : [{ from: first.from.place, to: first.to.place, services: cover(traffic, known) }];
  });
  return { suggestions, notSuggested };
}

function refusal(traffic: Undeclared, suspects: readonly Suspect[], known: Known): string | undefined {
  const { from, to } = traffic;
  const kinds = forbidden(from, to);
  if (kinds !== undefined) return kinds;
  // Whoever of the segment is suspected of it: other machines may do the same by then.
  const suspect = suspects.find(
    ({ segment, address, says }) =>
      segment === from.place && (says.includes(`(${to.place})`) || (address === from.example && from.addresses === 1)),
  );
  if (suspect !== undefined)
    return `it looks like a ${suspect.what === "misdirected" ? "mistake" : suspect.what}: see there`;
  if (traffic.protocol === "tcp" && !traffic.isAnswered) return "nothing answered it";
  if (from.place === to.place && from.kind === "medical-device")
    return "devices of one segment should not need each other (SEG-004): declare it by hand, with an exception";
  if ([from.kind, to.kind].includes("vendor-access"))
    return "vendor access is declared by hand, with approver, ticket and expiry (SEG-006)";
  const [service] = candidates(traffic, known);
  if (service === undefined)
    return "no service of the catalogue has it: bring it with siteService, and say where it is written down";
  if (service.reach === "local-only" && from.place !== to.place)
    return `${service.title} relies on broadcast or multicast, which no router passes on`;
  return undefined;
}

/** The service that most conduits of the network name comes first: one name for one thing. */
function candidates({ protocol, port }: Undeclared, known: Known): readonly Service[] {
  const all = catalogueServices(protocol === "tcp" ? 6 : protocol === "udp" ? 17 : -1, port);
  const uses = ({ name }: Service): number => known.rows.filter(({ service }) => service === name).length;
  return [...all].sort(
    (a, b) => width(a) - width(b) || Number(isRegistered(b)) - Number(isRegistered(a)) || uses(b) - uses(a),
  );
}

/** Each time the service that covers most of what is left; of equals the narrower, then the first candidate. */
function cover(traffic: readonly Undeclared[], known: Known): readonly string[] {
  let left = traffic.map((one) => new Map(candidates(one, known).map((service) => [service.name, service])));
  const chosen: string[] = [];
  while (left.length > 0) {
    const all = left.flatMap((services) => [...services.values()]);
    const covers = ({ name }: Service): number => left.filter((services) => services.has(name)).length;
    const [best] = [...all].sort((a, b) => covers(b) - covers(a) || width(a) - width(b));
    if (best === undefined) break;
    chosen.push(best.name);
    left = left.filter((services) => !services.has(best.name));
  }
  return chosen.sort(compareText);
}
