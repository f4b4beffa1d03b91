/** What exists after a deploy: what Terraform's state says, what the emulator itself answers, and whether they agree. */
import { childrenAt, describe, textAt } from "./ec2";
import { LocalFailure } from "./failure";

interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

interface StateResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Managed resources in the output of `terraform show -json`. */
export function resourcesIn(state: string): readonly StateResource[] {
  const { values } = JSON.parse(state) as { readonly values?: { readonly root_module?: StateModule } };
  const flat = (module: StateModule): readonly StateResource[] => [
    ...(module.resources ?? []),
    ...(module.child_modules ?? []).flatMap(flat),
  ];
  return flat(values?.root_module ?? {}).filter(({ mode }) => mode === "managed");
}

/** Number of resources of each type, most first. */
export function countByType(resources: readonly StateResource[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}

/** One VPC as the emulator has it. */
export interface VpcFacts {
  readonly id: string;
  readonly block: string;
  /** Zone by zone. */
  readonly subnets: readonly { readonly zone: string; readonly count: number; readonly blocks: readonly string[] }[];
  readonly securityGroups: number;
  readonly securityGroupRules: number;
  readonly networkAcls: number;
  /** Without AWS's own last denials. */
  readonly networkAclEntries: number;
  readonly routeTables: number;
  /** Rules of the group that every VPC has; a closed one has none. */
  readonly defaultGroupRules: number;
}

/** What the emulator says about every VPC in the state. */
export async function readVpcs(
  endpoint: string,
  region: string,
  resources: readonly StateResource[],
): Promise<readonly VpcFacts[]> {
  const ids = resources.filter(({ type }) => type === "aws_vpc").map(({ values }) => String(values["id"]));
  return Promise.all(ids.map((id) => readVpc(endpoint, region, id)));
}

async function readVpc(endpoint: string, region: string, id: string): Promise<VpcFacts> {
  const of = { "vpc-id": id };
  const [vpcs, subnets, groups, acls, tables] = await Promise.all([
    describe(endpoint, region, "DescribeVpcs", of),
    describe(endpoint, region, "DescribeSubnets", of),
    describe(endpoint, region, "DescribeSecurityGroups", of),
    describe(endpoint, region, "DescribeNetworkAcls", of),
    describe(endpoint, region, "DescribeRouteTables", of),
  ]);
  const [vpc] = vpcs;
  if (vpc === undefined) throw new LocalFailure(`${id} is in Terraform's state but not in the emulator`);
  const groupIds = new Set(groups.map((group) => textAt(group, "groupId")));
  const rules = (await describe(endpoint, region, "DescribeSecurityGroupRules", {})).filter((rule) =>
    groupIds.has(textAt(rule, "groupId")),
  );
  const closed = groups.find((group) => textAt(group, "groupName") === "default");
  const entries = acls.flatMap((acl) => childrenAt(acl, "entrySet"));
  const zones = [...new Set(subnets.map((subnet) => textAt(subnet, "availabilityZone") ?? ""))].sort();
  return {
    id,
    block: textAt(vpc, "cidrBlock") ?? "",
    subnets: zones.map((zone) => {
      const blocks = subnets
        .filter((subnet) => textAt(subnet, "availabilityZone") === zone)
        .map((subnet) => textAt(subnet, "cidrBlock") ?? "");
      return { zone, count: blocks.length, blocks: blocks.sort() };
    }),
    securityGroups: groups.length,
    securityGroupRules: rules.length,
    networkAcls: acls.length,
    networkAclEntries: entries.filter((entry) => textAt(entry, "ruleNumber") !== "32767").length,
    routeTables: tables.length,
    defaultGroupRules: rules.filter((rule) => textAt(rule, "groupId") === textAt(closed ?? vpc, "groupId")).length,
  };
}

/** Where the emulator and Terraform's state differ; none when they agree. */
export function disagreements(resources: readonly StateResource[], vpcs: readonly VpcFacts[]): readonly string[] {
  return vpcs.flatMap((vpc) => {
    const inVpc = resources.filter(({ values }) => values["vpc_id"] === vpc.id);
    const ids = (type: string): Set<unknown> =>
      new Set(inVpc.filter((one) => one.type === type).map(({ values }) => values["id"]));
    const blocks = inVpc
      .filter(({ type }) => type === "aws_subnet")
      .map(({ values }) => String(values["cidr_block"]))
      .sort();
    const found = vpc.subnets.flatMap((zone) => zone.blocks).sort();
    const groups = ids("aws_security_group");
    const rules = resources.filter(
      ({ type, values }) =>
        /^aws_vpc_security_group_(in|e)gress_rule$/.test(type) && groups.has(values["security_group_id"]),
    ).length;
    return [
      ...(found.join() === blocks.join()
        ? []
        : [`${vpc.id}: the emulator has subnets ${found.join(", ")}; the state ${blocks.join(", ")}`]),
      ...unequal(vpc, "security groups", vpc.securityGroups, groups.size + 1),
      ...unequal(vpc, "security group rules", vpc.securityGroupRules, rules + vpc.defaultGroupRules),
      ...unequal(vpc, "network ACLs", vpc.networkAcls, ids("aws_network_acl").size + 1),
      ...unequal(vpc, "route tables", vpc.routeTables, ids("aws_route_table").size + 1),
    ];
  });
}

function unequal(vpc: VpcFacts, what: string, found: number, expected: number): readonly string[] {
  if (found === expected) return [];
  return [`${vpc.id}: the emulator has ${String(found)} ${what}, Terraform made ${String(expected)} with AWS's own`];
}
