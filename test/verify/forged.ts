/** Certificates that somebody made up: complete, and for one reason throughout. */
import type { AddressSet } from "../../lib/model";
import type { Certificate, CertifiedPair, Place, Reason } from "../../lib/verify";
import { naiveEnd } from "../../lib/verify/explain/witness";

export function forgedBetween(from: Place, to: Place, reason: Reason): Certificate {
  const pairs = from.spots.flatMap((s) =>
    to.spots.map((d): CertifiedPair => ({
      from: s.id,
      to: d.id,
      ends: { from: naiveEnd(s), to: naiveEnd(d) },
      sources: s.addresses,
      destinations: d.addresses,
      ranges: ([4, 6] as const).flatMap((family) =>
        spansOf(s.addresses, family).flatMap((sources) =>
          spansOf(d.addresses, family).map((destinations) => ({ family, sources, destinations, reason })),
        ),
      ),
    })),
  );
  return { from: from.id, to: to.id, pairs };
}

function spansOf(addresses: AddressSet, family: 4 | 6): readonly (readonly [bigint, bigint])[] {
  return addresses.intervals(family).map(([first, end]) => [first, end - 1n] as const);
}
