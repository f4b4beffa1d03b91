/**
 * SEG-011: clear text between sites is reported, as the tunnel around it is then the only protection.
 *
 * A warning: the rule asks for a report of a compensating control, not for its absence. Between AWS and a site whose VPN
 * Cordon builds, the tunnel is that control, and the finding only notes it.
 */
import type { PolicyCheck } from "./check";
import { conduitsToInternet, conduitsWithEnds, crossesSegments, type ConduitWithEnds } from "./ends";
import { nistControl } from "./sources";
import type { NetworkDefinition } from "../network";
import { placeAtSite } from "../segment";

function crossing(ends: ConduitWithEnds): string | undefined {
  const outside = [ends.from, ends.to].filter((segment) => segment.placement.in === "outside").length;
  if (!crossesSegments(ends) || outside === 0) return undefined;
  return outside === 1 ? "crosses between AWS and outside" : "may cross between sites";
}

/** The tunnel around a conduit between AWS and a site, in words; undefined where there is none that is known. */
function tunnelOf({ from, to }: ConduitWithEnds, { sites }: NetworkDefinition): string | undefined {
  const places = [placeAtSite(from), placeAtSite(to)];
  if (places.every((place) => place !== undefined)) return undefined;
  const site = sites.find(({ name }) => places.some((place) => place?.site === name));
  if (site === undefined) return undefined;
  const { phase2 } = site.tunnel;
  return `the IPsec tunnel of site "${site.name}" (${site.policy}: ${phase2.encryption.join(", ")})`;
}

/** Finds clear text that leaves AWS or a site. */
export const seg011: PolicyCheck = {
  id: "SEG-011",
  title: "A clear-text service between AWS and outside goes through IPsec and is reported as a compensating control.",
  severity: "warning",
  sources: [nistControl("SC-8"), { source: "ANSI/NEMA HN 1-2019 (MDS2)", at: "TXCF" }],
  limits:
    "Reads whether the service encrypts by itself. A tunnel counts where Cordon builds it, and protects no further than the site's gateway. Two segments outside may be at one site or at two; both are reported.",
  breaches: (network) => [
    ...conduitsToInternet(network)
      .filter(({ conduit }) => !conduit.service.encrypted)
      .map(({ id, conduit: { service } }) => ({
        subject: id,
        message: `Conduit "${id}" goes to the internet in clear text, where no tunnel protects it. Use ${service.tlsSibling ?? "an encrypted service"}, or acknowledge SEG-011 with what protects it instead.`,
      })),
    ...conduitsWithEnds(network).flatMap((ends) => {
      const how = crossing(ends);
      const { service } = ends.conduit;
      if (how === undefined || service.encrypted) return [];
      const tunnel = tunnelOf(ends, network);
      if (tunnel !== undefined) {
        const better = service.tlsSibling === undefined ? "" : ` ${service.tlsSibling} would do the same encrypted.`;
        return {
          subject: ends.id,
          severity: "note" as const,
          message: `Conduit "${ends.id}" is in clear text by itself; ${tunnel} is its compensating control.${better}`,
        };
      }
      const sibling =
        service.tlsSibling === undefined
          ? "No encrypted service that does the same is known: keep"
          : `Use ${service.tlsSibling}, or keep`;
      return {
        subject: ends.id,
        message: `Conduit "${ends.id}" ${how} in clear text. ${sibling} it inside IPsec and acknowledge SEG-011 with the tunnel as compensating control.`,
      };
    }),
  ],
};
