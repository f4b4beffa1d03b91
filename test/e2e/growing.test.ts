/** Deploy, empty plan, change, plan of additions alone, deploy, empty plan, destroy: with real Terraform. */
import { describe as ask, childrenAt, textAt } from "../../bin/local/ec2";
import { driftsInEmulator } from "../../bin/local/emulator-gaps";
import { disagreements, readVpcs, resourcesIn } from "../../bin/local/inventory";
import type { Place } from "../../bin/local/place";
import { deployStack, destroyStack, planStack, stateOf, synthesize, type SafeStack } from "../../bin/local/workbench";
import { recommendedFormat, rejectFormat } from "../../lib";
import { createdBy, otherThanAdditions } from "./additions";
import { appCommand, beyondGaps, createProject, discard, emulate, type Emulated } from "./project";

const silent = () => undefined;
const forgotten = driftsInEmulator.filter(({ replaces }) => replaces === true).map(({ type }) => type);
let place: Place;
let emulated: Emulated;
let stack: SafeStack;
let before: ReadonlyMap<string, string>;

/** Which network ACL each subnet has, as the emulator answers. */
async function aclOfSubnets(): Promise<ReadonlyMap<string, string>> {
  const acls = await ask(emulated.bench.endpoint, stack.region, "DescribeNetworkAcls", {});
  return new Map(
    acls.flatMap((acl) =>
      childrenAt(acl, "associationSet").map(
        (one) => [textAt(one, "subnetId") ?? "", textAt(acl, "networkAclId") ?? ""] as const,
      ),
    ),
  );
}

async function resources() {
  return resourcesIn(await stateOf(emulated.bench, stack));
}

beforeAll(async () => {
  place = await createProject(appCommand("test/e2e/apps/growing-hospital.ts"));
  emulated = await emulate(place);
});

afterAll(async () => {
  delete process.env["CORDON_E2E_STAGE"];
  await discard(place, emulated);
});

describe("a hospital that grows by a segment, a zone and conduits", () => {
  test("deploys, and the emulator has what Terraform says", async () => {
    process.env["CORDON_E2E_STAGE"] = "before";
    stack = await synthesize(emulated.bench);
    await deployStack(emulated.bench, stack, silent);
    const found = await resources();
    const vpcs = await readVpcs(emulated.bench.endpoint, stack.region, found);
    expect(disagreements(found, vpcs)).toEqual([]);
    expect(vpcs).toMatchObject([
      { block: "10.60.0.0/16", defaultGroupRules: 0, subnets: [{ zone: "us-east-1a" }, { zone: "us-east-1b" }] },
    ]);
    before = new Map((await resources()).map(({ address, values }) => [address, String(values["id"])]));
  });

  test("has flow logs whose formats reached AWS as they were meant, unevaluated", async () => {
    const logs = (await resources()).filter(({ type }) => type === "aws_flow_log");
    const formats = logs.map(({ values }) => [values["traffic_type"], values["log_format"]]);
    expect(formats.sort()).toEqual([
      ["ALL", recommendedFormat.toString()],
      ["REJECT", rejectFormat.toString()],
    ]);
  });

  test("has an empty second plan", async () => {
    expect(beyondGaps(await planStack(emulated.bench, stack))).toEqual([]);
  });

  test("grows by additions alone", async () => {
    process.env["CORDON_E2E_STAGE"] = "after";
    stack = await synthesize(emulated.bench);
    const plan = await planStack(emulated.bench, stack);
    expect(otherThanAdditions(plan, driftsInEmulator)).toEqual([]);
    const created = createdBy(plan);
    // A subnet in the new zone for each of the four segments, and three for the new segment.
    expect(created.filter((address) => address.startsWith("aws_subnet."))).toHaveLength(7);
    expect(created.filter((address) => address.startsWith("aws_security_group."))).toHaveLength(1);
    // Two conduits of the new segment and one between old ones, both ends of each.
    expect(created.filter((address) => /^aws_vpc_security_group_(in|e)gress_rule\./.test(address))).toHaveLength(6);
  });

  test("deploys its growth, and what was there is still there, under the same ids", async () => {
    const acls = await aclOfSubnets();
    await deployStack(emulated.bench, stack, silent);
    const after = new Map((await resources()).map(({ address, values }) => [address, String(values["id"])]));
    // The emulator forgets what AWS could not change in place, so that Terraform replaces it at every deployment there.
    const kept = [...before].filter(([address]) => !forgotten.some((type) => address.startsWith(`${type}.`)));
    expect(kept.filter(([address, id]) => after.get(address) !== id)).toEqual([]);
    expect([...before.keys()].filter((address) => !after.has(address))).toEqual([]);
    const now = await aclOfSubnets();
    const ours = new Set(before.values());
    expect([...acls].filter(([subnet, acl]) => ours.has(subnet) && now.get(subnet) !== acl)).toEqual([]);
    expect(after.size).toBeGreaterThan(before.size);
  });

  test("has an empty plan again", async () => {
    expect(beyondGaps(await planStack(emulated.bench, stack))).toEqual([]);
  });

  test("is destroyed whole", async () => {
    await destroyStack(emulated.bench, stack, silent);
    expect(await resources()).toEqual([]);
    const vpcs = await ask(emulated.bench.endpoint, stack.region, "DescribeVpcs", { cidr: "10.60.0.0/16" });
    expect(vpcs).toEqual([]);
  });
});
