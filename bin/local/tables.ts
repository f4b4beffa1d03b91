/** What exists, as tables for the reader. PURE. */
import Table from "cli-table3";
import { countByType, type VpcFacts } from "./inventory";

/** Resource counts by type from Terraform's state. */
export function typesTable(resources: Parameters<typeof countByType>[0]): string {
  const table = new Table({ head: ["in Terraform's state", "number"], style, colAligns: ["left", "right"] });
  table.push(...countByType(resources).map(([type, count]) => [type, String(count)]), [
    "all",
    String(resources.length),
  ]);
  return table.toString();
}

/** What the emulator itself answers about each VPC. */
export function factsTable(vpcs: readonly VpcFacts[]): string {
  const table = new Table({ head: ["asked of the emulator", "answer"], style });
  for (const vpc of vpcs) {
    table.push(
      ["VPC", `${vpc.id}  ${vpc.block}`],
      ...vpc.subnets.map(({ zone, count, blocks }) => [
        `subnets in ${zone}`,
        `${String(count)}: ${blocks.slice(0, 2).join(", ")}${count > 2 ? ", …" : ""}`,
      ]),
      ["security groups", `${String(vpc.securityGroups)}, with ${String(vpc.securityGroupRules)} rules`],
      ["network ACLs", `${String(vpc.networkAcls)}, with ${String(vpc.networkAclEntries)} entries`],
      ["route tables", String(vpc.routeTables)],
      [
        "default security group",
        vpc.defaultGroupRules === 0 ? "closed, no rule" : `${String(vpc.defaultGroupRules)} rules`,
      ],
    );
  }
  return table.toString();
}

/** No colours of its own, and no line between rows. */
const style = { head: [], border: [], compact: true };
