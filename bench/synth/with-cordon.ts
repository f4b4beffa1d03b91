/** Builds the topology with Cordon. */
import { TerraformStack, type App } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AddressPlan, HospitalNetwork, services } from "cdktf-cordon";
import { pairsOf, segmentName, zones } from "./topology";

export function buildWithCordon(app: App, networks: number, segments: number): void {
  for (let index = 0; index < networks; index += 1) {
    const stack = new TerraformStack(app, `hospital-${String(index)}`);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const network = new HospitalNetwork(stack, "network", {
      name: `hospital-${String(index)}`,
      cidr: "10.40.0.0/16",
      availabilityZones: zones,
      addressPlan: AddressPlan.inMemory(),
      owner: "network operations",
      reviewBy: "2030-01-01",
      today: "2026-11-23",
      quotas: { routeTablesPerVpc: 400 },
    });
    // The other side has none either: what is measured is the network.
    network.leaveFlowsUnrecorded({ reason: "Measured beside plain cdktf", approver: "the bench" });
    const built = Array.from({ length: segments }, (_, at) =>
      network.addClinicalSegment(segmentName(at), { traits: [] }),
    );
    for (const { from, to } of pairsOf(segments)) {
      const [a, b] = [built[from], built[to]];
      if (a !== undefined && b !== undefined)
        a.allowTo(b, [services.https, services.dicomTls], { reason: "Measured traffic" });
    }
  }
}
