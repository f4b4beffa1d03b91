export * from "./site";
export { siteCollisions, sitePlaceIssues, validateSite } from "./site-rules";
