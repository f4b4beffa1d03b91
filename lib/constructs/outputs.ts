/** Terraform outputs for every id, one for the network and one for each segment. */
import { Lazy, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import type { DeclaredSite, Declaration } from "./declaration";

/** `<network>` and `<network>_<segment>` as outputs, readable by other stacks and by `terraform output`. */
export class NetworkOutputs extends Construct {
  public constructor(scope: Construct, id: string, declaration: Declaration) {
    super(scope, id);
    const { name } = declaration.props;
    const output = new TerraformOutput(this, "network", {
      description: `Ids of network ${name}, by segment`,
      value: Lazy.anyValue({ produce: () => idsOf(declaration) }),
    });
    output.overrideLogicalId(name);
  }
}

function idsOf(declaration: Declaration): unknown {
  const segments = declaration.segments.flatMap(({ definition, built }) => {
    if (built === undefined) return [];
    const zones = built.subnets.zones.map(
      ({ zone, subnetId, routeTableId }) => [zone, { subnet_id: subnetId, route_table_id: routeTableId }] as const,
    );
    return [
      [
        definition.name,
        {
          cidr_block: declaration.compile().blockOf(definition.name),
          security_group_id: built.group.groupId,
          network_acl_id: built.acl.networkAclId,
          zones: Object.fromEntries(zones),
        },
      ] as const,
    ];
  });
  return {
    vpc_id: declaration.vpcId,
    segments: Object.fromEntries(segments),
    ...(declaration.sites.length === 0 ? {} : { sites: Object.fromEntries(declaration.sites.map(tunnelsOf)) }),
  };
}

/** The addresses of AWS's ends, which only AWS knows: the site's gateways are configured with them. */
function tunnelsOf({ definition, connections }: DeclaredSite) {
  const gateways = [...connections].map(
    ([name, { resource }]) =>
      [name, { vpn_connection_id: resource.id, tunnels: [resource.tunnel1Address, resource.tunnel2Address] }] as const,
  );
  return [definition.name, Object.fromEntries(gateways)] as const;
}
