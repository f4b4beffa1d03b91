/**
 * What must be true of every damaged document: reading it ends, soon, with facts or a refusal; whatever is proved of the
 * facts, the naive evaluator and the checker of certificates agree; and it never holds when the damage must matter.
 */
import { InvalidInput, Transport } from "../../lib/model";
import { readFacts, type FactBase } from "../../lib/terraform";
import { checkCertificate, internetId, Proof, type Place, type Verdict } from "../../lib/verify";
import type { Sample } from "./corpus";
import { damaged, type Damage, type Path } from "./damage";

/** Milliseconds of processor time that one document may take. They take about ten. */
const longest = 5_000;

export type Outcome = "refused" | Verdict;

/** @throws {Error} when the law is broken, with what was wrong */
export function judged(sample: Sample, damage: Damage, choice: number): Outcome {
  const { text, at } = damaged(sample.text, damage);
  const started = process.cpuUsage();
  const outcome = prove(sample, text, choice);
  const { user, system } = process.cpuUsage(started);
  if ((user + system) / 1000 > longest)
    throw new Error(`it took ${String((user + system) / 1000)} ms of processor time`);
  if (outcome === "holds" && at !== undefined) {
    const where = at.join(".");
    if (sample.planted !== undefined)
      throw new Error(`it holds with "${sample.planted}", since ${where} is unreadable`);
    if (isNeeded(sample, at)) throw new Error(`it holds though ${where} is unreadable`);
  }
  return outcome;
}

function prove(sample: Sample, text: string, choice: number): Outcome {
  const read = readFacts([{ name: "in.json", text }]);
  if (!read.ok) {
    if (read.issue.what === "") throw new Error("it is refused without a reason");
    return "refused";
  }
  const facts = read.value;
  if (facts.complete !== (facts.incomplete.length === 0)) throw new Error("it is complete and incomplete");
  const proof = proofOf(facts, sample);
  if (proof === undefined) return "refused";
  const { verdict, findings } = proof.judge();
  if ((verdict === "holds") !== (findings.length === 0))
    throw new Error(`it ${verdict} with ${String(findings.length)} findings`);
  // Nothing that is shown may fail on the same facts.
  for (const { must, may } of proof.matrix().entries())
    if (must.isEmpty() && may.isEmpty()) throw new Error("it shows nothing");
  if (choice % 16 === 0) lookCloser(proof, choice);
  return verdict;
}

function proofOf(facts: FactBase, { intent }: Sample): Proof | undefined {
  try {
    return new Proof(facts, intent);
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

/** The doors that look at one pair: an explanation, a certificate and its checker, what rules are for. */
function lookCloser(proof: Proof, choice: number): void {
  const places = proof.places.filter((place) => place.type === "segment" || place.id === internetId);
  const pick = (number: number): Place | undefined => places[number % Math.max(1, places.length)];
  const [from, to] = [pick(choice >> 4), pick(choice >> 10)];
  if (from === undefined || to === undefined) return;
  const asked = Transport.ports("tcp", 443, 443);
  const passes = proof.between(from, to).may.overlaps(asked);
  const { verdict, witness } = proof.explain(from, to, asked);
  // Without a packet it is open only because not all is told.
  if (passes !== (witness !== undefined) || (passes && verdict === "blocked"))
    throw new Error(`${from.id} to ${to.id}, tcp 443: the matrix and the explanation (${verdict}) differ`);
  const certificate = proof.certify(from, to);
  if (certificate !== undefined) {
    const { ok, why } = checkCertificate(proof.facts, certificate, from, to);
    if (!ok) throw new Error(`the certificate is not confirmed: ${why}`);
  }
  proof.coverage();
}

const ofRule = new Set([
  "security_group_id",
  "ip_protocol",
  "from_port",
  "to_port",
  "referenced_security_group_id",
  "cidr_ipv4",
  "cidr_ipv6",
  "prefix_list_id",
]);
const ofRoute = new Set(["route_table_id", "destination_cidr_block", "nat_gateway_id", "gateway_id"]);

/** A gateway's own way to the internet matters where a segment in its zone goes through it. */
function isTaken(text: string, route: string): boolean {
  const zone = /^network_InternetEgress_(.*)_ToInternet_/.exec(route)?.[1];
  return zone === undefined || text.includes(`"nat_gateway_id":"\${aws_nat_gateway.network_InternetEgress_${zone}_`);
}

type Rule = Readonly<Record<string, unknown>>;

/** A rule about every address, for the ports of the other and of its group. */
function isWider(rule: Rule, other: Rule): boolean {
  const alike = ["security_group_id", "ip_protocol", "from_port", "to_port"];
  return rule["cidr_ipv4"] === "0.0.0.0/0" && alike.every((key) => rule[key] === other[key]);
}

/** Whether a declared conduit needs the value: no other rule or route of the stack does the same. */
function isNeeded({ form, text }: Sample, path: Path): boolean {
  if (form !== "stack" || path.length !== 4 || path[0] !== "resource") return false;
  const [, type = "", name = "", attribute = ""] = path;
  if (type === "aws_route") return ofRoute.has(attribute) && isTaken(text, name);
  if (!/^aws_vpc_security_group_(in|e)gress_rule$/.test(type) || !ofRule.has(attribute)) return false;
  const { resource } = JSON.parse(text) as { resource: Record<string, Record<string, Rule>> };
  const { [name]: rule, ...others } = resource[type] ?? {};
  // To IPv6 blocks outside nothing is said where the network itself has none.
  return rule !== undefined && !("cidr_ipv6" in rule) && !Object.values(others).some((one) => isWider(one, rule));
}
