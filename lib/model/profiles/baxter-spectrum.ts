import { defineProfile } from "../profile";
import type { Service } from "../service";
import { needsTime } from "./needs";
import { roles, type ProfileWith } from "./roles";

const telnet = { source: "CISA ICSMA-20-170-04" };
const battery = { source: "CISA ICSMA-22-251-01" };

/** Baxter Sigma Spectrum pumps. Their ports are not public: `gateway` is the one that the maker told the hospital. */
export function baxterSpectrum(given: { readonly gateway: Service }): ProfileWith<"server" | "ntp"> {
  return defineProfile({
    name: "baxter-spectrum",
    title: "Infusion pump (Baxter Sigma Spectrum with wireless battery module)",
    kind: "medical-device",
    criticality: "life-critical",
    notes: [
      { text: "FTP and Telnet to and from the pumps are blocked at the edge of their VLAN.", source: telnet },
      { text: "The wireless network uses WPA2 with EAP-TLS.", source: battery },
      { text: "The pump infuses without a network; library updates stop.", source: battery },
    ],
    citations: [telnet, battery],
    roles: { server: roles.server, ntp: roles.ntp },
    needs: [
      {
        role: "server",
        direction: "starts",
        service: given.gateway,
        reason: "Drug library and infusion records",
        source: given.gateway.citation,
      },
      needsTime(),
    ],
  });
}
