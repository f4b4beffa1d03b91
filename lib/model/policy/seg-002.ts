/**
 * SEG-002: a pump speaks to its server, DNS, DHCP and NTP, and nothing speaks to it first.
 *
 * A segment holds pumps when one of its profiles is called `infusion-pump`, starts with `infusion-pump-`, or is a pump that
 * Cordon ships under its maker's name. A rack that connects pumps and is configured over the network, such as
 * `agilia-link`, is not a pump in this sense: its maker documents a conduit that it answers. A conduit that a pump's
 * profile asked for leads to its server, or to what the maker documents besides. What another device in the same segment
 * needs is a breach: the rule holds for the whole segment, because a security group does not tell the two apart.
 */
import type { SegmentDefinition } from "../segment";
import type { Breach, PolicyCheck } from "./check";
import { conduitsToInternet, conduitsWithEnds, type ConduitWithEnds } from "./ends";
import { isWithin, nameAddressAndTime } from "./infrastructure";
import { advisory } from "./sources";

/** Shipped profiles of infusion pumps whose names do not say so. */
const pumpsByMaker: readonly string[] = ["baxter-spectrum"];

/** Whether a profile is that of an infusion pump: by its name, as any further profile of one must be called. */
export function isInfusionPumpProfile(profile: string): boolean {
  return profile === "infusion-pump" || profile.startsWith("infusion-pump-") || pumpsByMaker.includes(profile);
}

function holdsPumps(segment: SegmentDefinition): boolean {
  return segment.profiles.some(isInfusionPumpProfile);
}

function isAllowedOut({ conduit, from, to }: ConduitWithEnds): boolean {
  const { profile } = conduit;
  if (profile !== undefined && isInfusionPumpProfile(profile) && from.profiles.includes(profile)) return true;
  return to.kind === "shared-services" && isWithin(conduit.service, nameAddressAndTime);
}

function leaves(id: string, from: SegmentDefinition): Breach {
  return {
    subject: id,
    message: `Conduit "${id}" leaves pump segment "${from.name}" for something that is not its profile's server, DNS, DHCP or NTP. Remove it, or put the device that needs it in a segment without pumps.`,
  };
}

/** Finds what pumps and others say to each other beyond what pumps need. */
export const seg002: PolicyCheck = {
  id: "SEG-002",
  title: "A pump segment starts conduits only to its server, DNS, DHCP and NTP, and answers none.",
  severity: "error",
  sources: [advisory("23-194-01")],
  limits:
    "Knows pumps by the name of their profile (infusion-pump, infusion-pump-…, baxter-spectrum): pumps in a segment without such a profile are not seen. Takes the profile's own needs for what the maker documents.",
  breaches: (network) => [
    ...conduitsToInternet(network)
      .filter(({ from }) => holdsPumps(from))
      .map(({ id, from }) => leaves(id, from)),
    ...conduitsWithEnds(network).flatMap((ends) => {
      const { id, from, to } = ends;
      if (holdsPumps(to)) {
        return {
          subject: id,
          message: `Conduit "${id}" starts towards pump segment "${to.name}", which is to answer nothing. Let the pumps start it, or remove it.`,
        };
      }
      return holdsPumps(from) && !isAllowedOut(ends) ? leaves(id, from) : [];
    }),
  ],
};
