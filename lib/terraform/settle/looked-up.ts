/**
 * What a data source looks up may be an object that the inputs describe: that of another stack, or one of its own stack that it
 * asks for.
 *
 * Decides only what it can not be: names, tags and blocks that differ. Safe because a link to what is looked up then means it or
 * any other that it may be.
 */
import { textOf } from "../expression/access";
import { originsOf, type Sym } from "../expression/sym";
import type { Fact, FactId, Link } from "../facts";
import { kindOf, kindOfType } from "../reading/identity";
import type { ListName, Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { Names } from "./links";

export type Instances = ReadonlyMap<FactId, Instance>;

/** Lists of what data sources look up and other resources change or use. */
const lists = [
  "vpcs",
  "subnets",
  "gateways",
  "natGateways",
  "peerings",
  "prefixLists",
  "routeTables",
  "securityGroups",
  "interfaces",
  "endpoints",
  "transitGateways",
  "transitAttachments",
  "transitRouteTables",
] as const satisfies readonly ListName[];

/** What AWS makes with a VPC goes by the VPC's own name. */
const companions = ["default_security_group_id", "default_network_acl_id", "default_route_table_id"];

export function loosenLookedUp(reading: Reading, instances: Instances): void {
  const names = new Names(reading.aliases, new Set());
  for (const list of lists) {
    const facts: readonly Fact[] = reading.lists[list];
    for (const one of facts) {
      const [data, because] = [instances.get(one.id), one.maybeSameAs];
      // Only the lists of AWS itself are found by this one.
      if (because === undefined || data?.mode !== "data" || data.type === "aws_prefix_list") continue;
      const found = facts.filter((other) => mayBe(data, other, list, instances)).map(({ id }) => names.resolve(id));
      if (found.length === 0) continue;
      const loosen = (suffix: string): void => {
        const among = [one.id, ...found].map((id) => names.resolve(id + suffix));
        const link: Link = { how: "ambiguous", among: [...new Set(among)].sort(), because };
        reading.looseNames.set(one.id + suffix, link);
      };
      loosen("");
      if (list === "vpcs") for (const each of companions) loosen(`.${each}`);
    }
  }
}

function mayBe(data: Instance, { id, type }: Fact, list: ListName, instances: Instances): boolean {
  if (type.startsWith("data.")) return false;
  const isBorn = type === "implicit";
  // The list of a gateway endpoint is known by its addresses, and the attachment of a VPN by its connection.
  if (isBorn && (list === "prefixLists" || list === "transitAttachments")) return false;
  if (!isBorn && !isOfKind(data, type)) return false;
  const owner = instances.get(isBorn ? id.slice(0, id.lastIndexOf(".")) : id);
  if (owner === undefined) return false;
  const found = compare(data, isBorn ? undefined : owner, list);
  if (found === "other") return false;
  return owner.unit !== data.unit || found === "same" || asksAbout(data);
}

/** An interface that is looked up may be that of an instance; there are several kinds of gateway and of attachment. */
function isOfKind(data: Instance, type: string): boolean {
  const kind = kindOf(data);
  if (kind === "gateway" || kind === "transit-attachment" || data.type === "aws_instance") return data.type === type;
  return kindOfType(type) === kind;
}

/** Whether a data source asks by what its own stack makes. */
function asksAbout(data: Instance): boolean {
  return data.attributes.some((name) => {
    const sym = data.read(name);
    return (
      sym !== undefined &&
      originsOf(sym).some((one) => (one.k === "ref" || one.k === "whole") && one.of.mode === "managed")
    );
  });
}

/** By name, block and tags, where both sides tell them. */
function compare(data: Instance, managed: Instance | undefined, list: ListName): "same" | "other" | "unknown" {
  const answers = [
    ...["name", "cidr_block", "availability_zone"].map((name) => {
      const born = list === "securityGroups" && name === "name" ? "default" : undefined;
      return sameText(data.read(name), managed === undefined ? born : told(managed.read(name)));
    }),
    ...tagsAsked(data).map(([key, value]) => sameTag(key, value, managed)),
    list === "vpcs" && told(data.read("default")) === "true" ? "other" : "unknown",
  ];
  return answers.includes("other") ? "other" : answers.includes("same") ? "same" : "unknown";
}

function told(sym: Sym | undefined): string | undefined {
  return sym === undefined ? undefined : textOf(sym);
}

function sameText(asked: Sym | undefined, own: string | undefined): "same" | "other" | "unknown" {
  const wanted = told(asked);
  return wanted === undefined || own === undefined ? "unknown" : wanted === own ? "same" : "other";
}

/** `tags`, and filters by `tag:…` with one value. */
function tagsAsked(data: Instance): readonly (readonly [string, string])[] {
  const tags = data.read("tags");
  const plain = tags?.k === "dict" ? [...tags.entries].map(([key, value]) => [key, textOf(value)] as const) : [];
  const filters = data.read("filter");
  const filtered = (filters?.k === "list" ? filters.items : []).map((one) => {
    const [name, values] = one.k === "dict" ? [one.entries.get("name"), one.entries.get("values")] : [];
    const [only, ...others] = values?.k === "list" && values.more === undefined ? values.items : [];
    const key = /^tag:(.+)$/.exec(told(name) ?? "")?.[1];
    return [key, others.length === 0 && only !== undefined ? textOf(only) : undefined] as const;
  });
  return [...plain, ...filtered].flatMap(([key, value]) =>
    key === undefined || value === undefined || value.includes("*") ? [] : [[key, value] as const],
  );
}

/** A provider may add tags to what a resource says of its own; hardly a name. */
function sameTag(key: string, value: string, managed: Instance | undefined): "same" | "other" | "unknown" {
  if (managed === undefined) return "unknown";
  const tags = managed.read("tags");
  if (tags !== undefined && (tags.k !== "dict" || tags.more !== undefined)) return "unknown";
  const own = tags?.k === "dict" ? tags.entries.get(key) : undefined;
  if (own === undefined) return key === "Name" ? "other" : "unknown";
  const text = textOf(own);
  return text === undefined ? "unknown" : text === value ? "same" : "other";
}
