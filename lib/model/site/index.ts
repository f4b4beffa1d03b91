export { gatewayIssues } from "./gateway-rules";
export * from "./site";
export { siteCollisions, sitePlaceIssues, validateSite } from "./site-rules";
