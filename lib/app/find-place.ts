/** Finds what someone means by a place, as every door of the proof names it. */
import { InvalidInput, nearMatches } from "../model";
import type { NamedPlace } from "../verify";
import { idsOf, type Proved } from "./prove";

const shownPlaces = 20;

/**
 * The place with a name: a segment, a Terraform address, an IP address, or `internet`.
 *
 * @throws {InvalidInput} naming the nearest places, when there is none
 */
export function findPlace({ proof, facts }: Proved, name: string): NamedPlace {
  const ids = idsOf(facts, name);
  const place = proof.tryFindPlaceOf(name, [name, ...ids]);
  if (place !== undefined) return place;
  const unseen = proof.undescribed.find((one) => one.interfaces.some((id) => ids.includes(id)));
  if (unseen !== undefined)
    throw new InvalidInput([
      {
        what: "this place is in no subnet that the inputs describe",
        received: `"${name}"`,
        allowed: `a place of the inputs, or an input that describes ${unseen.about}`,
      },
    ]);
  const exempt = proof.exemptions.find(({ addresses }) => addresses.includes(name));
  if (exempt !== undefined)
    throw new InvalidInput([
      {
        what: `AWS answers at this address itself (${exempt.what}), and no group and no ACL stops that`,
        received: `"${name}"`,
        allowed: "a place of the inputs",
      },
    ]);
  const names = proof.places.map(({ id }) => id);
  const near = nearMatches(name, names);
  const more = names.length > shownPlaces ? " and others: cordon matrix shows them all" : "";
  const known = `${names.slice(0, shownPlaces).join(", ")}${more}`;
  const perhaps = near.map((each) => `"${each}"`).join(", ");
  const kinds = "a segment, a Terraform address, an IP address, or internet";
  const allowed = `${near.length > 0 ? `perhaps ${perhaps}; ` : ""}${kinds}; there are ${known}`;
  throw new InvalidInput([{ what: "no such place", received: `"${name}"`, allowed }]);
}
