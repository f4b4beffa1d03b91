import { defineProfile } from "../profile";
import type { Service } from "../service";
import { documents } from "../services";
import { roles, type ProfileWith } from "./roles";

const manual = { source: documents.magnamed, at: "p. 82, section 10.4.4.1" };

/** Ventilators that wait to be asked: Magnamed Fleximag Max. `data` is the port from the maker's protocol guide. */
export function ventilator(given: { readonly data: Service }): ProfileWith<"gateway"> {
  return defineProfile({
    name: "ventilator",
    title: "Ventilator (Magnamed Fleximag Max)",
    kind: "medical-device",
    criticality: "life-critical",
    notes: [
      { text: "The ventilator listens and answers a TCP client; it opens nothing itself.", source: manual },
      { text: "Data are about 8 s old when they leave: not for alarms.", source: manual },
      { text: "It takes its address from DHCP, which stays on the premises.", source: manual },
    ],
    citations: [manual],
    roles: { gateway: roles.gateway },
    needs: [
      {
        role: "gateway",
        direction: "serves",
        service: given.data,
        reason: "The gateway reads settings, measurements and alarms for the record",
        source: manual,
      },
    ],
  });
}
