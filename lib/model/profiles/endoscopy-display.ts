import { defineProfile } from "../profile";
import type { Service } from "../service";
import { documents } from "../services";
import { roles, type ProfileWith } from "./roles";

const setup = { source: documents.ambuAview2, at: "Appendix 3.1, network set-up" };

/** Endoscopy displays: Ambu aView 2. `dicom` is what the archive listens on. */
export function endoscopyDisplay(given: { readonly dicom: Service }): ProfileWith<"pacs"> {
  return defineProfile({
    name: "endoscopy-display",
    title: "Endoscopy display (Ambu aView 2 Advance)",
    kind: "medical-device",
    criticality: "high",
    notes: [
      { text: "No port is open: it accepts answers to its own DICOM connections, and ping.", source: setup },
      { text: "It takes its address from DHCP, which stays on the premises.", source: setup },
    ],
    citations: [setup],
    roles: { pacs: roles.pacs },
    needs: [
      {
        role: "pacs",
        direction: "starts",
        service: given.dicom,
        reason: "Pictures and videos to the archive",
        source: setup,
      },
    ],
  });
}
