/**
 * Tags by which what carries a network in AWS is found again once it is deployed. The constructs write them, and the proof
 * of a snapshot reads them; nobody else may set a key that starts with `cordon:`.
 */
export const carrierTags = {
  network: "cordon:network",
  segment: "cordon:segment",
  /** On the VPN connections of a site and their customer gateways: the name of the site. */
  site: "cordon:site",
  /** On the group of a private endpoint: the name of its service. */
  service: "cordon:service",
} as const;
