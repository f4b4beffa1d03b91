/**
 * One pair of the measured network, asked of three: the engine, the naive evaluator and z3. A process of its own, which prints
 * one line of JSON.
 *
 * The engine decides all traffic between all addresses of the two. The naive evaluator is asked about one packet only, and z3
 * whether there is any packet at all: both are asked for less.
 */
import { readFileSync } from "node:fs";
import { readFacts } from "../../lib/terraform";
import { Proof, evaluate, type NaiveEnd, type Place } from "../../lib/verify";
import { Cidr } from "../../lib/model";
import { blockOf, nameOf } from "./network";
import { solve } from "./solve";

export interface PairAnswer {
  readonly engineUs: number;
  readonly naiveUs: number;
  /** The whole question, its translation for the solver with it. */
  readonly z3Ms: number;
  /** `unknown` when the solver gave up. */
  readonly z3: "sat" | "unsat" | "unknown";
}

const [file = "", to = ""] = process.argv.slice(2);
const limitMs = 20_000;

void main().then((answer) => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  // The solver's threads would keep the process alive.
  process.exit(0);
});

async function main(): Promise<PairAnswer> {
  const read = readFacts([{ name: file, text: readFileSync(file, "utf8") }]);
  if (!read.ok) throw new Error(read.issue.what);
  const facts = read.value;
  const [near, far] = [nameOf(0), nameOf(Number(to))];
  const proof = new Proof(facts);
  const ends = [placeOf(proof, near), placeOf(proof, far)] as const;
  const passes = !proof.between(...ends).may.isEmpty();
  const engineUs = timed(2000, () => proof.between(...ends));
  const connection = {
    family: 4,
    from: endOf(near),
    source: Cidr.of(blockOf(0)).first + 4n,
    to: endOf(far),
    destination: Cidr.of(blockOf(Number(to))).first + 4n,
    point: 6 * 65_536 + 443,
    clientPort: 49_152,
  } as const;
  const naiveUs = timed(5, () => evaluate(facts, connection));
  const { answer, ms } = await solve(facts, near, far, limitMs);
  if (answer !== "unknown" && (answer === "sat") !== passes)
    throw new Error(`z3 says ${answer} of ${near} to ${far}, and the engine otherwise`);
  return { engineUs, naiveUs, z3Ms: ms, z3: answer };
}

function placeOf(proof: Proof, name: string): Place {
  return proof.findPlace(`aws_subnet.${name} × aws_security_group.${name}`);
}

function endOf(name: string): NaiveEnd {
  return {
    kind: "interface",
    subnet: `aws_subnet.${name}`,
    groups: [{ id: `aws_security_group.${name}`, sure: true }],
    moreGroups: false,
    anyGroup: false,
    publicAddress: "no",
    exists: "yes",
  };
}

/** Microseconds of one call, from the processor time of many. */
function timed(times: number, run: () => unknown): number {
  run();
  const before = process.cpuUsage();
  for (let at = 0; at < times; at += 1) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
