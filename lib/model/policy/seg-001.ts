/**
 * SEG-001: a device has no way to the internet, be it a gateway or a conduit to public addresses.
 *
 * A public block at the other end of a conduit needs the same route as the internet, so it counts as one.
 */
import { Cidr } from "../address/cidr";
import { privateNetworks } from "../address/private-ranges";
import type { SegmentDefinition } from "../segment";
import type { PolicyCheck } from "./check";
import { conduitsToInternet, conduitsWithEnds, deviceEnds } from "./ends";
import { advisory } from "./sources";

/** Addresses that the internet does not route: RFC 1918, RFC 6598, RFC 4193. */
const privateBlocks = [...privateNetworks, Cidr.of("fc00::/7")];

function publicBlocks(segment: SegmentDefinition): readonly string[] {
  if (segment.placement.in === "aws") return [];
  return segment.placement.blocks
    .filter((block) => !privateBlocks.some((known) => known.contains(block)))
    .map((block) => block.toString());
}

/** Finds devices with a way to the internet. */
export const seg001: PolicyCheck = {
  id: "SEG-001",
  title: "No medical-device segment has a route to the internet.",
  severity: "error",
  sources: [advisory("20-296-02"), advisory("21-294-01"), advisory("18-312-01"), advisory("25-030-01")],
  limits:
    "Reads what is declared, not the route tables that are built. A proxy in another segment, and the hospital's own routers at a site, can still pass device traffic on to the internet.",
  breaches: (network) => [
    ...network.segments
      .filter((segment) => segment.kind === "medical-device" && segment.internet === "egress")
      .map(({ name }) => ({
        subject: name,
        message: `Medical-device segment "${name}" asks for a way out to the internet. Remove it, and let a segment of kind integration or device-management speak for the devices.`,
      })),
    ...conduitsToInternet(network)
      .filter(({ from }) => from.kind === "medical-device")
      .map(({ id, from }) => ({
        subject: id,
        message: `Conduit "${id}" leads from medical-device segment "${from.name}" to the internet. Remove it, and let a segment of kind integration or device-management speak for the devices.`,
      })),
    ...conduitsWithEnds(network).flatMap((ends) => {
      const [device] = deviceEnds(ends);
      const peer = device === ends.from ? ends.to : ends.from;
      const [block] = publicBlocks(peer);
      if (device === undefined || block === undefined) return [];
      return {
        subject: ends.id,
        message: `Conduit "${ends.id}" joins medical-device segment "${device.name}" with public addresses (${block} of segment "${peer.name}"). Put the conduit on a segment of kind integration that speaks for the devices, or acknowledge that the block is the hospital's own.`,
      };
    }),
  ],
};
