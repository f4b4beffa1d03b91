/**
 * SEG-012: what lives on broadcast or multicast is not put on a conduit that leaves its segment.
 *
 * Our own conclusion from how these protocols work: every conduit between segments is routed, be it inside the VPC or
 * through a VPN, so such a conduit opens ports and still does not carry the service.
 */
import type { PolicyCheck } from "./check";
import { conduitsToInternet, conduitsWithEnds, crossesSegments } from "./ends";

/** Finds broadcast and multicast services between segments. */
export const seg012: PolicyCheck = {
  id: "SEG-012",
  title: "No broadcast or multicast service is put on a conduit that leaves its segment.",
  severity: "error",
  sources: [
    { source: "Vocera CARESCAPE adapter 1.3.0 guide", at: "UDP 2000 and 7000 broadcast" },
    { source: "Draegerwerk/sdc11073, IEEE 11073 SDC reference code", at: "WS-Discovery, UDP 3702 multicast" },
  ],
  limits:
    "Trusts the reach that the service declares. Inside one segment it is not judged, though a segment with several subnets is routed too.",
  breaches: (network) =>
    [...conduitsWithEnds(network), ...conduitsToInternet(network)]
      .filter((ends) => crossesSegments(ends) && ends.conduit.service.reach === "local-only")
      .map(({ id, conduit }) => ({
        subject: id,
        message: `Conduit "${id}" carries ${conduit.service.title}, which relies on broadcast or multicast and does not cross a router. Put a gateway beside the devices and declare the conduit from it.`,
      })),
};
