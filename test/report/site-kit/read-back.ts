/**
 * Reads the allow lists back, each by its own language alone, and refuses every line that it does not know.
 *
 * Written apart from what writes them: a line that opens more than its conduit shows up here as one too many.
 */

/** `172.20.8.0/22 > 10.40.2.0/23 tcp 3613-3613`. */
export type Opening = string;

export function opening(from: string, to: string, transport: string): Opening {
  return `${from} > ${to} ${transport}`;
}

function pairs(sources: readonly string[], destinations: readonly string[], transport: string): readonly Opening[] {
  return sources.flatMap((from) => destinations.map((to) => opening(from, to, transport)));
}

/** What the rules of the chain `conduits` of an nftables file accept for whoever starts. */
export function readNftables(text: string): readonly Opening[] {
  const chain = /^ {2}chain conduits \{\n(?<rules>(?: {4}.*\n)*) {2}\}$/m.exec(text)?.groups?.["rules"];
  if (chain === undefined) throw new Error("no chain of conduits");
  const fixed = [
    "ct state established ct direction reply counter accept",
    "ct state related ip protocol icmp counter accept",
    "ct state invalid ip protocol tcp counter drop",
  ];
  const rules = chain
    .trimEnd()
    .split("\n")
    .map((line) => line.trim());
  if (rules.slice(0, 3).join("\n") !== fixed.join("\n")) throw new Error("the chain begins otherwise");
  if (!/^limit rate 10\/second log prefix "site-[0-9a-f]+ drop: "$/.test(rules.at(-2) ?? "")) throw new Error("no log");
  if (rules.at(-1) !== "counter drop") throw new Error("the chain does not end with a drop");
  return rules.slice(3, -2).flatMap((rule) => {
    const found =
      /^ip saddr (?<from>\{ .+? \}|\S+) ip daddr (?<to>\{ .+? \}|\S+) (?<match>.+) counter accept comment "flow-[0-9a-f]{12}"$/.exec(
        rule,
      )?.groups;
    if (found === undefined) throw new Error(`unknown rule: ${rule}`);
    const blocks = (part: string | undefined) => (part ?? "").replaceAll(/[{},]/g, " ").trim().split(/ +/);
    return pairs(blocks(found["from"]), blocks(found["to"]), nftTransport(found["match"] ?? ""));
  });
}

function nftTransport(match: string): string {
  const ports = /^(tcp|udp) dport (\d+)(?:-(\d+))?$/.exec(match);
  if (ports !== null) return `${ports[1]!} ${ports[2]!}-${ports[3] ?? ports[2]!}`;
  const icmp = /^icmp type (\d+)(?: icmp code (\d+))?$/.exec(match);
  if (icmp !== null) return `icmp ${icmp[1]!}/${icmp[2] ?? "any"}`;
  const protocol = /^ip protocol (\d+)$/.exec(match);
  if (protocol !== null) return `protocol ${protocol[1]!}`;
  throw new Error(`unknown match: ${match}`);
}

/** The access lists of an IOS file by the name before the digest, and which interface they are on. */
export interface IosFile {
  readonly lists: Readonly<Record<string, readonly Opening[]>>;
  /** `Vlan108 in` → the list's name before the digest. */
  readonly interfaces: Readonly<Record<string, string>>;
}

/** Answers are `… answer`: from the service's port, with flags (TCP) or to client ports (UDP). */
export function readIos(text: string): IosFile {
  const lists: Record<string, Opening[]> = {};
  const interfaces: Record<string, string> = {};
  const closed = new Set<string>();
  let list = "";
  let at = "";
  for (const line of text.trimEnd().split("\n")) {
    if (line.startsWith("!") || line === "end") continue;
    const head = /^ip access-list extended (.+)-[0-9a-f]{6}$/.exec(line);
    const on = /^interface (Vlan\d+)$/.exec(line);
    const group = /^ ip access-group (.+)-[0-9a-f]{6} (in|out)$/.exec(line);
    if (head !== null) lists[(list = head[1]!)] = [];
    else if (on !== null) [at, list] = [on[1]!, ""];
    else if (group !== null) interfaces[`${at} ${group[2]!}`] = group[1]!;
    else if (line === " deny ip any any") closed.add(list);
    else if (/^ remark flow-[0-9a-f]{12}( answer)?$/.test(line)) continue;
    else if (closed.has(list)) throw new Error(`a line after the end of ${list}: ${line}`);
    else lists[list]!.push(iosEntry(line));
  }
  const open = Object.keys(lists).filter((name) => !closed.has(name));
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  return { lists, interfaces };
}

const address = "(\\d+\\.\\d+\\.\\d+\\.\\d+ \\d+\\.\\d+\\.\\d+\\.\\d+)";
const range = "(?:eq (\\d+)|range (\\d+ \\d+))";

function iosEntry(line: string): Opening {
  const match = (pattern: string) => new RegExp(`^ permit ${pattern}$`).exec(line);
  const ports = (one: string | undefined, two: string | undefined) =>
    two === undefined ? `${one!}-${one!}` : two.replace(" ", "-");
  const start = match(`(tcp|udp) ${address} ${address} ${range}`);
  if (start !== null) return opening(block(start[2]!), block(start[3]!), `${start[1]!} ${ports(start[4], start[5])}`);
  const tcpAnswer = match(`tcp ${address} ${range} ${address} established`);
  if (tcpAnswer !== null)
    return opening(block(tcpAnswer[1]!), block(tcpAnswer[4]!), `tcp ${ports(tcpAnswer[2], tcpAnswer[3])} answer`);
  const udpAnswer = match(`udp ${address} ${range} ${address} gt 1023`);
  if (udpAnswer !== null)
    return opening(block(udpAnswer[1]!), block(udpAnswer[4]!), `udp ${ports(udpAnswer[2], udpAnswer[3])} answer`);
  const icmp = match(`icmp ${address} ${address} (\\d+)(?: (\\d+))?`);
  if (icmp !== null) return opening(block(icmp[1]!), block(icmp[2]!), `icmp ${icmp[3]!}/${icmp[4] ?? "any"}`);
  const protocol = match(`(\\d+) ${address} ${address}`);
  if (protocol !== null) return opening(block(protocol[2]!), block(protocol[3]!), `protocol ${protocol[1]!}`);
  throw new Error(`unknown entry: ${line}`);
}

/** `172.20.8.0 0.0.3.255` → `172.20.8.0/22`. */
function block(text: string): string {
  const [base, wildcard] = text.split(" ") as [string, string];
  const free = wildcard.split(".").map((part) => Number(part).toString(2).replaceAll("0", "").length);
  return `${base}/${String(32 - free.reduce((sum, bits) => sum + bits, 0))}`;
}

interface Settings {
  readonly name: string;
  readonly set: Readonly<Record<string, readonly string[]>>;
}

/** What the policies of a FortiOS file allow, and that they end with a denial of everything else for the blocks of `governed`. */
export function readFortios(text: string): {
  readonly allowed: readonly Opening[];
  readonly governed: readonly string[];
} {
  const sections = fortiosSections(text);
  const addresses = new Map(sections["firewall address"]!.map(({ name, set }) => [name, subnet(set["subnet"]!)]));
  const services = new Map(sections["firewall service custom"]!.map(({ name, set }) => [name, fortiosTransport(set)]));
  const policies = sections["firewall policy"]!;
  const names = policies.map(({ set }) => set["name"]![0]!);
  if (new Set(names).size !== names.length) throw new Error("two policies have one name");
  for (const name of [...names, ...services.keys()]) if (name.length > 35) throw new Error(`too long: ${name}`);
  const isDenial = ({ set }: Settings) => set["action"]!.join("") === "deny";
  if (policies.findIndex(isDenial) !== policies.length - 2) throw new Error("the denials are not the last two");
  const [from, to] = policies.slice(-2) as [Settings, Settings];
  for (const { set } of [from, to])
    if (set["service"]!.join("") !== "ALL") throw new Error("a denial of some services");
  if (from.set["dstaddr"]!.join("") !== "all" || to.set["srcaddr"]!.join("") !== "all")
    throw new Error("a denial of some");
  if (from.set["srcaddr"]!.join(" ") !== to.set["dstaddr"]!.join(" ")) throw new Error("the denials differ");
  const find = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const value = map.get(name);
    if (value === undefined) throw new Error(`no such object: ${name}`);
    return value;
  };
  const allowed = policies.slice(0, -2).flatMap(({ set }) => {
    if (set["action"]!.join("") !== "accept") throw new Error("neither accept nor deny");
    return pairs(
      set["srcaddr"]!.map((name) => find(addresses, name)),
      set["dstaddr"]!.map((name) => find(addresses, name)),
      find(services, set["service"]!.join(" ")),
    );
  });
  return { allowed, governed: from.set["srcaddr"]!.map((name) => find(addresses, name)) };
}

function fortiosSections(text: string): Readonly<Record<string, readonly Settings[]>> {
  const sections: Record<string, Settings[]> = {};
  let section: Settings[] | undefined;
  let settings: Record<string, readonly string[]> | undefined;
  for (const raw of text.trimEnd().split("\n")) {
    const line = raw.trim();
    if (line.startsWith("#")) continue;
    const config = /^config (.+)$/.exec(line);
    const edit = /^edit (?:"([\w.-]+)"|0)$/.exec(line);
    const set = /^set ([\w-]+) (.+)$/.exec(line);
    if (config !== null) sections[config[1]!] = section = [];
    else if (edit !== null) section!.push({ name: edit[1] ?? "0", set: (settings = {}) });
    else if (set !== null) settings![set[1]!] = set[2]!.split(" ").map((value) => value.replaceAll('"', ""));
    else if (line === "next") settings = undefined;
    else if (line === "end") section = undefined;
    else throw new Error(`unknown line: ${line}`);
  }
  return sections;
}

function subnet([base, mask]: readonly string[]): string {
  const bits = mask!.split(".").map((part) => Number(part).toString(2).replaceAll("0", "").length);
  return `${base!}/${String(bits.reduce((sum, each) => sum + each, 0))}`;
}

function fortiosTransport(set: Settings["set"]): string {
  switch (set["protocol"]!.join(" ")) {
    case "TCP/UDP/SCTP": {
      const [key, ...more] = Object.keys(set).filter((name) => name.endsWith("-portrange"));
      if (more.length > 0) throw new Error("a service of two protocols");
      const [from, to = from] = set[key!]!.join("").split("-");
      return `${key!.slice(0, 3)} ${from!}-${to!}`;
    }
    case "ICMP":
      return `icmp ${set["icmptype"]!.join("")}/${set["icmpcode"]?.join("") ?? "any"}`;
    case "IP":
      return `protocol ${set["protocol-number"]!.join("")}`;
    default:
      throw new Error("unknown protocol");
  }
}
