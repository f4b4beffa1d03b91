/** One measurement in a process of its own: sites on a transit gateway, synthesized and proved; one line of JSON. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AddressPlan, HospitalNetwork, TransitGateway, services } from "cdktf-cordon";
import { prove, readProofInput } from "../../lib/app";

const sites = Number(process.argv[2]);
const segmentsPerSite = 10;

function build(app: App): void {
  const stack = new TerraformStack(app, "estate");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const hub = new TransitGateway(stack, "hub", { name: "region", asn: 64512 });
  const network = new HospitalNetwork(stack, "network", {
    name: "estate",
    cidr: "10.40.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    addressPlan: AddressPlan.inMemory(),
    owner: "network operations",
    reviewBy: "2030-01-01",
    today: "2026-11-23",
  });
  network.attachTo(hub);
  for (let at = 0; at < sites; at += 1) {
    const server = network.addClinicalSegment(`server-${String(at)}`);
    const site = network.addSite(`site-${String(at)}`, {
      gateways: [{ ip: `203.0.113.${String(at + 1)}`, asn: 65001 + at, insideCidrs: insideOf(at) }],
      trustGroup: "sites",
      alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:sites",
    });
    for (let part = 0; part < segmentsPerSite; part += 1)
      site
        .addClinicalSegment(`room-${String(at)}-${String(part)}`, {
          cidr: `172.${String(16 + (at >> 4))}.${String((at & 15) * 16 + part)}.0/24`,
        })
        .allowTo(server, services.https, { reason: "Measured traffic" });
  }
}

/** Pinned, as many sites must: by chance two defaults would fall on one block. */
function insideOf(at: number): readonly [string, string] {
  return [`169.254.${String(10 + at)}.0/30`, `169.254.${String(10 + at)}.4/30`];
}

function timed<T>(what: () => T): { readonly cpuMs: number; readonly value: T } {
  const before = process.cpuUsage();
  const value = what();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1e3, value };
}

const outdir = mkdtempSync(join(tmpdir(), "cordon-bench-"));
try {
  const synth = timed(() => {
    const app = new App({ outdir });
    build(app);
    app.synth();
  });
  const { resource } = JSON.parse(readFileSync(join(outdir, "stacks/estate/cdk.tf.json"), "utf8")) as {
    readonly resource: Record<string, object>;
  };
  const proof = timed(() => prove(readProofInput([outdir], undefined)).proof.judge().verdict);
  const result = {
    synthMs: synth.cpuMs,
    proofMs: proof.cpuMs,
    verdict: proof.value,
    resources: Object.values(resource).reduce((count, byName) => count + Object.keys(byName).length, 0),
    rssMb: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
