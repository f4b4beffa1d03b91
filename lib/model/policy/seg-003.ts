/**
 * SEG-003: FTP, Telnet and SMB do not cross the border of a device segment, unless a profile cites the maker for it.
 *
 * The profile must be one that the device end claims, and what it cites must be more than where the port number comes
 * from: a service with a vendor's basis, or a need whose source is another document than the service's.
 */
import type { PolicyCheck } from "./check";
import { conduitsWithEnds, crossesSegments, deviceEnds, type ConduitWithEnds } from "./ends";
import { touches } from "./infrastructure";
import { advisory, wannaCry } from "./sources";
import { Transport } from "../traffic/transport";

const unsafe = [
  { name: "FTP", traffic: Transport.ports("tcp", 21, 21) },
  { name: "Telnet", traffic: Transport.ports("tcp", 23, 23) },
  { name: "SMB", traffic: Transport.ports("tcp", 445, 445).union(Transport.ports("tcp", 139, 139)) },
] as const;

function isDocumentedByVendor(ends: ConduitWithEnds): boolean {
  const { profile, service, source } = ends.conduit;
  if (profile === undefined || !deviceEnds(ends).some((device) => device.profiles.includes(profile))) return false;
  return service.basis === "vendor" || source.source !== service.citation.source;
}

/** Finds FTP, Telnet and SMB at the border of device segments. */
export const seg003: PolicyCheck = {
  id: "SEG-003",
  title: "No FTP, Telnet or SMB crosses the border of a medical-device segment unless its profile cites the vendor.",
  severity: "error",
  sources: [advisory("20-170-04"), advisory("22-251-01"), advisory("20-170-01"), wannaCry],
  limits:
    "Judges by port (TCP 21, 23, 139, 445): the same protocols on other ports are not seen, and version 1 of SMB is not told from later ones. That a profile cites something is checked, not what the document says.",
  breaches: (network) =>
    conduitsWithEnds(network).flatMap((ends) => {
      if (!crossesSegments(ends) || deviceEnds(ends).length === 0 || isDocumentedByVendor(ends)) return [];
      const found = unsafe.filter(({ traffic }) => touches(ends.conduit.service, traffic)).map(({ name }) => name);
      if (found.length === 0) return [];
      return {
        subject: ends.id,
        message: `Conduit "${ends.id}" carries ${found.join(", ")} across the border of a medical-device segment. Use an encrypted service, or a device profile that cites the vendor's document for it.`,
      };
    }),
};
