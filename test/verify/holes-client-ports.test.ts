/** Clients that take a port below 1024, as NTP (123) and IKE (500) do: what answers only those may pass, and does not surely. */
import { checkCertificate, Proof } from "../../lib/verify";
import { evaluate } from "../../lib/verify/naive/evaluate";
import { factsOf } from "../terraform/read";
import { Transport } from "../../lib/model";
import { both, open, vpc } from "./open-network";

const entry = (rule_no: number, protocol: string, port: number) => ({
  rule_no,
  protocol,
  action: "allow",
  cidr_block: "0.0.0.0/0",
  from_port: port,
  to_port: port,
});
const entries = [entry(1, "udp", 123), entry(2, "tcp", 443)];

/** `b` is behind an ACL that lets these ports in and out. */
function proofOf(egress: readonly object[] = entries): Proof {
  const machine = (name: string) => ({ subnet_id: `\${aws_subnet.${name}.id}`, security_groups: [open] });
  return new Proof(
    factsOf({
      aws_vpc: { v: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { a: { ...vpc, cidr_block: "10.0.0.0/24" }, b: { ...vpc, cidr_block: "10.0.1.0/24" } },
      aws_security_group: { open: { ...vpc, ...both } },
      aws_network_interface: { a: machine("a"), b: machine("b") },
      aws_network_acl: { b: { ...vpc, subnet_ids: ["${aws_subnet.b.id}"], ingress: entries, egress } },
    }),
  );
}

const ends = (proof: Proof) =>
  [proof.tryFindPlaceOf("aws_network_interface.a")!, proof.tryFindPlaceOf("aws_network_interface.b")!] as const;

test("they may pass, and do not surely", () => {
  const proof = proofOf();
  const { must, may } = proof.between(...ends(proof));
  expect([String(must), String(may)]).toEqual(["nothing", "tcp 443, udp 123"]);
  expect(proof.certify(...ends(proof))).toBeUndefined();
});

test("the way is told, with the port and the doubt", () => {
  const proof = proofOf();
  const told = proof.explain(...ends(proof), Transport.ports("udp", 123, 123));
  expect(told.verdict).toBe("undecided");
  expect(told.doubts).toEqual(["which port the client takes: answers get through to some below 1024 alone"]);
  expect(told.witness?.from.port).toBe(123);
});

test("answers to other ports count as before, and without any there is a certificate", () => {
  const answering = proofOf([...entries, { ...entry(3, "udp", 1024), to_port: 65_535 }]);
  expect(String(answering.between(...ends(answering)).must)).toBe("udp 123");
  const silent = proofOf([entry(1, "tcp", 0)]);
  expect(String(silent.between(...ends(silent)).may)).toBe("nothing");
  const certificate = silent.certify(...ends(silent))!;
  expect(checkCertificate(silent.facts, certificate, ...ends(silent)).ok).toBe(true);
});

test("the second opinion says the same of one such packet", () => {
  const proof = proofOf();
  const end = (name: string) => ({
    kind: "interface" as const,
    subnet: `aws_subnet.${name}`,
    groups: [{ id: "aws_security_group.open", sure: true }],
    moreGroups: false,
    anyGroup: false,
    publicAddress: "no" as const,
    exists: "yes" as const,
  });
  const over = (clientPort: number) =>
    evaluate(proof.facts, {
      family: 4,
      from: end("a"),
      source: 0x0a000004n,
      to: end("b"),
      destination: 0x0a000104n,
      point: 17 * 65_536 + 123,
      clientPort,
    });
  expect([over(123), over(500), over(50_000)]).toEqual(["yes", "no", "no"]);
});
