/** An intent with every kind of thing in it, synthesized by the library itself. */
import { FlowLogFormat, siteService, services } from "../../lib";
import type { Intent } from "../../lib/model";
import { recordedHospital, synthesize } from "../constructs/synth";

let text: string | undefined;

/** The text of an `intent.json`. */
export function realIntent(): string {
  return (text ??= synthesizeOne());
}

function synthesizeOne(): string {
  const synthesized = synthesize((stack) => {
    const network = recordedHospital(stack, { ipv6: "amazon-provided" });
    const pumps = network.addMedicalDeviceSegment("pumps", {
      criticality: "life-critical",
      endOfSupport: "2029-12-31",
    });
    const server = network.addClinicalSegment("server", { redundancyGroup: "servers" });
    const spare = network.addClinicalSegment("spare", { redundancyGroup: "servers" });
    const time = network.addSharedServicesSegment("time");
    const ward = network.addOutsideSegment("ward", { kind: "clinical", cidrs: ["172.20.8.0/22"] });
    const care = { reason: "Care", failMode: "fail-closed", owner: "clinical engineering" } as const;
    pumps.allowTo(server, services.https, { ...care, approver: "A. Grant", ticket: "CHG-1", expires: "2027-01-31" });
    pumps.allowTo(time, services.ntp, care);
    const echo = siteService({
      name: "liveness-echo",
      title: "Liveness",
      protocol: "icmp",
      type: 8,
      code: 0,
      encrypted: false,
      citation: { source: "Network handbook", at: "page 4" },
    });
    server.allowTo(spare, echo, { reason: "Liveness" });
    ward.allowTo(server, services.https, { reason: "Ward screens" });
    network.acknowledge("SEG-007", "pumps", {
      reason: "One rack until spring",
      approver: "A. Grant",
      ticket: "CHG-2",
      expires: "2027-03-31",
    });
    const flows = network.monitorFlows({
      retention: { days: 365, reason: "Hospital policy 17" },
      irreversibleObjectLock: { mode: "governance", days: 30 },
      retired: [{ format: FlowLogFormat.of("version", "srcaddr"), reason: "Until the new log has records" }],
    });
    const staging = { reason: "Staging", approver: "A. Grant", ticket: "CHG-3", expires: "2027-03-31" };
    flows.keepDnsTo({ allow: ["time.example.org"], mode: { alert: staging } });
  });
  return synthesized.text.intent;
}

/** The same as a document that a test may change. */
export function realDocument(): Intent {
  return JSON.parse(realIntent()) as Intent;
}
