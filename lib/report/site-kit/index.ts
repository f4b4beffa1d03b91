export { markOf, siteKit, type SiteKitFile } from "./kit";
export { unknownSite } from "./plan";
export { siteKitReport, type SiteKitResult } from "./report";
export type { GatewayEnds, TunnelEnds } from "./tunnel";
