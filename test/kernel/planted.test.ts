/** The comparison can fail: a kernel that is built wrongly in one place is told apart from the engine, packet by packet. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Transport } from "../../lib/model";
import type { FactBase } from "../../lib/terraform";
import { Network, tcp } from "../verify/network";
import { compile } from "./compile/compile";
import type { KernelNetwork, KernelNode } from "./compile/node";
import { compare, type Asked } from "./compare";
import { Engine } from "./engine";
import { Rig } from "./rig/rig";
import { requireTools } from "./rig/tools";

const ports = { tcp: [443, 444], udp: [53] };

/**
 * A client and a server in two subnets with an ACL on the server's, where 443 alone is open.
 *
 * @param turn - second part of its addresses: no packet of one network is of a connection of another
 */
function factsOf(turn: number): FactBase {
  const at = (rest: string): string => `10.${String(turn)}.${rest}`;
  return new Network()
    .vpc("vpc", at("0.0/16"))
    .subnet("near", "vpc", at("1.0/28"))
    .subnet("far", "vpc", at("2.0/28"))
    .group("client", "vpc")
    .group("server", "vpc")
    .rule("client", "egress", "all", "0.0.0.0/0")
    .rule("server", "ingress", tcp(443, 444), { group: "client" })
    .acl("edge", "vpc", "far")
    .entry("edge", "ingress", 10, "allow", tcp(443), at("1.0/28"))
    .entry("edge", "ingress", 20, "deny", tcp(0, 1023), "0.0.0.0/0")
    .entry("edge", "ingress", 30, "allow", Transport.protocol(6), "0.0.0.0/0")
    .entry("edge", "egress", 10, "allow", tcp(32_768, 65_535), "0.0.0.0/0")
    .face("pump", "near", ["client"], { address: at("1.4") })
    .face("archive", "far", ["server"], { address: at("2.4") })
    .facts();
}

function rules(change: (nft: string) => string): (node: KernelNode) => KernelNode {
  return (node) => ({ ...node, nft: change(node.nft) });
}

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.wire(compile(factsOf(0)), ports);
}, 60_000);

afterAll(async () => {
  await (rig as Rig | undefined)?.close();
});

async function asked(facts: FactBase, network: KernelNetwork): Promise<Asked> {
  await rig.apply(network);
  const questions = [
    { protocol: "tcp", port: 443 },
    { protocol: "tcp", port: 444 },
    { protocol: "udp", port: 53 },
    { protocol: "icmp", port: 0 },
  ] as const;
  return compare(rig, network, new Engine(facts), { questions: () => questions, clientPorts: () => [1024, 40_000] });
}

test("a network that is built rightly has no disagreement", async () => {
  const { disagreements, passed, blocked: silent } = await asked(factsOf(0), compile(factsOf(0)));
  expect({ disagreements, passed: passed.length, silent }).toEqual({ disagreements: [], passed: 1, silent: 13 });
});

const passes = (what: string): string => `${what}: the engine says it is blocked, the kernel says it passes`;
const blocked = (what: string): string => `${what}: the engine says it passes, the kernel says it is blocked`;

/** What is built wrongly, where, and what the comparison says of it. */
const plants = [
  {
    what: "an entry that allows before the one that denies",
    node: "subnet far",
    change: rules((nft) => nft.replace("tcp dport 0-1023 drop", "tcp dport 0-443 drop")),
    says: passes("tcp 444 from port 40000"),
  },
  {
    what: "an ACL that tracks connections",
    node: "subnet far",
    change: rules((nft) =>
      nft.replace("notrack", "accept").replace("chain outward {", "chain outward {\nct state established accept"),
    ),
    says: passes("tcp 443 from port 1024"),
  },
  {
    what: "a group that does not track connections",
    node: "host archive",
    change: rules((nft) => nft.replaceAll("ct state established,related accept", "")),
    says: blocked("tcp 443 from port 40000"),
  },
  {
    what: "a group that names nobody",
    node: "host archive",
    change: rules((nft) => nft.replace(/10\.\d\.1\.4/, "10.9.9.9")),
    says: blocked("tcp 443 from port 40000"),
  },
  {
    what: "a subnet without a way back",
    node: "subnet far",
    change: (node: KernelNode) => ({ ...node, ip: node.ip.filter((line) => !/ 10\.\d\.0\.0\/16 /.test(line)) }),
    says: blocked("tcp 443 from port 40000"),
  },
] as const;

test.each(plants.map((plant, i) => ({ ...plant, turn: i + 1 })))(
  "a kernel with $what disagrees with the engine",
  async ({ node, change, says, turn }) => {
    const right = compile(factsOf(turn));
    const nodes = right.nodes.map((each) => (each.name === node ? change(each) : each));
    expect(nodes).not.toEqual(right.nodes);
    const { disagreements } = await asked(factsOf(turn), { ...right, nodes });
    expect(disagreements).toEqual([`pump (10.${String(turn)}.1.4) to archive (10.${String(turn)}.2.4), ${says}`]);
  },
);

test("refuses to run without the programs that it needs, and names their packages", () => {
  expect(() => {
    requireTools("/nowhere");
  }).toThrow("real packets need ip, nft, fping on PATH; install the Debian packages iproute2, nftables, fping");
});

test("leaves no namespace behind when its process is killed", async () => {
  const script = `
    const { Namespaces } = require(${JSON.stringify(join(__dirname, "rig/namespaces.ts"))});
    const spaces = new Namespaces();
    Promise.all([spaces.add(), spaces.add()]).then((names) => console.log(names.join()));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [data] = (await once(child.stdout, "data")) as [Buffer];
  const names = data.toString().trim().split(",");
  expect(names.map((name) => name.startsWith(`cordon-${String(child.pid)}-`))).toEqual([true, true]);
  expect(listed()).toEqual(expect.arrayContaining(names));
  child.kill("SIGKILL");
  for (let i = 0; i < 50 && listed().some((name) => names.includes(name)); i += 1)
    await new Promise((done) => setTimeout(done, 100));
  expect(listed().filter((name) => names.includes(name))).toEqual([]);
});

function listed(): readonly string[] {
  const { stdout } = spawnSync("ip", ["netns", "list"], { encoding: "utf8" });
  return stdout.split("\n").map((line) => line.split(" ")[0] ?? "");
}
