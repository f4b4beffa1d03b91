/** The sample writes nothing when something beside its conduits can pass. */
import { copyFileSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { readConfig } from "../../bin/hospital/config";
import { StMarys } from "../../bin/hospital/st-marys";
import { InvalidInput, synthProven, type ProvenSynth } from "../../lib";
import { inFolder, withoutTraces } from "../constructs/synth";

const root = resolve(__dirname, "../..");

interface Outcome {
  readonly proven?: ProvenSynth;
  readonly caught?: unknown;
  readonly files: readonly string[];
}

/** The sample after its way out of the constructs was used. */
function synthesized(plant: (stack: StMarys) => void = () => undefined): Outcome {
  return inFolder((folder) => {
    for (const name of ["hospital.config.json", "address-plan.lock.json"])
      copyFileSync(join(root, name), join(folder, name));
    const app = new App({ outdir: join(folder, "out") });
    const written = () =>
      readdirSync(join(folder, "out"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort();
    let outcome: Omit<Outcome, "files">;
    try {
      withoutTraces(() => {
        const config = readConfig(join(folder, "hospital.config.json"));
        plant(new StMarys(app, config, { folder, endpoint: undefined }));
        outcome = { proven: synthProven(app) };
      });
    } catch (caught) {
      outcome = { caught };
    }
    expect(readFileSync(join(folder, "address-plan.lock.json"), "utf8")).toBe(
      readFileSync(join(root, "address-plan.lock.json"), "utf8"),
    );
    return { ...outcome!, files: written() };
  });
}

/** Lets everything in and out of the pumps' group on one port: what a ticket "SSH does not work" ends with. */
function openPort22(stack: StMarys): void {
  const groups = Object.keys(
    (stack.toTerraform() as { resource: Record<string, object> }).resource["aws_security_group"] ?? {},
  );
  const group = groups.find((name) => name.startsWith("network_infusion-pumps_"));
  for (const direction of ["ingress", "egress"])
    stack.addOverride(`resource.aws_vpc_security_group_${direction}_rule.opened`, {
      security_group_id: `\${aws_security_group.${String(group)}.id}`,
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 22,
      to_port: 22,
    });
}

test("the sample is proved, then written", () => {
  const { proven, caught, files } = synthesized();
  expect(caught).toBeUndefined();
  expect(proven).toEqual({
    conduits: 115,
    places: 33,
    assumptions: [
      'site "main-campus" announces its declared blocks (172.20.8.0/22, 172.20.16.0/23, 172.20.24.0/24, 172.20.64.0/20, 172.20.128.0/20) over aws_vpn_connection.network_main-campus_primary_5746302E, aws_vpn_connection.network_main-campus_secondary_C98935A9, and nothing that these networks route elsewhere',
    ],
  });
  expect(files).toEqual(["cdk.tf.json", "intent.json", "manifest.json"]);
});

test("refuses to write the sample when an override opens a port, and names the packet and both rules", () => {
  const { caught, files } = synthesized(openPort22);
  expect(files).toEqual([]);
  expect(caught).toBeInstanceOf(InvalidInput);
  const { issues } = caught as InvalidInput;
  expect(issues.map(({ where }) => where)).toEqual([
    "excess:infusion-pumps>infusion-pumps",
    "flat-device-segment:infusion-pumps>infusion-pumps",
  ]);
  expect(issues[0].received).toMatch(
    /^10\.40\.\S+ to 10\.40\.\S+, tcp 22 by aws_vpc_security_group_egress_rule\.opened, aws_vpc_security_group_ingress_rule\.opened$/,
  );
});
