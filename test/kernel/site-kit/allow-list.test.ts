/** Real packets through a router with the kit's nftables file: what a conduit says passes, and nothing else of those blocks. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { siteKit } from "../../../lib/report";
import type { IntentConduit } from "../../../lib/model";
import { atSite, conduit, icmp, network, segment, tcp, udp } from "../../report/site-kit/network";
import { Host, type Probe } from "../rig/host";
import { Namespaces } from "../rig/namespaces";
import { requireTools, run } from "../rig/tools";

/** Two segments of the site, two in AWS, and two places that the intent does not know. */
const hosts = {
  pumps: "172.20.8.10",
  monitors: "172.20.16.10",
  server: "10.40.2.10",
  archive: "10.40.6.10",
  office: "192.168.7.10",
  internet: "198.51.100.10",
} as const;
type Name = keyof typeof hosts;
const names = Object.keys(hosts) as readonly Name[];

const segments = [
  atSite("pumps", "seg-aaaaaa01", ["172.20.8.0/22"]),
  atSite("monitors", "seg-aaaaaa02", ["172.20.16.0/24", "172.20.20.0/24"]),
  segment("server", { blocks: ["10.40.2.0/23"] }),
  segment("archive", { blocks: ["10.40.6.0/23"] }),
];

const conduits = [
  conduit("pumps", "server", tcp("library", 3613)),
  conduit("server", "pumps", tcp("setup", 443)),
  conduit("monitors", "server", udp("waves", 5000, 5010)),
  conduit("archive", "monitors", icmp("echo", 8, 0)),
  conduit("pumps", "monitors", tcp("alarms", 104)),
];

const kit = (declared: readonly IntentConduit[]) =>
  siteKit(network({ segments, conduits: declared }), "main-campus").find(({ file }) => file === "nftables.nft")!.text;

const ports = { tcp: [104, 443, 3613], udp: [4999, 5000, 5010, 5011] } as const;

const namespaces = new Namespaces();
const at = new Map<Name, string>();
const speaking = new Map<Name, Host>();
let router = "";
let folder = "";

/** Loads a file into the router as the sheet says. */
async function load(text: string): Promise<void> {
  const file = join(folder, "nftables.nft");
  writeFileSync(file, text);
  await run("ip", ["netns", "exec", router, "nft", "-c", "-f", file]);
  await run("ip", ["netns", "exec", router, "nft", "-f", file]);
}

beforeAll(async () => {
  requireTools();
  folder = mkdtempSync(join(tmpdir(), "cordon-kit-"));
  router = await namespaces.add();
  await run("ip", ["netns", "exec", router, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1"]);
  for (const name of names) {
    const own = await namespaces.add();
    const gateway = hosts[name].replace(/\d+$/, "1");
    at.set(name, own);
    await run("ip", ["-n", router, "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", own]);
    const lines = [
      `addr add ${hosts[name]}/24 dev eth0`,
      "link set lo up",
      "link set eth0 up",
      `route add default via ${gateway}`,
    ];
    await run("ip", ["-n", router, "-batch", "-"], `addr add ${gateway}/24 dev ${name}\nlink set ${name} up\n`);
    await run("ip", ["-n", own, "-batch", "-"], `${lines.join("\n")}\n`);
    speaking.set(name, new Host(own, name));
  }
  await Promise.all([...speaking.values()].map((host) => host.listen(ports)));
});

afterAll(async () => {
  await Promise.all([...speaking.values()].map((host) => host.close()));
  await namespaces.close();
  rmSync(folder, { recursive: true });
});

const asked: readonly Pick<Probe, "protocol" | "port">[] = [
  ...ports.tcp.map((port) => ({ protocol: "tcp", port }) as const),
  ...ports.udp.map((port) => ({ protocol: "udp", port }) as const),
  { protocol: "icmp", port: 0 },
];

/** Everything that was answered, of all pairs and transports: `pumps > server tcp 3613`. */
async function answered(): Promise<readonly string[]> {
  const found = await Promise.all(
    names.map(async (from) => {
      const probes = names
        .filter((to) => to !== from)
        .flatMap((to) => asked.map((each) => ({ ...each, to })))
        .map(({ protocol, port, to }, id): Probe => ({
          id,
          protocol,
          to: hosts[to],
          peer: to,
          port,
          clientPort: 40_000 + id,
        }));
      const answers = await speaking.get(from)!.send(probes, 2000);
      return probes
        .filter(({ id, peer }) => answers.get(id) === peer)
        .map(
          ({ peer, protocol, port }) => `${from} > ${peer} ${protocol}${protocol === "icmp" ? "" : ` ${String(port)}`}`,
        );
    }),
  );
  return found.flat().sort();
}

/** What the intent says nothing of is left alone. */
const free = (["office", "internet"] as const).flatMap((from) =>
  asked.map(({ protocol, port }) => {
    const to = from === "office" ? "internet" : "office";
    return `${from} > ${to} ${protocol}${protocol === "icmp" ? "" : ` ${String(port)}`}`;
  }),
);

test("Without the file every pair talks, so that what stops later is the file's doing.", async () => {
  expect(await answered()).toHaveLength(names.length * (names.length - 1) * asked.length);
});

test("With the file exactly the conduits pass, each in the direction of who starts it.", async () => {
  await load(kit(conduits));
  const expected = [
    "pumps > server tcp 3613",
    "server > pumps tcp 443",
    "monitors > server udp 5000",
    "monitors > server udp 5010",
    "archive > monitors icmp",
    "pumps > monitors tcp 104",
  ];
  expect(await answered()).toEqual([...expected, ...free].sort());
});

test("Loading another version replaces the table whole, and touches no other.", async () => {
  await run("ip", ["netns", "exec", router, "nft", "add", "table", "inet", "other"]);
  await load(kit(conduits.slice(0, 1)));
  expect(await answered()).toEqual(["pumps > server tcp 3613", ...free].sort());
  await load(kit([]));
  expect(await answered()).toEqual([...free].sort());
  const tables = await run("ip", ["netns", "exec", router, "nft", "list", "tables"]);
  expect(tables.trim().split("\n").sort()).toEqual(["table inet other", "table inet site-0c77d2ab"]);
});

/** Sends a line every tenth of a second over one connection, and prints each that comes back. */
const talker = `
const net = require("node:net");
const socket = net.connect({ host: "${hosts.server}", port: 7000 });
socket.on("connect", () => setInterval(() => socket.write("x\\n"), 100));
socket.on("data", (data) => process.stdout.write(data));
socket.on("error", () => process.exit(1));
`;
const echo = `require("node:net").createServer((socket) => { socket.pipe(socket); socket.on("error", () => {}); }).listen(7000);`;

function node(name: Name, program: string): ChildProcess {
  const args = ["--pdeathsig", "KILL", "ip", "netns", "exec", at.get(name)!, process.execPath, "-e", program];
  return spawn("setpriv", args, { stdio: ["ignore", "pipe", "inherit"] });
}

test("An open connection ends with its conduit, and its segments fit the tunnel.", async () => {
  await load(kit([conduit("pumps", "server", tcp("long", 7000))]));
  const server = node("server", echo);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const client = node("pumps", talker);
  try {
    let heard = 0;
    createInterface({ input: client.stdout! }).on("line", () => (heard += 1));
    const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    for (let tries = 0; tries < 50 && heard < 3; tries += 1) await wait(100);
    expect(heard).toBeGreaterThanOrEqual(3);
    const sockets = await run("ip", ["netns", "exec", at.get("server")!, "ss", "-tinH", "sport", "=", ":7000"]);
    // Twelve of the 1,398 bytes carry the time stamps that both ends ask for.
    expect(/ mss:(\d+)/.exec(sockets)?.[1]).toBe("1386");
    await load(kit(conduits));
    await wait(300);
    const before = heard;
    await wait(1000);
    expect(heard).toBe(before);
  } finally {
    for (const child of [client, server]) {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
  }
});
