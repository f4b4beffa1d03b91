export { gatewayIssues } from "./gateway-rules";
export * from "./site";
export { siteCollisions, validateSite } from "./site-rules";
