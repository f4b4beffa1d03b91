/**
 * Lets a subnet that Terraform takes over be joined to any table and any ACL, where no resource surely joins it to one.
 *
 * Nothing about a subnet tells what it is joined to, and whoever made it may have joined it to what no input describes.
 */
import type { Fact, Link } from "../facts";
import { toItself, type Reading } from "../reading/reading";

export function joinAsBefore(reading: Reading): void {
  if (reading.joinedBefore.size === 0) return;
  for (const subnet of reading.lists.subnets) {
    const because = reading.joinedBefore.get(subnet.id);
    if (because === undefined) continue;
    const part = (attribute: string): Fact => ({
      id: `${subnet.id}.${attribute}`,
      type: "implicit",
      source: { ...subnet.source, attribute },
      presence: { is: "possible", many: false, because },
    });
    const of = toItself(subnet.id);
    const [table, acl] = [part("route_table"), part("network_acl")];
    reading.add("routeTableAssociations", { ...table, table: outside(table), of: { subnet: of } });
    reading.add("networkAclAssociations", { ...acl, acl: outside(acl), subnet: of });
  }
}

/** What no input describes lets through anything, and nothing for sure: it stands for those that are described, too. */
function outside({ id }: Fact): Link {
  return { how: "outside", id };
}
