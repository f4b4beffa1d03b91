/** Random hospitals in the form of a plan: the same matrix, and what a module hides is found. */
import fc from "fast-check";
import { readPlan } from "../../lib/terraform";
import { declaredIntent, Proof } from "../../lib/verify";
import { designs, type Wish } from "./design";
import { Ground, id, ssh } from "./ground";
import { hospitalOf, seed } from "./hospitals";
import { seenBy } from "./matrix";
import { asPlan, type ModuleCall } from "./plan";

const numRuns = Number(process.env["CORDON_PLANT_RUNS"] ?? 5);

function proofOf(ground: Ground, modules: readonly ModuleCall[] = []): Proof {
  const read = readPlan([{ name: "plan.json", text: asPlan(ground.text, modules) }]);
  if (!read.ok) throw new Error(read.issue.what);
  return new Proof(read.value, declaredIntent(ground.intent));
}

function everyHospital(wish: Wish, holds: (ground: Ground) => void): void {
  fc.assert(
    fc.property(designs(wish), fc.nat(), (design, choice) => {
      const hospital = hospitalOf(design);
      fc.pre(hospital !== undefined);
      holds(new Ground(hospital, choice));
    }),
    { seed, numRuns },
  );
}

test("A plan of a hospital has the matrix of its stack, and nothing is found in it.", () => {
  everyHospital({ ipv6: false }, (ground) => {
    const proof = proofOf(ground);
    expect(proof.judge()).toMatchObject({ verdict: "holds", findings: [] });
    expect(seenBy(proof)).toEqual(seenBy(ground.proof()));
  });
});

test("A rule that a module hides is found, by its address in the module.", () => {
  everyHospital({ ipv6: false }, (ground) => {
    const [a, b] = ground.closedPair();
    ground.openBetween(a, b);
    ground.allow("egress", a.group, { cidr_ipv4: b.block });
    const body = { ...ssh, security_group_id: id(b.group), referenced_security_group_id: id(a.group) };
    const hidden = { type: "aws_vpc_security_group_ingress_rule", name: "hidden", body };
    expect(proofOf(ground).judge().findings).toEqual([]);
    const { findings } = proofOf(ground, [{ name: "access", resource: hidden }]).judge();
    const found = findings.filter(({ rules }) =>
      rules.includes("module.access.aws_vpc_security_group_ingress_rule.hidden"),
    );
    expect(found.map(({ id: name, verdict }) => `${verdict} ${name}`)).toContain(`broken excess:${a.name}>${b.name}`);
  });
});
