import { existsSync, readFileSync, readdirSync } from "node:fs";
import Ajv from "ajv";
import { writeSiteKit } from "../../../bin/cordon/site-kit";
import { services } from "../../../lib";
import { siteKit } from "../../../lib/report";
import type { Intent } from "../../../lib/model";
import schema from "../../../schemas/site-kit-1.schema.json";
import { synthesizeNetwork } from "../../constructs/synth";
import { inFolderWith, type Files } from "./folder";

let known: { readonly intent: Intent; readonly text: string } | undefined;

/** A network with two sites, synthesized by the library itself. */
function hybrid(): { readonly intent: Intent; readonly text: string } {
  if (known !== undefined) return known;
  const { intent, text } = synthesizeNetwork((network) => {
    network.addVpnGateway({ asn: 64512 });
    const server = network.addClinicalSegment("pump-server", { criticality: "life-critical" });
    const campus = network.addSite("main-campus", {
      gateways: [
        { ip: "203.0.113.10", asn: 65010 },
        { ip: "203.0.113.11", asn: 65010 },
      ],
    });
    const clinic = network.addSite("clinic", { gateways: [{ ip: "203.0.113.20", asn: 65020 }], routing: "static" });
    const pumps = campus.addMedicalDeviceSegment("ward-pumps", { cidr: "172.20.8.0/22", vlan: 108 });
    clinic.addMedicalDeviceSegment("clinic-pumps", { cidr: "172.21.8.0/24" });
    pumps.allowTo(server, services.alarisSystemsManager, { reason: "Drug library", failMode: "fail-closed" });
  });
  return (known = { intent, text: text.intent });
}

const synthesized = (): Files => ({
  "cdktf.out/manifest.json": { version: "0.21.0", stacks: { test: { name: "test", workingDirectory: "stacks/test" } } },
  "cdktf.out/stacks/test/intent.json": hybrid().text,
});

const outputs = {
  "st-marys": {
    value: {
      sites: {
        clinic: { primary: { vpn_connection_id: "vpn-0123456789abcdef0", tunnels: ["198.51.100.1", "198.51.100.2"] } },
      },
    },
  },
};

const options = { site: "clinic", output: "kit", format: "text" };

/** Runs the command; what it printed, and what is in the folder afterwards. */
async function run(more: Partial<Parameters<typeof writeSiteKit>[1]> = {}, files: Files = {}, input = "cdktf.out") {
  let written: Readonly<Record<string, string>> = {};
  const printed = await inFolderWith(
    { ...synthesized(), "outputs.json": outputs, ...files },
    () => writeSiteKit(input, { ...options, ...more }),
    () => {
      const names = existsSync("kit") ? readdirSync("kit") : [];
      written = Object.fromEntries(names.map((name) => [name, readFileSync(`kit/${name}`, "utf8")]));
    },
  );
  return { ...printed, written };
}

const kit = (site: string, ends?: Parameters<typeof siteKit>[2]) =>
  Object.fromEntries(siteKit(hybrid().intent.networks[0]!, site, ends).map(({ file, text }) => [file, text]));
const label = () => hybrid().intent.networks[0]!.sites.find(({ name }) => name === "clinic")!.label;

describe("cordon site-kit", () => {
  test("writes the files, says what is left to fill in, and what comes next", async () => {
    const { stdout, failure, written } = await run();
    expect(failure).toEqual([]);
    expect(written).toEqual(kit("clinic"));
    expect(stdout.split("\n").map((line) => line.trimEnd())).toEqual([
      `clinic  on devices ${label()}  1 gateway, 2 tunnels, 1 segment, 0 flows`,
      "",
      "Written to  kit",
      "  file                  for",
      "  sheet.md              the network team: who is who, what to set, how to try it",
      "  swanctl-primary.conf  strongSwan, one gateway",
      "  nftables.nft          the allow list, for a Linux router",
      "  cisco-ios.cfg         the allow list, for a Cisco router",
      "  fortios.cfg           the allow list, for a FortiGate",
      "",
      "To fill in",
      "  ? AWS's addresses of the tunnels",
      "    how       deploy, then: terraform output -json > outputs.json, and this command again with --outputs outputs.json",
      "  ? the VLAN of clinic-pumps",
      expect.stringMatching(
        /^ {4}how {7}give the segment its vlan, or fill it in where cisco-ios.cfg says seg-[0-9a-f]{8}$/,
      ),
      "",
      "Next  give sheet.md to the network team: it says what goes where, and how to try it",
      "",
    ]);
  });

  test("writes AWS's addresses once Terraform's outputs are given", async () => {
    const { failure, written } = await run({ outputs: "outputs.json" });
    expect(failure).toEqual([]);
    expect(written).toEqual(
      kit("clinic", { primary: { connectionId: "vpn-0123456789abcdef0", tunnels: ["198.51.100.1", "198.51.100.2"] } }),
    );
    expect(written["swanctl-primary.conf"]).not.toContain(".invalid");
  });

  test.each(["cdktf.out", "cdktf.out/stacks/test", "cdktf.out/stacks/test/intent.json"])("reads %s", async (input) => {
    const { failure, written } = await run({ site: "main-campus" }, {}, input);
    expect(failure).toEqual([]);
    expect(written).toEqual(kit("main-campus"));
  });

  test("prints the summary as JSON of its published schema", async () => {
    const { stdout } = await run({ format: "json", site: "main-campus" });
    const document: unknown = JSON.parse(stdout);
    const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(document).toMatchObject({
      network: "st-marys",
      site: "main-campus",
      folder: "kit",
      flows: [{ conduits: ["ward-pumps>pump-server:alaris-systems-manager"] }],
      toFillIn: [{ what: "AWS's addresses of the tunnels" }],
    });
  });

  test("writes over an earlier kit of the same site, and names what that one had beyond this", async () => {
    const mark = `# Cordon site kit of ${label()}. Written from the intent: change that, not this.\n`;
    const { stdout, failure, written } = await run(
      {},
      { "kit/nftables.nft": `${mark}old`, "kit/swanctl-secondary.conf": `${mark}old`, "kit/notes.txt": "ours" },
    );
    expect(failure).toEqual([]);
    expect(written).toEqual({ ...kit("clinic"), "swanctl-secondary.conf": `${mark}old`, "notes.txt": "ours" });
    expect(stdout).toMatch(/\nLeft over {2}of an earlier kit; remove them\n {2}swanctl-secondary\.conf\n/);
  });

  test("refuses to write over a file that is not of this site's kit, and writes none", async () => {
    const files = {
      "kit/sheet.md": "my notes",
      "kit/fortios.cfg": "# Cordon site kit of site-00000000. Written from\n",
    };
    const { failure, written } = await run({}, files);
    expect(failure).toEqual([
      `cordon: "kit/sheet.md" is there already and is not of this site's kit; allowed: another --output folder, or the file removed first`,
      `cordon: "kit/fortios.cfg" is there already and is not of this site's kit; allowed: another --output folder, or the file removed first`,
    ]);
    expect(written).toEqual({ "sheet.md": "my notes", "fortios.cfg": files["kit/fortios.cfg"] });
  });

  test("refuses a folder that is a file", async () => {
    const { failure } = await run({ output: "outputs.json" });
    expect(failure).toEqual([expect.stringMatching(/^cordon: cannot use "outputs\.json" as a folder; received /)]);
  });

  test("refuses a site that no network has, and names those that there are", async () => {
    const { failure, written } = await run({ site: "west-wing" });
    expect(failure).toEqual(['cordon: no such site; received "west-wing"; allowed: clinic, main-campus']);
    expect(written).toEqual({});
  });

  test.each([
    ["an unknown format", { format: "yaml" }, 'cordon: unknown format; received "yaml"; allowed: text, json'],
    [
      "outputs that are not there",
      { outputs: "none.json" },
      expect.stringMatching(/^cordon: cannot read "none\.json"; received ENOENT/),
    ],
    [
      "outputs that say nothing of the site",
      { site: "main-campus", outputs: "outputs.json" },
      expect.stringMatching(/^cordon: outputs\.json: output "st-marys" says nothing of site "main-campus"/),
    ],
  ])("refuses %s, and writes nothing", async (_, more, line) => {
    const { failure, written } = await run(more);
    expect(failure).toEqual([line]);
    expect(written).toEqual({});
  });

  test("refuses an input that is not there", async () => {
    const { failure } = await run({}, {}, "nowhere");
    expect(failure).toEqual([expect.stringMatching(/^cordon: cannot read "nowhere"; received ENOENT/)]);
  });
});
