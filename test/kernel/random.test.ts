/** Random small networks as real namespaces: what the engine says passes, passes, and nothing else does. */
import * as fc from "fast-check";
import { compile } from "./compile/compile";
import { compare } from "./compare";
import { Engine } from "./engine";
import { outsideOf, ports, questionsOf } from "./networks/choices";
import { factsOf } from "./networks/facts";
import { seed } from "./networks/seed";
import { clientPortsOf, twoOf } from "./question";
import { Rig } from "./rig/rig";

const runs = Number(process.env["CORDON_KERNEL_RUNS"] ?? 200);
const start = Number(process.env["CORDON_KERNEL_SEED"] ?? 20_261);
/** Looks for the smallest network that fails, which takes minutes. */
const shrinks = process.env["CORDON_KERNEL_SHRINK"] !== undefined;
/** The path that a failure prints, to run that network alone again. */
const path = process.env["CORDON_KERNEL_PATH"];

let rig: Rig;

beforeAll(async () => {
  const [first] = fc.sample(seed, { numRuns: 1, seed: start });
  rig = await Rig.wire(compile(factsOf(first!, 0), outsideOf(0)), ports);
}, 60_000);

afterAll(async () => {
  await (rig as Rig | undefined)?.close();
});

test(`real packets agree with the engine on ${String(runs)} random networks`, async () => {
  let [turn, passed, blocked, undecided] = [0, 0, 0, 0];
  const over = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(seed, async (each) => {
      const facts = factsOf(each, turn % 250);
      const network = compile(facts, outsideOf(turn % 250));
      await rig.apply(network);
      const clientPorts = clientPortsOf(facts, turn % 2 === 1);
      const asked = await compare(rig, network, new Engine(facts), {
        questions: () => questionsOf(turn),
        clientPorts: (question) => twoOf(clientPorts, question),
      });
      turn += 1;
      passed += asked.passed.length;
      blocked += asked.blocked;
      undecided += asked.undecided;
      for (const id of asked.passed.flatMap((each) => [...new Set(each.over)])) over.set(id, (over.get(id) ?? 0) + 1);
      expect(asked.disagreements).toEqual([]);
    }),
    { numRuns: runs, seed: start, endOnFailure: !shrinks, ...(path === undefined ? {} : { path }) },
  );
  process.stdout.write(
    `seed ${String(start)}: ${String(turn)} networks, ${String(passed)} packets passed and ${String(blocked)} did not; ${String(undecided)} depend on the port of a NAT gateway\n`,
  );
  const ways = ["pcx", "tgw-table", "igw", "eigw", "nat", "vpn"].map((id) => [id, over.get(id) ?? 0] as const);
  process.stdout.write(`over ${ways.map(([id, count]) => `${id} ${String(count)}`).join(", ")}\n`);
  expect(ways.filter(([, count]) => count < runs / 10)).toEqual([]);
  // Two that refuse everything would agree.
  expect(passed).toBeGreaterThan(20 * runs);
  expect(blocked).toBeGreaterThan(20 * runs);
});
