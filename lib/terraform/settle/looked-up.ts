/**
 * What a data source looks up may be an object that the inputs describe: that of another stack, or one of its own stack that it
 * asks for.
 *
 * Decides only what it can not be: names, tags and blocks that differ. Safe because a link to what is looked up then means it or
 * any other that it may be.
 */
import type { Fact, FactId, Link } from "../facts";
import { kindOf, kindOfType } from "../reading/identity";
import type { ListName } from "../reading/lists";
import type { Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { Asked } from "./asked";
import { Names } from "./links";
import type { Tags } from "./tags";

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

export function loosenLookedUp(reading: Reading, instances: Instances, tags: Tags): void {
  const names = new Names(reading.aliases, new Set());
  for (const list of lists) {
    const facts: readonly Fact[] = reading.lists[list];
    for (const one of facts) {
      const [data, because] = [instances.get(one.id), one.maybeSameAs];
      // Only the lists of AWS itself are found by this one.
      if (because === undefined || data?.mode !== "data" || data.type === "aws_prefix_list") continue;
      const asked = new Asked(data);
      const isMeant = (other: Fact) => mayBe(data, asked, other, list, instances, tags);
      const found = facts.filter(isMeant).map(({ id }) => names.resolve(id));
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

function mayBe(
  data: Instance,
  asked: Asked,
  { id, type }: Fact,
  list: ListName,
  instances: Instances,
  tags: Tags,
): boolean {
  if (type.startsWith("data.")) return false;
  const isBorn = type === "implicit";
  // The list of a gateway endpoint is known by its addresses, and the attachment of a VPN by its connection.
  if (isBorn && (list === "prefixLists" || list === "transitAttachments")) return false;
  if (!isBorn && !isOfKind(data, type)) return false;
  const owner = instances.get(isBorn ? id.slice(0, id.lastIndexOf(".")) : id);
  if (owner === undefined) return false;
  // One that asks for nothing in particular hardly finds what is made beside it.
  if (owner.unit === data.unit && !asked.isAnything) return false;
  return !asked.isAnother(isBorn ? undefined : owner, list, tags);
}

/** An interface that is looked up may be that of an instance; there are several kinds of gateway and of attachment. */
function isOfKind(data: Instance, type: string): boolean {
  const kind = kindOf(data);
  if (kind === "gateway" || kind === "transit-attachment" || data.type === "aws_instance") return data.type === type;
  return kindOfType(type) === kind;
}
