/**
 * A network of namespaces, wired once and filled again and again: making a namespace costs more than changing it.
 *
 * Nothing in it has a way out: every wire is a bridge in one namespace, and no device is in the machine's own.
 */
import type { KernelNetwork, KernelNode } from "../compile/node";
import { Host, type Ports, type Probe } from "./host";
import { Namespaces } from "./namespaces";
import { requireTools, run } from "./tools";

/** What every namespace is told first. Without the first two, bridged packets would meet the filters of the switch. */
const settings = [
  "net/bridge/bridge-nf-call-iptables=0",
  "net/bridge/bridge-nf-call-ip6tables=0",
  ...["all", "default"].flatMap((which) => [
    // A device answers for its own addresses alone: some have others on the same wire.
    `net/ipv4/conf/${which}/arp_ignore=1`,
    `net/ipv4/conf/${which}/arp_announce=2`,
    `net/ipv4/conf/${which}/rp_filter=0`,
    `net/ipv4/conf/${which}/send_redirects=0`,
    `net/ipv4/conf/${which}/accept_redirects=0`,
    `net/ipv6/conf/${which}/accept_dad=0`,
    `net/ipv6/conf/${which}/accept_ra=0`,
    `net/ipv6/conf/${which}/accept_redirects=0`,
  ]),
];
const forwarding = ["net/ipv4/ip_forward=1", "net/ipv6/conf/all/forwarding=1"];

export class Rig {
  private readonly names = new Map<string, string>();
  private readonly hosts = new Map<string, Host>();
  /** What each namespace holds now, by node. */
  private readonly applied = new Map<string, KernelNode>();
  private shape = "";

  private constructor(private readonly namespaces: Namespaces) {}

  /** Makes the namespaces and wires of a network, and starts its hosts. Close it, whatever happens. */
  public static async wire(network: KernelNetwork, ports: Ports): Promise<Rig> {
    requireTools();
    const rig = new Rig(new Namespaces());
    try {
      await rig.build(network, ports);
    } catch (error) {
      await rig.close();
      throw error;
    }
    return rig;
  }

  private async build(network: KernelNetwork, ports: Ports): Promise<void> {
    this.shape = shapeOf(network);
    const wires = [...new Set(network.nodes.flatMap(({ devices }) => devices.map(({ wire }) => wire)))];
    const hub = await this.namespaces.add();
    await configure(hub, settings);
    await run(
      "ip",
      ["-n", hub, "-batch", "-"],
      wires.map((_, i) => `link add name w${String(i)} type bridge\nlink set w${String(i)} up\n`).join(""),
    );
    let port = 0;
    for (const node of network.nodes) {
      const name = await this.namespaces.add();
      this.names.set(node.name, name);
      await configure(name, node.forwards ? [...settings, ...forwarding] : settings);
      const lines: string[] = [];
      for (const { name: device, wire } of node.devices) {
        port += 1;
        const plug = `p${String(port)}`;
        lines.push(
          `link add name ${plug} type veth peer name ${device} netns ${name}`,
          `link set ${plug} master w${String(wires.indexOf(wire))} up`,
        );
      }
      await run("ip", ["-n", hub, "-batch", "-"], `${lines.join("\n")}\n`);
      await run(
        "ip",
        ["-n", name, "-batch", "-"],
        `link set lo up\n${node.devices.map((device) => `link set ${device.name} up\n`).join("")}`,
      );
      const rules = node.devices.flatMap(({ name: device, table }, i) =>
        table === undefined
          ? []
          : [
              `rule add iif ${device} lookup ${String(table)} priority ${String(100 + 2 * i)}`,
              `rule add blackhole iif ${device} priority ${String(101 + 2 * i)}`,
            ],
      );
      for (const family of ["-4", "-6"])
        if (rules.length > 0) await run("ip", [family, "-n", name, "-batch", "-"], `${rules.join("\n")}\n`);
    }
    for (const { id, node } of network.hosts) this.hosts.set(id, new Host(this.names.get(node) ?? "", id));
    await Promise.all([...this.hosts.values()].map((host) => host.listen(ports)));
  }

  /** Fills the wires with another network of the same shape, changing only what differs. */
  public async apply(network: KernelNetwork): Promise<void> {
    if (shapeOf(network) !== this.shape) throw new Error("a rig takes networks of the shape that it was wired for");
    await inTurn(network.nodes, async (node) => {
      const name = this.nameOf(node);
      const before = this.applied.get(node.name);
      if (before?.nft !== node.nft)
        await run("ip", ["netns", "exec", name, "nft", "-f", "-"], `flush ruleset\n${node.nft}\n`);
      const lines = changes(before?.ip ?? [], node);
      if (lines.length > 0) await run("ip", ["-n", name, "-batch", "-"], `${lines.join("\n")}\n`);
      this.applied.set(node.name, node);
    });
  }

  /** All probes at once, by the interface that sends them; those that were answered, by whom. */
  public async send(probes: ReadonlyMap<string, readonly Probe[]>, wait: number): Promise<ReadonlyMap<number, string>> {
    const answers = await Promise.all(
      [...probes].map(([id, mine]) => {
        const host = this.hosts.get(id);
        if (host === undefined) throw new Error(`no host "${id}"`);
        return host.send(mine, wait);
      }),
    );
    return new Map(answers.flatMap((each) => [...each]));
  }

  public async close(): Promise<void> {
    await Promise.all([...this.hosts.values()].map((host) => host.close()));
    await this.namespaces.close();
  }

  private nameOf(node: KernelNode): string {
    const name = this.names.get(node.name);
    if (name === undefined) throw new Error(`no namespace for ${node.name}`);
    return name;
  }
}

/** Everything about a network that cannot be changed once it is wired. */
function shapeOf({ nodes, hosts }: KernelNetwork): string {
  return JSON.stringify([
    nodes.map(({ name, devices, forwards }) => [name, devices, forwards]),
    hosts.map(({ id, node }) => [id, node]),
  ]);
}

/** From the lines that were given before to those of a node now. */
function changes(before: readonly string[], { ip, devices }: KernelNode): readonly string[] {
  const isRoute = (line: string): boolean => line.startsWith("route ");
  const isAddress = (line: string): boolean => !isRoute(line);
  const without = (lines: readonly string[], others: readonly string[]): readonly string[] =>
    lines.filter((line) => !others.includes(line));
  const [oldAddresses, newAddresses] = [before.filter(isAddress), ip.filter(isAddress)];
  const moves = [...without(oldAddresses, newAddresses), ...without(newAddresses, oldAddresses)].length > 0;
  // The last address of a device takes routes along when it goes, so then all of them are made again.
  const [oldRoutes, newRoutes] = [before.filter(isRoute), ip.filter(isRoute)];
  const gone = moves ? oldRoutes : without(oldRoutes, newRoutes);
  const added = moves ? newRoutes : without(newRoutes, oldRoutes);
  if (!moves && gone.length === 0 && added.length === 0) return [];
  const undo = (line: string): string => line.replace(" add ", " del ").replace(/ nodad$/, "");
  return [
    ...gone.map(undo),
    ...without(oldAddresses, newAddresses).map(undo),
    // The kernel keeps neighbours of all namespaces in one table, of 1024 at most.
    ...devices.map(({ name }) => `neigh flush dev ${name}`),
    ...without(newAddresses, oldAddresses),
    ...added,
  ];
}

async function configure(namespace: string, lines: readonly string[]): Promise<void> {
  const script =
    'while IFS="=" read -r path value; do if [ -e "/proc/sys/$path" ]; then echo "$value" > "/proc/sys/$path"; fi; done';
  await run("ip", ["netns", "exec", namespace, "sh", "-c", script], `${lines.join("\n")}\n`);
}

/** A few at a time: more processes than that only wait for each other. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}
