/** Random hospitals in every form that is read: as planned, as a state, and as AWS describes them once deployed. */
import fc from "fast-check";
import { readFacts } from "../../lib/terraform";
import { declaredIntent, Proof } from "../../lib/verify";
import { asSnapshot, asState, idsOf } from "./deployed";
import { designs, type Wish } from "./design";
import { Ground, id, ssh } from "./ground";
import { hospitalOf, seed } from "./hospitals";
import { seenBy } from "./matrix";
import { asPlan, type ModuleCall } from "./plan";

const numRuns = Number(process.env["CORDON_PLANT_RUNS"] ?? 4);

function proofOf(ground: Ground, text: string, idOf?: (address: string) => string): Proof {
  const read = readFacts([{ name: "in.json", text }]);
  if (!read.ok) throw new Error(read.issue.what);
  return new Proof(read.value, declaredIntent(ground.intent, idOf));
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

const nothingFound = { verdict: "holds", findings: [] };

test("A plan of a hospital has the matrix of its stack, and nothing is found in it.", () => {
  everyHospital({ ipv6: false }, (ground) => {
    const proof = proofOf(ground, asPlan(ground.text));
    expect(proof.judge()).toMatchObject(nothingFound);
    expect(seenBy(proof)).toEqual(seenBy(ground.proof()));
  });
});

test("A state of a hospital has the matrix of its stack, and nothing is found in it.", () => {
  everyHospital({}, (ground) => {
    const proof = proofOf(ground, asState(ground.text));
    expect(proof.judge()).toMatchObject(nothingFound);
    expect(seenBy(proof)).toEqual(seenBy(ground.proof()));
  });
});

test("A snapshot of a deployed hospital has the matrix of its stack, and nothing is found in it.", () => {
  everyHospital({}, (ground) => {
    const ids = idsOf(ground.text);
    const proof = proofOf(ground, asSnapshot(ground.text), (address) => ids.get(address) ?? address);
    expect(proof.judge()).toMatchObject(nothingFound);
    expect(seenBy(proof)).toEqual(seenBy(ground.proof()));
  });
});

test("A rule that a module hides is found, by its address in the module.", () => {
  everyHospital({ ipv6: false }, (ground) => {
    const [a, b] = ground.closedPair();
    ground.openBetween(a, b);
    ground.allow("egress", a.group, { cidr_ipv4: b.block });
    const body = { ...ssh, security_group_id: id(b.group), referenced_security_group_id: id(a.group) };
    const hidden: ModuleCall = {
      name: "access",
      resource: { type: "aws_vpc_security_group_ingress_rule", name: "hidden", body },
    };
    expect(proofOf(ground, asPlan(ground.text)).judge().findings).toEqual([]);
    const { findings } = proofOf(ground, asPlan(ground.text, [hidden])).judge();
    const found = findings.filter(({ rules }) =>
      rules.includes("module.access.aws_vpc_security_group_ingress_rule.hidden"),
    );
    expect(found.map(({ id: name, verdict }) => `${verdict} ${name}`)).toContain(`broken excess:${a.name}>${b.name}`);
  });
});
