/** What is to be done about an open answer, by the inputs that are there. */
import type { ReadInput } from "../../lib/terraform";
import { Proof } from "../../lib/verify";
import { Network, tcp, why } from "./network";

const open = (): Network =>
  new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.0.0/24")
    .table("rt", "vpc", "a")
    .gateway("igw", "internet", "vpc")
    .route("rt", "0.0.0.0/0", ["internet-gateway", "igw"])
    .group("sg", "vpc")
    .rule("sg", "ingress", tcp(443), "0.0.0.0/0")
    .face("web", "a", ["sg"]);

function next(...kinds: readonly ReadInput["kind"][]): string | undefined {
  const network = open();
  network.lists.interfaces = network.lists.interfaces.map((face) => ({ ...face, publicAddress: { unknown: why } }));
  const inputs = kinds.map((kind) => ({ name: `${kind}.json`, kind }));
  const [finding] = new Proof(network.facts({ inputs })).judge().findings;
  return finding?.next.replace(/^give what tells the facts named here: /, "");
}

const text = "the configuration in JSON beside the plan (cdk.tf.json, or *.tf.json that hcl2json makes of HCL)";
const later = "a plan that is made after the apply";
const snapshot = "a snapshot of what is deployed (cordon collect)";

test.each<readonly [kinds: readonly ReadInput["kind"][], next: string]>([
  [["plan"], `${text}, ${later}, or ${snapshot}`],
  [["plan", "configuration"], `${later}, or ${snapshot}`],
  [["configuration"], `the plan beside the configuration, ${later}, or ${snapshot}`],
  [["state"], `${later}, instead of the state, or ${snapshot}`],
  [["snapshot", "plan"], `${text}, or ${later}`],
])("of %j what tells more is asked for, and nothing that is there", (kinds, said) => {
  expect(next(...kinds)).toBe(said);
});

test("of a snapshot no other input tells more: a permission may be missing", () => {
  expect(next("snapshot")).toMatch(/^allow what was refused when the snapshot was taken, if anything was/);
});
