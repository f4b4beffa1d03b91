export { maintenanceWindowIssues, unannouncedEdits, type MaintenanceWindow } from "./maintenance-window";
export { classifySiteEdits, describeSiteEdit, type SiteEdit, type SitesIntent } from "./site-edit";
export { siteRules, type Disruption, type SiteEffect, type SiteRule } from "./site-rule";
export type { DeployedNetwork, LastDeployed } from "./last-deployed";
