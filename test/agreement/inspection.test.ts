/** The inspection VPC, built by the constructs, read back by the engine: what may pass is what is declared, whoever sends. */
import { services } from "../../lib";
import { readCdkTfJson } from "../../lib/terraform";
import { Proof, declaredIntent } from "../../lib/verify";
import { because, estate, vendors } from "../constructs/inspection/estate";
import { synthesize, type Synthesized } from "../constructs/synth";

type Stack = Record<"resource", Record<string, Record<string, Record<string, unknown>>>>;

/** Two networks on a hub: the mirror and the desks have domains, the records have none. */
const build = (): Synthesized =>
  synthesize((stack) => {
    const { general, updates, mirror, desks } = estate(stack);
    general.addClinicalSegment("records");
    mirror.allowToDomains(updates, { domains: vendors, services: services.https }, because);
    desks.allowToDomains(updates, { domains: ["www.example.org"], services: services.https }, because);
  });

let built: Synthesized;
beforeAll(() => {
  built = build();
});

/** What may pass, by pair, after something in the Terraform was changed. */
function mayPass(change: (stack: Stack) => void = () => undefined): Readonly<Record<string, string>> {
  const stack = JSON.parse(built.text.terraform) as Stack;
  change(stack);
  const read = readCdkTfJson([{ name: "cdk.tf.json", text: JSON.stringify(stack) }]);
  if (!read.ok) throw new Error(read.issue.what);
  const proof = new Proof(read.value, declaredIntent(built.intent));
  return Object.fromEntries(
    [...proof.matrix().entries()].map(({ from, to, may }) => [`${from.id} > ${to.id}`, String(may)]),
  );
}

const declared = { "desks > internet": "tcp 443", "patch-mirror > internet": "tcp 443" };

test("nothing may pass but what is declared, between no two places of two networks and the VPC that inspects", () => {
  expect(mayPass()).toEqual(declared);
});

test("it all goes through the firewall: with a policy that drops, nothing passes", () => {
  const dropped = mayPass(({ resource }) => {
    for (const policy of Object.values(resource["aws_networkfirewall_firewall_policy"] ?? {}))
      policy["firewall_policy"] = {
        ...(policy["firewall_policy"] as object),
        stateless_default_actions: ["aws:drop"],
      };
  });
  expect(dropped).toEqual({});
});

test("a route around the firewall does not widen what may pass beyond the ports of conduits", () => {
  const around = mayPass(({ resource }) => {
    const routes = Object.entries(resource["aws_route"] ?? {});
    const [, nat] = routes.find(([, { nat_gateway_id: id }]) => id !== undefined) ?? [];
    for (const [name, route] of routes) {
      if (!name.startsWith("hub_Inspection_TransitAttachment")) continue;
      delete route["vpc_endpoint_id"];
      route["nat_gateway_id"] = nat?.["nat_gateway_id"];
    }
  });
  expect(around).toEqual(declared);
});
