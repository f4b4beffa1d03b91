/**
 * The sample hospital as real namespaces: an interface in each zone of every segment, and the internet.
 *
 * Every pair of interfaces is asked about every port that any conduit of the sample has, the ports beside it, and ICMP; a
 * pair with a conduit is asked from the ends of the client ports that its ACLs tell apart, others from one.
 */
import { AddressSet, Cidr, formatAddress } from "../../lib/model";
import { readCdkTfJson, type FactBase, type Interface } from "../../lib/terraform";
import { declaredIntent, internetId, type DeclaredIntent } from "../../lib/verify";
import { synthesizeSample } from "../sample/synth";
import { compile } from "./compile/compile";
import type { OutsideHost } from "./compile/node";
import { compare } from "./compare";
import { Engine } from "./engine";
import { pointOf, type Question } from "./question";
import { Rig } from "./rig/rig";

const outside: readonly OutsideHost[] = [{ id: "internet host", network: "internet", addresses: ["8.8.8.8"] }];

/** Without the campus: routes that BGP tells are not compiled. What is in AWS stays as it is. */
function inAws(facts: FactBase): FactBase {
  const vpnGateways = facts.gateways.filter(({ kind }) => kind === "vpn").map(({ id }) => id);
  return {
    ...facts,
    vpnConnections: [],
    vpnRoutes: [],
    gateways: facts.gateways.filter(({ id }) => !vpnGateways.includes(id)),
    routes: facts.routes.filter(
      ({ target }) => !("to" in target && "to" in target.to && vpnGateways.includes(target.to.to)),
    ),
  };
}

/** The facts of the sample with what it leaves to the apply: addresses of NAT gateways, and interfaces to speak from. */
function populated(facts: FactBase, intent: DeclaredIntent): FactBase {
  const blockOf = (subnet: string): Cidr => {
    const [block] = facts.subnets.find(({ id }) => id === subnet)?.blocks ?? [];
    if (block === undefined || !("exact" in block)) throw new Error(`no block for ${subnet}`);
    return block.exact;
  };
  // The first four addresses of a subnet are AWS's.
  const nth = (subnet: string, n: bigint): Cidr => Cidr.ofAddress(formatAddress(4, blockOf(subnet).first + n));
  const interfaces = intent.segments.flatMap(({ name, subnets, groups }) =>
    subnets.map((subnet, zone): Interface => {
      const id = `${name} ${"ab"[zone] ?? String(zone)}`;
      return {
        id,
        type: "test",
        source: { input: "test", address: id },
        presence: { is: "certain" },
        owner: { kind: "interface", id },
        subnets: [{ how: "exact", to: subnet }],
        groups: groups.map((to) => ({ how: "exact", to })),
        addresses: { exact: AddressSet.of([nth(subnet, 10n)]) },
        publicAddress: { exact: false },
        ipv6: { exact: false },
        sourceDestCheck: { exact: true },
      };
    }),
  );
  return {
    ...facts,
    interfaces,
    natGateways: facts.natGateways.map((nat) => {
      if (!("to" in nat.subnet)) throw new Error(`${nat.id} is in no known subnet`);
      return { ...nat, address: { exact: nth(nat.subnet.to, 5n) } };
    }),
  };
}

const { facts, intent } = ((): { facts: FactBase; intent: DeclaredIntent } => {
  const sample = synthesizeSample();
  const read = readCdkTfJson([{ name: "cdk.tf.json", text: sample.text }]);
  if (!read.ok) throw new Error(read.issue.what);
  const declared = declaredIntent(sample.intent);
  return { facts: populated(inAws(read.value), declared), intent: declared };
})();

/** Every port of a conduit, and the two beside it. */
function portsOf(protocol: number): readonly number[] {
  const edges = intent.conduits.flatMap(({ transport }) =>
    transport.points.intervals.flatMap(([from, end]) =>
      Math.floor(from / 65_536) === protocol ? [from - 1, from, end - 1, end].map((point) => point % 65_536) : [],
    ),
  );
  return [...new Set(edges)].filter((port) => port > 0).sort((a, b) => a - b);
}
const ports = { tcp: portsOf(6), udp: portsOf(17) };
const questions: readonly Question[] = [
  ...ports.tcp.map((port) => ({ protocol: "tcp", port }) as const),
  ...ports.udp.map((port) => ({ protocol: "udp", port }) as const),
  { protocol: "icmp", port: 0 },
];

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.wire(compile(facts, outside), ports);
}, 300_000);

afterAll(async () => {
  await (rig as Rig | undefined)?.close();
}, 60_000);

test("every pair of the sample's interfaces can do what its conduits say and nothing else, by the engine and by real packets", async () => {
  const network = compile(facts, outside);
  await rig.apply(network);
  const engine = new Engine(facts, intent);
  const asked = await compare(rig, network, engine, { questions: () => questions, clientPorts: () => [49_152] });
  process.stdout.write(`${String(asked.passed.length)} packets passed and ${String(asked.blocked)} did not\n`);
  expect(asked.disagreements).toEqual([]);
  const line = ({ from, to, protocol, port }: Question & { readonly from: string; readonly to: string }): string =>
    `${from} > ${to} ${protocol} ${String(port)}`;
  expect([...new Set(asked.passed.map(line))].sort()).toEqual([...new Set(declared().map(line))].sort());
});

test("a conduit of the sample works from exactly the client ports that the engine names", async () => {
  const ways = new Map<string, Question[]>();
  for (const { from, to, ...question } of declared()) {
    const key = JSON.stringify([from, to]);
    ways.set(key, [...(ways.get(key) ?? []), question]);
  }
  const asked = await compare(rig, compile(facts, outside), new Engine(facts, intent), {
    questions: (from, to) => ways.get(JSON.stringify([from, to])) ?? [],
    clientPorts: () => [1024, 32_767, 32_768, 61_000, 61_001, 65_535],
  });
  process.stdout.write(`${String(asked.passed.length)} packets passed and ${String(asked.blocked)} did not\n`);
  expect(asked.disagreements).toEqual([]);
  expect(asked.passed.length).toBeGreaterThanOrEqual(declared().length);
});

/** Every conduit between every two of its interfaces. */
function declared(): readonly (Question & { readonly from: string; readonly to: string })[] {
  const named = (segment: string): readonly string[] =>
    segment === internetId
      ? outside.map(({ id }) => id)
      : facts.interfaces.map(({ id }) => id).filter((id) => id.slice(0, -2) === segment);
  return intent.conduits.flatMap(({ from, to, transport }) =>
    named(from).flatMap((one) =>
      named(to).flatMap((other) =>
        questions
          .filter((question) => one !== other && transport.points.has(pointOf(question, 4)))
          .map((question) => ({ ...question, from: one, to: other })),
      ),
    ),
  );
}
