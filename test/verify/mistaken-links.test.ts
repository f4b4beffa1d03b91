/** Links to something of another kind, as damaged inputs have them: nobody knows what is there, and both evaluators say so. */
import { Proof } from "../../lib/verify";
import { block, Network, to } from "./network";
import { agree } from "./second-opinion";

function network(): Network {
  return new Network()
    .vpc("vpc", "10.0.0.0/16")
    .subnet("a", "vpc", "10.0.1.0/28")
    .subnet("b", "vpc", "10.0.2.0/28")
    .openGroup("g", "vpc")
    .face("one", "a", ["g"])
    .face("other", "b", ["g"])
    .acl("acl", "vpc")
    .gateway("igw", "internet", "vpc");
}

const reach = (n: Network, target: string): string => {
  const proof = new Proof(n.facts());
  const { must, may } = proof.between(proof.tryFindPlaceOf("one")!, proof.tryFindPlaceOf(target)!);
  return `${String(must)} | ${String(may)}`;
};

test("a subnet whose route table is none has ways that nobody knows", () => {
  const n = network();
  n.lists.routeTableAssociations.push({ ...n.base("astray"), table: to("acl"), of: { subnet: to("a") } });
  expect(reach(n, "internet")).toBe("nothing | all");
  agree(n);
});

test("a subnet whose ACL is none may have any", () => {
  const n = network();
  n.lists.networkAclAssociations.push({ ...n.base("astray"), acl: to("vpc-main"), subnet: to("a") });
  expect(reach(n, "other")).toBe("nothing | all");
  agree(n);
});

test("a subnet outside its VPC's blocks, as no AWS has one, is where it says for both", () => {
  const n = network().route("vpc-main", "0.0.0.0/0", ["internet-gateway", "igw"]);
  n.lists.subnets[0] = { ...n.lists.subnets[0]!, blocks: [block("10.9.1.0/28")] };
  agree(n);
});
