/** What segments may say about the site that they are at, beside the sites and each other. */
import type { Issue } from "./issue";
import type { NetworkDefinition } from "./network";
import { compareText } from "./order";
import { placeAtSite } from "./segment";
import { shown } from "./wording";

/** Segments at sites that are not there, and VLANs that two segments of a site share. */
export function sitePlaceIssues(network: NetworkDefinition): readonly Issue[] {
  const seen = new Map<string, string>();
  return [...network.segments]
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((segment): Issue[] => {
      const place = placeAtSite(segment);
      if (place === undefined) return [];
      const issues: Issue[] = [];
      if (!network.sites.some(({ name }) => name === place.site)) {
        issues.push({
          what: `segment ${shown(segment.name)} is at a site that network "${network.name}" does not have`,
          received: shown(place.site),
          allowed: network.sites.map(({ name }) => name).join(", ") || "a site that was added first",
        });
      }
      if (place.vlan !== undefined) {
        const key = `${place.site} ${String(place.vlan)}`;
        const other = seen.get(key);
        if (other !== undefined) {
          issues.push({
            what: `segments ${shown(other)} and ${shown(segment.name)} have one VLAN at site ${shown(place.site)}`,
            received: String(place.vlan),
            allowed: "a VLAN of its own for each segment of a site",
          });
        } else seen.set(key, segment.name);
      }
      return issues;
    });
}
