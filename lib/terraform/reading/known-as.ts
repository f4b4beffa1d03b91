/** From AWS ids in the inputs to facts. */
import { textOf } from "../expression/access";
import type { Instance } from "../world/instance";
import { facesOf, kindOf, namesOf, type Identity } from "./identity";

/** Types without facts of their own that attributes still name by id. */
const linkedTo: ReadonlySet<string> = new Set([
  "aws_vpc_peering_connection_accepter",
  "aws_ec2_transit_gateway_vpc_attachment_accepter",
  "aws_ec2_transit_gateway_peering_attachment_accepter",
  "aws_lb",
  "aws_networkmanager_core_network",
]);

export class KnownAs {
  private readonly byAwsId = new Map<string, Identity>();
  private readonly byOwner = new Map<string, Identity>();

  public constructor(instances: readonly Instance[]) {
    // A managed resource is the better description of an object that a data source looks up as well.
    for (const mode of ["managed", "data"] as const) {
      const all = instances.filter((one) => one.mode === mode);
      for (const one of all) this.enter(one, namesOf(one));
      // An interface that is a resource of its own describes itself better than its instance does.
      for (const one of all) this.enter(one, facesOf(one));
    }
  }

  private enter(instance: Instance, names: ReturnType<typeof namesOf>): void {
    // Nothing links to the rest: a rule, a route, an association.
    if (kindOf(instance) === "other" && !linkedTo.has(instance.type)) return;
    for (const [attribute, identity] of names) {
      const value = instance.get(attribute);
      if (value.k !== "known" || typeof value.value !== "string" || value.value === "") continue;
      // A table of its own, where somebody has changed the one for propagation.
      if (attribute === "propagation_default_route_table_id" && hasTwoDefaultTables(instance)) continue;
      // Somebody has made another table the main one.
      if (attribute === "main_route_table_id" && hasOtherMainTable(instance)) continue;
      const map = identity.id === instance.id ? this.byAwsId : this.byOwner;
      if (!map.has(value.value)) map.set(value.value, identity);
    }
  }

  public find(awsId: string): Identity | undefined {
    return this.byAwsId.get(awsId) ?? this.byOwner.get(awsId);
  }

  /** The same object by what it was made along with: the default ACL of a VPC. */
  public findBorn(awsId: string): Identity | undefined {
    return this.byOwner.get(awsId);
  }
}

/** Whether a transit gateway associates with one table and propagates into another by default. */
export function hasTwoDefaultTables(gateway: Instance): boolean {
  return areTwo(gateway, "association_default_route_table_id", "propagation_default_route_table_id");
}

/** Whether the main table of a VPC is another than the one that it was made with. A newer provider says of both the same. */
function hasOtherMainTable(vpc: Instance): boolean {
  return areTwo(vpc, "default_route_table_id", "main_route_table_id");
}

function areTwo(instance: Instance, ...attributes: readonly string[]): boolean {
  const [one, other] = attributes.map((name) => {
    const sym = instance.read(name);
    return sym === undefined ? undefined : textOf(sym);
  });
  const isTold = one !== undefined && one !== "" && other !== undefined && other !== "";
  return isTold && one !== other;
}
