/** The code of `docs/sites.md` builds what the page says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { ScriptTarget, transpileModule } from "typescript";
import { TransitGateway, services } from "../../lib";
import { countsOf, hospital, synthesize } from "../constructs/synth";

const page = readFileSync(join(__dirname, "../../docs/sites.md"), "utf8");
const [site = "", hub = ""] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? "");

function run(code: string, names: Readonly<Record<string, unknown>>): void {
  const { outputText } = transpileModule(code, { compilerOptions: { target: ScriptTarget.ES2022 } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is this repository's own page
  new Function(...Object.keys(names), outputText)(...Object.values(names));
}

const built = (build: (stack: TerraformStack) => void) => countsOf(synthesize(build).terraform);

test("the first example joins a campus with two gateways, and routes to the pumps alone", () => {
  const counts = built((stack) => {
    run(site, { network: hospital(stack), services });
  });
  expect(counts).toMatchObject({
    aws_vpn_connection: 2,
    aws_customer_gateway: 2,
    aws_vpn_gateway: 1,
    aws_route: 2,
    aws_vpc_security_group_ingress_rule: 1,
  });
});

test("the second example joins two networks on a hub", () => {
  const counts = built((stack) => {
    const general = hospital(stack, {}, "general");
    const heart = hospital(stack, { name: "heart", cidr: "10.41.0.0/16" }, "heart");
    // Segments come after the attachment in a program of one's own too: the route needs it.
    const joined = hub.replace(/records\.allowTo[\s\S]*/, "");
    run(joined, { stack, general, heart, TransitGateway });
    const [records, images] = [general.addClinicalSegment("records"), heart.addClinicalSegment("images")];
    run(hub.slice(joined.length), { records, images, services });
  });
  expect(counts).toMatchObject({
    aws_ec2_transit_gateway: 1,
    aws_ec2_transit_gateway_vpc_attachment: 2,
    aws_ec2_transit_gateway_route_table: 2,
    aws_ec2_transit_gateway_route: 10,
    aws_route: 4,
  });
});
