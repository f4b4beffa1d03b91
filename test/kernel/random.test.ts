/** Random small networks as real namespaces: what the engine says passes, passes, and nothing else does. */
import * as fc from "fast-check";
import { compile } from "./compile/compile";
import { clientPortsOf, compare, type Question } from "./compare";
import { Engine } from "./engine";
import { factsOf, ports, seed } from "./networks";
import { Rig } from "./rig/rig";

const runs = Number(process.env["CORDON_KERNEL_RUNS"] ?? 200);
const start = Number(process.env["CORDON_KERNEL_SEED"] ?? 20_261);
/** The path that a failure prints, to run that network alone again. */
const path = process.env["CORDON_KERNEL_PATH"];

const questions: readonly Question[] = [
  ...ports.tcp.map((port) => ({ protocol: "tcp", port }) as const),
  ...ports.udp.map((port) => ({ protocol: "udp", port }) as const),
  { protocol: "icmp", port: 0 },
];

let rig: Rig;

beforeAll(async () => {
  const [first] = fc.sample(seed, { numRuns: 1, seed: start });
  rig = await Rig.wire(compile(factsOf(first!, 0)), ports);
}, 60_000);

afterAll(async () => {
  await (rig as Rig | undefined)?.close();
});

test(`real packets agree with the engine on ${String(runs)} random networks`, async () => {
  let [turn, passed, blocked] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(seed, async (each) => {
      const facts = factsOf(each, turn % 250);
      const network = compile(facts);
      await rig.apply(network);
      const asked = await compare(
        rig,
        network,
        new Engine(facts),
        () => questions,
        clientPortsOf(facts, turn % 2 === 1),
      );
      turn += 1;
      passed += asked.passed;
      blocked += asked.blocked;
      expect(asked.disagreements).toEqual([]);
    }),
    { numRuns: runs, seed: start, ...(path === undefined ? {} : { path }) },
  );
  process.stdout.write(
    `seed ${String(start)}: ${String(turn)} networks, ${String(passed)} packets passed and ${String(blocked)} did not\n`,
  );
  // Two that refuse everything would agree.
  expect(passed).toBeGreaterThan(20 * runs);
  expect(blocked).toBeGreaterThan(20 * runs);
});
