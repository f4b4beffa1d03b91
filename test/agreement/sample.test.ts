/** The sample, built by the constructs, read back and judged by the engine, which shares nothing with them but the model. */
import { Transport } from "../../lib/model";
import { readCdkTfJson } from "../../lib/terraform";
import { Proof, declaredIntent, internetId } from "../../lib/verify";
import { synthesizeSample, type SampleSynthesized } from "../sample/synth";

type Rule = Record<string, unknown>;
interface Stack {
  resource: Record<string, Record<string, Rule>>;
}

let sample: SampleSynthesized;

beforeAll(() => {
  sample = synthesizeSample();
});

/** The proof of the sample after something in its Terraform was changed. */
function proofOf(change: (stack: Stack) => void = () => undefined): Proof {
  const stack = JSON.parse(sample.text) as Stack;
  change(stack);
  const read = readCdkTfJson([{ name: "cdk.tf.json", text: JSON.stringify(stack) }]);
  if (!read.ok) throw new Error(read.issue.what);
  return new Proof(read.value, declaredIntent(sample.intent));
}

/** Every rule of one way between two segments for one service. */
function rule(stack: Stack, way: "egress" | "ingress", owner: string, id: string): Rule {
  const rules = Object.entries(stack.resource[`aws_vpc_security_group_${way}_rule`] ?? {});
  const found = rules.find(([name]) => name.startsWith(`network_${owner}_SecurityGroup_${id}_`));
  if (found === undefined) throw new Error(`no ${way} rule ${id} on ${owner}`);
  return found[1];
}

const findings = (proof: Proof) => proof.judge().findings.map(({ id, verdict }) => `${verdict} ${id}`);

test("the sample is exactly what it declares: nothing missing, nothing more, nothing undecided", () => {
  expect(proofOf().judge()).toEqual({
    verdict: "holds",
    findings: [],
    assumptions: [expect.stringMatching(/^site "main-campus" announces its declared blocks \(172\.20\.8\.0\/22, /)],
  });
});

test("the engine's matrix of segments is the intent's, conduit by conduit", () => {
  const proof = proofOf();
  const declared = new Map<string, Transport>();
  for (const { from, to, service } of sample.network.conduits) {
    if (to === internetId) continue;
    const [low, high] = service.ports ?? [0, 65_535];
    const traffic = Transport.ports(service.protocol as "tcp" | "udp", low, high);
    declared.set(`${from} > ${to}`, (declared.get(`${from} > ${to}`) ?? Transport.none).union(traffic));
  }
  const names = sample.network.segments.map(({ name }) => name);
  const seen = names.flatMap((from) =>
    names.flatMap((to) => {
      const { must, may } = proof.between(proof.findPlace(from), proof.findPlace(to));
      return from === to || may.isEmpty()
        ? []
        : [[`${from} > ${to}`, `${must.toString()} | ${may.toString()}`] as const];
    }),
  );
  expect(Object.fromEntries(seen)).toEqual(
    Object.fromEntries([...declared].map(([pair, traffic]) => [pair, `${traffic.toString()} | ${traffic.toString()}`])),
  );
});

test("a rule that is widened at both ends is found, with the segments that it joins", () => {
  const proof = proofOf((stack) => {
    rule(stack, "egress", "integration-engine", "to_names-and-time_dns-tcp")["to_port"] = 99;
    rule(stack, "ingress", "names-and-time", "from_integration-engine_dns-tcp")["to_port"] = 99;
  });
  expect(findings(proof)).toEqual(["broken excess:integration-engine>names-and-time"]);
  const [finding] = proof.judge().findings;
  expect(finding?.traffic.toString()).toBe("tcp 54-99");
  expect(finding?.rules.filter((name) => name.includes("dns-tcp"))).toHaveLength(2);
});

test("a rule that is widened at one end alone opens nothing, and is no finding", () => {
  const proof = proofOf((stack) => {
    rule(stack, "egress", "integration-engine", "to_names-and-time_dns-tcp")["to_port"] = 99;
  });
  expect(findings(proof)).toEqual([]);
});

test("a rule that is gone is found as a conduit that does not work", () => {
  const proof = proofOf((stack) => {
    const rules = stack.resource["aws_vpc_security_group_ingress_rule"] ?? {};
    const name = Object.keys(rules).find((each) => each.includes("pump-server_SecurityGroup_from_infusion-pumps"));
    stack.resource["aws_vpc_security_group_ingress_rule"] = Object.fromEntries(
      Object.entries(rules).filter(([each]) => each !== name),
    );
  });
  expect(findings(proof)).toEqual([
    expect.stringMatching(/^broken missing:.*infusion-pumps.*pump-server/) as unknown as string,
  ]);
});

test("a device segment that is given a way to the internet is found", () => {
  const proof = proofOf((stack) => {
    const [gateway] = Object.keys(stack.resource["aws_nat_gateway"] ?? {});
    const tables = Object.keys(stack.resource["aws_route_table"] ?? {}).filter((name) =>
      name.includes("infusion-pumps"),
    );
    for (const [index, table] of tables.entries()) {
      (stack.resource["aws_route"] ??= {})[`opened_${String(index)}`] = {
        route_table_id: `\${aws_route_table.${table}.id}`,
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: `\${aws_nat_gateway.${String(gateway)}.id}`,
      };
    }
    const egress = (stack.resource["aws_vpc_security_group_egress_rule"] ??= {});
    const group = rule(stack, "egress", "infusion-pumps", "to_names-and-time_ntp")["security_group_id"];
    egress["opened"] = { security_group_id: group, ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" };
    const open = {
      action: "allow",
      cidr_block: "0.0.0.0/0",
      from_port: 0,
      to_port: 0,
      protocol: "-1",
      rule_no: 31_500,
      icmp_code: 0,
      icmp_type: 0,
      ipv6_cidr_block: null,
    };
    for (const [name, acl] of Object.entries(stack.resource["aws_network_acl"] ?? {})) {
      if (!name.includes("infusion-pumps") && !name.includes("InternetEgress")) continue;
      acl["ingress"] = [...(acl["ingress"] as object[]), open];
      acl["egress"] = [...(acl["egress"] as object[]), open];
    }
  });
  expect(findings(proof).some((each) => /broken .*infusion-pumps.*internet/.test(each))).toBe(true);
});
