/**
 * SEG-011: clear text between sites is reported, as the tunnel around it is then the only protection.
 *
 * A warning: the rule asks for a report of a compensating control, not for its absence. Whether the tunnel is there and
 * what it accepts is proved elsewhere.
 */
import type { PolicyCheck } from "./check";
import { conduitsToInternet, conduitsWithEnds, crossesSegments, type ConduitWithEnds } from "./ends";
import { nistControl } from "./sources";

function crossing(ends: ConduitWithEnds): string | undefined {
  const outside = [ends.from, ends.to].filter((segment) => segment.placement.in === "outside").length;
  if (!crossesSegments(ends) || outside === 0) return undefined;
  return outside === 1 ? "crosses between AWS and outside" : "may cross between sites";
}

/** Finds clear text that leaves AWS or a site. */
export const seg011: PolicyCheck = {
  id: "SEG-011",
  title: "A clear-text service between AWS and outside goes through IPsec and is reported as a compensating control.",
  severity: "warning",
  sources: [nistControl("SC-8"), { source: "ANSI/NEMA HN 1-2019 (MDS2)", at: "TXCF" }],
  limits:
    "Reads whether the service encrypts by itself, not whether a tunnel exists. Two segments outside may be at one site or at two; both are reported.",
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
