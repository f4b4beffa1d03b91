/** `network.siteKit`: the other end of a site's VPN, written at synth beside the Terraform. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { siteKit, synthProven, type HospitalNetwork, type Intent } from "../../../lib";
import { hospital, refusal } from "../synth";

const folder = mkdtempSync(join(tmpdir(), "cordon-site-kit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function withClinic(stack: TerraformStack): HospitalNetwork {
  const network = hospital(stack);
  network.addVpnGateway({ asn: 64_512 });
  network
    .addSite("clinic", { gateways: [{ ip: "203.0.113.20", asn: 65_020 }], routing: "static" })
    .addMedicalDeviceSegment("monitors", { cidr: "172.21.8.0/24", vlan: 20 });
  return network;
}

test("a site's kit is written at each synth, the same as from the intent beside it", () => {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, "test");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  withClinic(stack).siteKit("clinic");
  synthProven(app);
  const beside = join(folder, "stacks/test");
  const { networks } = JSON.parse(readFileSync(join(beside, "intent.json"), "utf8")) as Intent;
  const written = readdirSync(join(beside, "site-kit/clinic")).map((file) => ({
    file,
    text: readFileSync(join(beside, "site-kit/clinic", file), "utf8"),
  }));
  const byName = (a: { file: string }, b: { file: string }) => (a.file < b.file ? -1 : 1);
  expect(written.sort(byName)).toEqual([...siteKit(networks[0]!, "clinic")].sort(byName));
});

test("refuses a kit of a site that the network does not have, and writes nothing", () => {
  expect(refusal((stack) => withClinic(stack).siteKit("campus"))).toEqual({
    message: expect.stringMatching(/no site to write a kit for; received "campus"; allowed: clinic/) as string,
    files: [],
  });
});
