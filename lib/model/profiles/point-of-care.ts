import { defineProfile } from "../profile";
import type { Service } from "../service";
import { documents } from "../services";
import { roles, type ProfileWith } from "./roles";

const setup = { source: documents.quidelSofia, at: "LIS parameters" };

/** Point-of-care instruments that speak POCT1-A: Quidel Sofia. The standard fixes no port: `results` is the manager's. */
export function pointOfCare(given: { readonly results: Service }): ProfileWith<"dataManager"> {
  return defineProfile({
    name: "point-of-care",
    title: "Point-of-care instrument (POCT1-A, Quidel Sofia)",
    kind: "medical-device",
    criticality: "high",
    notes: [
      { text: "The instrument opens the connection to the port that the data manager listens on.", source: setup },
      {
        text: "It takes its clock and its list of users from the data manager: no time server is needed.",
        source: setup,
      },
    ],
    citations: [setup],
    roles: { dataManager: roles.dataManager },
    needs: [
      {
        role: "dataManager",
        direction: "starts",
        service: given.results,
        reason: "Results to the data manager, clock and users back",
        source: setup,
      },
    ],
  });
}
