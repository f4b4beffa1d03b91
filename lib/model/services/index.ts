/** The services catalogue. */
export { findService, services, tryFindService } from "./catalogue";
export { documents } from "./documents";
export { siteService, type SiteService } from "./site-service";
