import { defineProfile } from "../profile";
import type { Service } from "../service";
import { documents } from "../services";
import { needsTime } from "./needs";
import { roles, type ProfileWith } from "./roles";

const specification = { source: documents.quidelSofia2, at: "section 1, LIS1-A and LIS2-A over TCP" };

/** Analysers that send results by CLSI LIS2-A2 (ASTM). The standard fixes no port: `results` is the middleware's. */
export function laboratoryAnalyser(given: { readonly results: Service }): ProfileWith<"middleware" | "ntp"> {
  return defineProfile({
    name: "laboratory-analyser",
    title: "Laboratory analyser (CLSI LIS2-A2)",
    kind: "medical-device",
    criticality: "high",
    notes: [
      { text: "The analyser connects to the address and port that the middleware listens on.", source: specification },
    ],
    citations: [specification],
    roles: { middleware: roles.middleware, ntp: roles.ntp },
    needs: [
      {
        role: "middleware",
        direction: "starts",
        service: given.results,
        reason: "Results to the laboratory system, orders back",
        source: specification,
      },
      needsTime(),
    ],
  });
}
