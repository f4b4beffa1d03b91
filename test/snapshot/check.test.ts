/** An intent checked after the deploy: its segments are found in a snapshot, and drift is a finding. */
import { prove } from "../../lib/app";
import { services } from "../../lib";
import { Transport, type Intent } from "../../lib/model";
import type { Proof } from "../../lib/verify";
import { synthesizeNetwork, type Synthesized } from "../constructs/synth";
import { deployed } from "./deployed-stack";

type Snapshot = ReturnType<typeof deployed>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- objects of AWS, which a test changes as it likes
type One = Record<string, any>;

const made: Synthesized = synthesizeNetwork((network) => {
  const pumps = network.addMedicalDeviceSegment("pumps");
  const server = network.addClinicalSegment("server", { clientSystem: "linux" });
  network.addGuestSegment("guests");
  network.addPrivateServices({ services: ["ssm"], principals: { account: "123456789012" } });
  network.allowPrivateServices(server, ["ssm"], { reason: "Management", failMode: "fail-closed" });
  pumps.allowTo(server, services.https, { reason: "Drug library", failMode: "fail-closed" });
});

/** The proof of what is deployed, after something in it was changed by hand. */
function proofOf(change: (snapshot: Snapshot) => void = () => undefined, intent: Intent = made.intent): Proof {
  const snapshot = deployed(made.terraform);
  change(snapshot);
  const inputs = [{ name: "snapshot.json", text: JSON.stringify(snapshot) }];
  return prove({ inputs, intents: [{ file: "intent.json", intent }] }).proof;
}

const findings = (proof: Proof) => proof.judge().findings.map(({ id, verdict }) => `${verdict} ${id}`);

/** The one object of a list with a tag. */
function tagged(snapshot: Snapshot, list: string, key: string, value: string): One {
  const found = snapshot[list]?.filter((one) =>
    (one["Tags"] as One[]).some((tag) => tag["Key"] === key && tag["Value"] === value),
  );
  if (found?.length !== 1) throw new Error(`${String(found?.length)} of ${list} with ${key}=${value}`);
  return found[0]!;
}

const groupOf = (snapshot: Snapshot, segment: string) => tagged(snapshot, "SecurityGroups", "cordon:segment", segment);

/** Drops tags, as someone tidying up an account would. */
function untag(one: One): void {
  one["Tags"] = [];
}

/** What passes between declared segments, as `from > to: surely | perhaps`. */
function matrixOf(proof: Proof): readonly string[] {
  const names = made.intent.networks[0]!.segments.map(({ name }) => name);
  return names.flatMap((from) =>
    names.flatMap((to) => {
      const { must, may } = proof.between(proof.findPlace(from), proof.findPlace(to));
      return may.isEmpty() ? [] : [`${from} > ${to}: ${must.toString()} | ${may.toString()}`];
    }),
  );
}

describe("a snapshot after the deploy", () => {
  test("holds, and has the matrix of what was synthesized", () => {
    const synthesized = prove({
      inputs: [{ name: "cdk.tf.json", text: made.text.terraform }],
      intents: [{ file: "intent.json", intent: made.intent }],
    }).proof;
    const proof = proofOf();
    expect(proof.judge()).toEqual({ verdict: "holds", findings: [], assumptions: [] });
    expect(matrixOf(proof)).toEqual(matrixOf(synthesized));
    expect(matrixOf(proof)).toEqual([
      "pumps > server: tcp 443 | tcp 443",
      "server > private-services: tcp 443 | tcp 443",
    ]);
  });

  test("is found by the intent's own VPC when Cordon did not make it", () => {
    const [network] = made.intent.networks;
    const intent = {
      ...made.intent,
      networks: [{ ...network!, vpc: { id: String(deployed(made.terraform)["Vpcs"]![0]!["VpcId"]) } }],
    };
    const { verdict } = proofOf((snapshot) => untag(snapshot["Vpcs"]![0]!), intent).judge();
    expect(verdict).toBe("holds");
  });

  test("is found by what is in the VPC when the VPC lost its tag", () => {
    expect(findings(proofOf((snapshot) => untag(snapshot["Vpcs"]![0]!)))).toEqual([]);
  });
});

describe("drift", () => {
  test("that opens a group and its ACL is an excess, with the ids that AWS gave", () => {
    const proof = proofOf((snapshot) => {
      for (const segment of ["guests", "pumps"]) {
        const group = groupOf(snapshot, segment);
        const all = { IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
        group["IpPermissions"] = [...group["IpPermissions"], all];
        group["IpPermissionsEgress"] = [...group["IpPermissionsEgress"], all];
      }
      for (const acl of snapshot["NetworkAcls"]!)
        for (const Egress of [true, false])
          acl["Entries"] = [
            ...(acl["Entries"] as One[]),
            { Egress, RuleNumber: 1, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0" },
          ];
    });
    const found = findings(proof);
    expect(found).toContain("broken excess:guests>pumps");
    const rules = proof.judge().findings.find(({ id }) => id === "excess:guests>pumps")?.rules;
    expect(rules).toEqual([
      expect.stringMatching(/^sg-\w+\.egress\[0\]$/),
      expect.stringMatching(/^acl-\w+\.egress\[1\]$/),
      expect.stringMatching(/^sg-\w+\.ingress\[\d\]$/),
      expect.stringMatching(/^acl-\w+\.ingress\[1\]$/),
    ]);
  });

  test("that removes a rule is a conduit that is missing", () => {
    const proof = proofOf((snapshot) => (groupOf(snapshot, "server")["IpPermissions"] = []));
    expect(findings(proof)).toEqual(["broken missing:pumps>server:https"]);
  });

  test("that removes a subnet is named by its block", () => {
    const proof = proofOf((snapshot) => {
      const guests = snapshot["Subnets"]!.findIndex(
        ({ SubnetId }) => SubnetId === tagged(snapshot, "Subnets", "Name", "st-marys-guests-us-east-1a")["SubnetId"],
      );
      snapshot["Subnets"]!.splice(guests, 1);
    });
    const [finding, ...others] = proof.judge().findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      verdict: "broken",
      id: expect.stringMatching(/^unplaced:guests:subnet 10\.40\.\S+\/26$/) as string,
    });
  });

  test("that removes every subnet of a segment never makes it a segment outside", () => {
    const proof = proofOf((snapshot) => {
      const kept = snapshot["Subnets"]!.filter((one) => !JSON.stringify(one["Tags"]).includes('"pumps"'));
      snapshot["Subnets"]!.splice(0, Infinity, ...kept);
    });
    expect(findings(proof)).toEqual([
      expect.stringMatching(/^broken unplaced:pumps:subnet /),
      expect.stringMatching(/^broken unplaced:pumps:subnet /),
      "broken missing:pumps>server:https",
    ]);
  });

  test("that takes the tags off a group loses it: its conduits are missing", () => {
    expect(findings(proofOf((snapshot) => untag(groupOf(snapshot, "server"))))).toEqual([
      "broken unplaced:server:group st-marys server",
      "broken missing:pumps>server:https",
      "broken missing:server>private-services:aws-ssm",
      // What a group that is not there would let its members do is not known.
      "undecided perhaps-excess:server>server",
    ]);
  });

  test("that takes the tags off the group of a private endpoint loses it, too", () => {
    const proof = proofOf((snapshot) => untag(tagged(snapshot, "SecurityGroups", "cordon:service", "aws-ssm")));
    expect(findings(proof)[0]).toBe("broken unplaced:private-services:group st-marys aws-ssm");
  });

  test("that makes a second group with the tags of a segment is undecided, with both", () => {
    const proof = proofOf((snapshot) => {
      snapshot["SecurityGroups"]!.push({ ...groupOf(snapshot, "pumps"), GroupId: "sg-ffffffff", GroupName: "copy" });
    });
    const [finding] = proof.judge().findings;
    expect(findings(proof)[0]).toBe("undecided unplaced:pumps:group st-marys pumps");
    expect(finding?.text).toMatch(
      /^2 security groups of vpc-\w+ have the tags cordon:network=st-marys and cordon:segment=pumps: sg-\w+, sg-ffffffff; the first was taken$/,
    );
  });

  test("that puts an interface with a foreign group into a segment is judged as that segment", () => {
    const proof = proofOf((snapshot) => {
      const subnet = tagged(snapshot, "Subnets", "Name", "st-marys-pumps-us-east-1a");
      snapshot["NetworkInterfaces"]!.push({
        NetworkInterfaceId: "eni-ffffffff",
        SubnetId: subnet["SubnetId"],
        Groups: [{ GroupId: groupOf(snapshot, "server")["GroupId"] }],
      });
    });
    expect(findings(proof).filter((id) => id.includes("pumps"))).not.toEqual([]);
  });
});

describe("what was not told", () => {
  test("leaves every judgement undecided, by the call's name", () => {
    const proof = proofOf((snapshot) =>
      snapshot["Incomplete"]!.push({ Call: "DescribeVpnGateways", Reason: "UnauthorizedOperation" }),
    );
    expect(proof.judge().verdict).toBe("undecided");
    expect(findings(proof)).toEqual(["undecided incomplete:snapshot.json: DescribeVpnGateways"]);
  });

  test("leaves a packet that nothing lets through undecided, too", () => {
    const change = (snapshot: Snapshot) =>
      void snapshot["Incomplete"]!.push({ Call: "DescribeVpnGateways", Reason: "UnauthorizedOperation" });
    const asked = (proof: Proof) => {
      const [guests, pumps] = [proof.findPlace("guests"), proof.findPlace("pumps")];
      const { verdict, doubts } = proof.explain(guests, pumps, Transport.ports("tcp", 443, 443));
      return { isolated: proof.isolates(guests, pumps), verdict, doubts };
    };
    expect(asked(proofOf())).toEqual({ isolated: "holds", verdict: "blocked", doubts: [] });
    expect(asked(proofOf(change))).toEqual({
      isolated: "undecided",
      verdict: "undecided",
      doubts: ["the input does not tell everything: AWS did not answer DescribeVpnGateways: UnauthorizedOperation"],
    });
  });
});

describe("a snapshot of another network", () => {
  test("refuses to judge when no VPC is the network's, and names those that are there", () => {
    const retag = (snapshot: Snapshot) => {
      for (const list of ["Vpcs", "Subnets", "SecurityGroups"]) snapshot[list]!.forEach(untag);
    };
    expect(() => proofOf(retag)).toThrow(
      /^network "st-marys" is not in this snapshot; received vpc-\w+; allowed: .* the tag cordon:network=st-marys, or an intent that names its subnets by their AWS ids$/,
    );
  });

  test("refuses to choose between two VPCs with the network's tags, and says how to take one", () => {
    const twice = (snapshot: Snapshot) =>
      void snapshot["Vpcs"]!.push({ ...snapshot["Vpcs"]![0], VpcId: "vpc-ffffffff" });
    expect(() => proofOf(twice)).toThrow(
      /^network "st-marys" may be several VPCs of this snapshot; received vpc-\w+, vpc-ffffffff; allowed: .*cordon collect --vpc vpc-\w+$/,
    );
  });
});
