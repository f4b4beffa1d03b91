/** Changes of sites since the last deployment that nobody announced. */
import { classifySiteEdits, unannouncedEdits, type Issue } from "../../model";
import type { Declaration } from "../declaration";
import { siteIntent } from "./intent";

/** Issues of changes that a site would feel; none for a network that was never deployed, as far as it is known. */
export function editIssues(declaration: Declaration): readonly Issue[] {
  const { lastDeployed, name, today } = declaration.props;
  const before = lastDeployed?.network(name);
  if (before === undefined) return [];
  const after = {
    siteEdge: declaration.edge?.kind ?? ("none" as const),
    sites: declaration.sites.map((site) => siteIntent(declaration, site)),
  };
  return unannouncedEdits(classifySiteEdits(before, after), declaration.windows, today);
}
