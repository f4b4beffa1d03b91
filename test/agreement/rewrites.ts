/** Other ways to write the same network: none of them changes what can reach what. */
import type { Wish } from "./design";
import { id, type Address, type Config, type Ground, type Way } from "./ground";

export interface Rewrite {
  readonly title: string;
  /** @default - any hospital will do */
  readonly wish?: Wish;
  /**
   * Leaves resources that no other rewrite reads: it comes after all others, and these in the order of the list.
   *
   * @default - others may follow
   */
  readonly closing?: true;
  readonly write: (ground: Ground) => void;
}

const ways: readonly Way[] = ["ingress", "egress"];
const typeOf = (way: Way): string => `aws_vpc_security_group_${way}_rule`;
const rules = (g: Ground): readonly (readonly [Way, Address])[] =>
  ways.flatMap((way) => g.all(typeOf(way)).map((address) => [way, address] as const));
const acls = (g: Ground): readonly Address[] => g.all("aws_network_acl");
const entries = (g: Ground, acl: Address, way: Way): Config[] => (g.at(acl)[way] ?? []) as Config[];
const byNumber = (list: readonly Config[]): Config[] =>
  [...list].sort((a, b) => (a["rule_no"] as number) - (b["rule_no"] as number));
const reversed = (config: Config): Config => Object.fromEntries(Object.entries(config).reverse());

/** The two halves of `10.0.0.0/24`. */
function halves(cidr: string): readonly [string, string] {
  const [address = "", prefix = ""] = cidr.split("/");
  const parts = address.split(".").map(Number);
  const number = parts.reduce((sum, part) => sum * 256 + part, 0) + 2 ** (31 - Number(prefix));
  const second = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
  return [`${address}/${Number(prefix) + 1}`, `${second}/${Number(prefix) + 1}`];
}

/** A rule's other end as the provider's old form has it. */
function oldPeer(rule: Config): Config {
  if (rule["cidr_ipv4"] !== undefined) return { cidr_blocks: [rule["cidr_ipv4"]] };
  if (rule["cidr_ipv6"] !== undefined) return { ipv6_cidr_blocks: [rule["cidr_ipv6"]] };
  if (rule["prefix_list_id"] !== undefined) return { prefix_list_ids: [rule["prefix_list_id"]] };
  return { groups: rule["referenced_security_group_id"] };
}

/** Ports as the old form has them: none is not left out but 0, or -1 for everything. */
function oldPorts({ ip_protocol, from_port, to_port }: Config): Config {
  return { protocol: ip_protocol, from_port: from_port ?? 0, to_port: to_port ?? 0 };
}

/** The group that a rule is for. */
const groupOf = (rule: Config): Address => (rule["security_group_id"] as string).replace(/^\$\{(.*)\.id\}$/, "$1");

/** Every entry of every ACL in the order of its number, each as several; numbers are new. */
function eachEntry(g: Ground, split: (entry: Config) => readonly Config[]): void {
  for (const acl of acls(g))
    for (const way of ways) {
      const list = byNumber(entries(g, acl, way)).flatMap(split);
      g.at(acl)[way] = list.map((entry, index) => ({ ...entry, rule_no: 10 * (index + 1) }));
    }
}

export const rewrites: readonly Rewrite[] = [
  {
    title: "rules inside their groups",
    write: (g) => {
      for (const [way, address] of rules(g)) {
        const rule = g.at(address);
        const { groups, ...peer } = oldPeer(rule);
        const inside = { ...oldPorts(rule), ...peer, ...(groups === undefined ? {} : { security_groups: [groups] }) };
        const group = g.at(groupOf(rule));
        group[way] = [...((group[way] ?? []) as Config[]), inside];
        g.remove(address);
      }
    },
  },
  {
    title: "rules of the old form",
    write: (g) => {
      for (const [way, address] of rules(g)) {
        const rule = g.at(address);
        const { groups, ...peer } = oldPeer(rule);
        g.add("aws_security_group_rule", {
          type: way,
          security_group_id: rule["security_group_id"],
          ...oldPorts(rule),
          ...peer,
          ...(groups === undefined ? {} : { source_security_group_id: groups }),
        });
        g.remove(address);
      }
    },
  },
  {
    title: "rules of one group and transport joined, with all their blocks",
    write: (g) => {
      const joined = new Map<string, Config>();
      for (const [way, address] of rules(g)) {
        const rule = g.at(address);
        if (rule["cidr_ipv4"] === undefined) continue;
        const key = JSON.stringify([way, rule["security_group_id"], oldPorts(rule)]);
        const known = joined.get(key) ?? { type: way, security_group_id: rule["security_group_id"], ...oldPorts(rule) };
        joined.set(key, { ...known, cidr_blocks: [...((known["cidr_blocks"] ?? []) as string[]), rule["cidr_ipv4"]] });
        g.remove(address);
      }
      for (const rule of joined.values()) g.add("aws_security_group_rule", rule);
    },
  },
  {
    title: "every rule twice",
    write: (g) => {
      for (const [way, address] of rules(g)) g.add(typeOf(way), { ...g.at(address) });
    },
  },
  {
    title: "blocks of rules in halves",
    write: (g) => {
      for (const [way, address] of rules(g)) {
        const rule = g.at(address);
        if (typeof rule["cidr_ipv4"] !== "string") continue;
        const [first, second] = halves(rule["cidr_ipv4"]);
        g.add(typeOf(way), { ...rule, cidr_ipv4: second });
        rule["cidr_ipv4"] = first;
      }
    },
  },
  {
    title: "blocks of rules in prefix lists",
    write: (g) => {
      for (const [, address] of rules(g)) {
        const rule = g.at(address);
        const family = rule["cidr_ipv4"] === undefined ? "IPv6" : "IPv4";
        const cidr = rule["cidr_ipv4"] ?? rule["cidr_ipv6"];
        if (cidr === undefined) continue;
        const list = { name: "list", address_family: family, max_entries: 1, entry: [{ cidr }] };
        rule["prefix_list_id"] = id(g.add("aws_ec2_managed_prefix_list", list));
        delete rule["cidr_ipv4"];
        delete rule["cidr_ipv6"];
      }
    },
  },
  {
    title: "ranges of ports of rules in parts",
    write: (g) => {
      for (const [way, address] of rules(g)) {
        const rule = g.at(address);
        const [from, to] = [rule["from_port"] as number, rule["to_port"] as number];
        if (!["tcp", "udp"].includes(rule["ip_protocol"] as string) || from === to) continue;
        const middle = Math.floor((from + to) / 2);
        g.add(typeOf(way), { ...rule, from_port: middle + 1 });
        rule["to_port"] = middle;
      }
    },
  },
  {
    title: "protocols by their numbers",
    write: (g) => {
      const numbers: Record<string, string> = { tcp: "6", udp: "17", icmp: "1", icmpv6: "58" };
      for (const [, address] of rules(g)) {
        const rule = g.at(address);
        const protocol = rule["ip_protocol"] as string;
        rule["ip_protocol"] = numbers[protocol] ?? protocol;
      }
      const names: Record<string, string> = { "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "-1": "all" };
      eachEntry(g, (entry) => [{ ...entry, protocol: names[entry["protocol"] as string] ?? entry["protocol"] }]);
    },
  },
  {
    title: "blocks for groups in rules",
    wish: { ipv6: false },
    write: (g) => {
      const blocks = new Map(g.own.map(({ group, block }) => [id(group), block]));
      for (const [, address] of rules(g)) {
        const rule = g.at(address);
        const block = blocks.get(rule["referenced_security_group_id"] as string);
        if (block === undefined) continue;
        delete rule["referenced_security_group_id"];
        rule["cidr_ipv4"] = block;
      }
    },
  },
  {
    title: "other names of rules, routes and associations",
    write: (g) => {
      const types = [...ways.map(typeOf), "aws_route", "aws_route_table_association", "aws_eip"];
      for (const type of types) g.rename(type);
    },
  },
  {
    title: "resources and entries in another order",
    write: (g) => {
      g.reverse();
      for (const acl of acls(g)) for (const way of ways) entries(g, acl, way).reverse();
    },
  },
  {
    title: "other numbers of entries in the same order",
    write: (g) => {
      eachEntry(g, (entry) => [entry]);
    },
  },
  {
    title: "ranges of ports of entries in parts",
    write: (g) => {
      eachEntry(g, (entry) => {
        const [from, to] = [entry["from_port"] as number, entry["to_port"] as number];
        if (!["6", "17"].includes(entry["protocol"] as string) || from === to) return [entry];
        return [
          { ...entry, to_port: from + 99 < to ? from + 99 : from },
          { ...entry, from_port: from + 99 < to ? from + 100 : from + 1 },
        ];
      });
    },
  },
  {
    title: "blocks of entries in halves",
    write: (g) => {
      eachEntry(g, (entry) => {
        const cidr = entry["cidr_block"];
        return typeof cidr === "string" ? halves(cidr).map((half) => ({ ...entry, cidr_block: half })) : [entry];
      });
    },
  },
  {
    title: "a deny that is never reached, and an entry that says what one before it said",
    write: (g) => {
      for (const acl of acls(g))
        for (const way of ways) {
          const last = byNumber(entries(g, acl, way)).at(-1);
          const numbered = entries(g, acl, way);
          if (last !== undefined) numbered.push({ ...last, rule_no: 32_765 });
          g.entry(acl, way, "0.0.0.0/0", "deny", 32_766);
        }
    },
  },
  {
    title: "subnets given to ACLs by associations",
    write: (g) => {
      for (const acl of acls(g)) {
        for (const subnet of g.at(acl)["subnet_ids"] as string[])
          g.add("aws_network_acl_association", { network_acl_id: id(acl), subnet_id: subnet });
        delete g.at(acl)["subnet_ids"];
      }
    },
  },
  {
    title: "routes inside their tables",
    wish: { internet: "some" },
    write: (g) => {
      for (const address of g.all("aws_route")) {
        const { route_table_id, destination_cidr_block, nat_gateway_id, gateway_id } = g.at(address);
        const table = g.at((route_table_id as string).replace(/^\$\{(.*)\.id\}$/, "$1"));
        const route = { cidr_block: destination_cidr_block, nat_gateway_id, gateway_id };
        table["route"] = [...((table["route"] ?? []) as Config[]), route];
        g.remove(address);
      }
    },
  },
  {
    title: "default routes in halves",
    wish: { internet: "some" },
    write: (g) => {
      for (const address of g.all("aws_route")) {
        const route = g.at(address);
        g.add("aws_route", { ...route, destination_cidr_block: "128.0.0.0/1" });
        route["destination_cidr_block"] = "0.0.0.0/1";
      }
    },
  },
  {
    title: "propagations written on the tables",
    wish: { joined: "vpn" },
    write: (g) => {
      for (const address of g.all("aws_vpn_gateway_route_propagation")) {
        const { route_table_id, vpn_gateway_id } = g.at(address);
        g.at((route_table_id as string).replace(/^\$\{(.*)\.id\}$/, "$1"))["propagating_vgws"] = [vpn_gateway_id];
        g.remove(address);
      }
    },
  },
  {
    title: "an endpoint that names its tables itself",
    wish: { private: "s3" },
    write: (g) => {
      for (const address of g.all("aws_vpc_endpoint_route_table_association")) {
        const { route_table_id, vpc_endpoint_id } = g.at(address);
        const endpoint = g.at((vpc_endpoint_id as string).replace(/^\$\{(.*)\.id\}$/, "$1"));
        endpoint["route_table_ids"] = [...((endpoint["route_table_ids"] ?? []) as string[]), route_table_id];
        g.remove(address);
      }
    },
  },
  {
    title: "groups and lists that nothing uses",
    write: (g) => {
      g.wideGroup();
      const entry = [{ cidr: "0.0.0.0/0" }];
      g.add("aws_ec2_managed_prefix_list", { name: "all", address_family: "IPv4", max_entries: 1, entry });
    },
  },
  {
    title: "blocks and ports as locals, with arguments in another order",
    closing: true,
    write: (g) => {
      for (const [way, address] of rules(g)) {
        const rule = g.at(address);
        for (const field of ["cidr_ipv4", "from_port", "to_port"])
          if (rule[field] !== undefined) rule[field] = g.local(rule[field]);
        g.add(typeOf(way), reversed(rule), address.split(".")[1]);
      }
    },
  },
  {
    title: "all rules of one way from one resource by for_each",
    closing: true,
    write: (g) => {
      for (const way of ways) {
        const all = g.all(typeOf(way)).map((address) => g.at(address));
        const fields = ["security_group_id", "ip_protocol", "from_port", "to_port"];
        const ends = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];
        for (const end of ends) {
          const alike = all.filter((rule) => rule[end] !== undefined && rule["from_port"] !== undefined);
          const map = Object.fromEntries(
            alike.map((rule, index) => [
              `r${index}`,
              Object.fromEntries([...fields, end].map((field) => [field, rule[field]])),
            ]),
          );
          if (alike.length === 0) continue;
          const values = Object.fromEntries([...fields, end].map((field) => [field, `\${each.value.${field}}`]));
          for (const address of g.all(typeOf(way))) if (alike.includes(g.at(address))) g.remove(address);
          g.add(typeOf(way), { for_each: map, ...values });
        }
      }
    },
  },
  {
    title: "entries beside their ACLs",
    closing: true,
    write: (g) => {
      for (const acl of acls(g))
        for (const way of ways) {
          for (const { action, rule_no, ...rest } of entries(g, acl, way)) {
            const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
            const beside = { network_acl_id: id(acl), egress: way === "egress", rule_action: action };
            g.add("aws_network_acl_rule", { ...said, ...beside, rule_number: rule_no });
          }
          // An empty list would take away what stands beside it.
          Reflect.deleteProperty(g.at(acl), way);
        }
    },
  },
  {
    title: "one block where a list of one was, and a list of one where a body was",
    closing: true,
    write: (g) => {
      for (const acl of acls(g))
        for (const way of ways) {
          const [only, ...rest] = entries(g, acl, way);
          if (only !== undefined && rest.length === 0) g.at(acl)[way] = only;
        }
      g.listBodies();
    },
  },
];
