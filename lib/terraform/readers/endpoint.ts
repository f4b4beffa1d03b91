/** VPC endpoints. */
import { publicV4 } from "../../model";
import type { Endpoint, EndpointKind, FactId, Interface, Value } from "../facts";
import { textOf } from "../expression/access";
import type { Sym } from "../expression/sym";
import { lookedUp, toItself, type Reader, type Reading } from "../reading/reading";
import { carriedBy } from "./carried";
import { addInterface } from "./interface-fact";

const kinds: ReadonlyMap<string, EndpointKind> = new Map([
  ["Gateway", "gateway"],
  ["Interface", "interface"],
  ["GatewayLoadBalancer", "gateway-load-balancer"],
  ["Resource", "other"],
  ["ServiceNetwork", "other"],
]);

/** The list of an endpoint's service where another fact describes it: all endpoints of one service have the same. */
function listOf(sym: Sym | undefined, reading: Reading): FactId | undefined {
  const text = sym === undefined ? undefined : textOf(sym);
  return text === undefined ? undefined : reading.tools.knownAs.find(text)?.id;
}

const endpoint: Reader = {
  types: ["aws_vpc_endpoint", "data.aws_vpc_endpoint"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const isData = instance.mode === "data";
    const kind: Value<EndpointKind> = cursor.value(
      "vpc_endpoint_type",
      (sym) => kinds.get(textOf(sym) ?? ""),
      isData ? "computed" : { is: "gateway" },
    );
    const tables = cursor.links("route_table_ids", "route-table");
    const left = instance.configures("route_table_ids") === false && tables.links.length === 0;
    const open = isData ? lookedUp(instance) : left ? undefined : tables.more;
    const isGateway = "exact" in kind && kind.exact === "gateway";
    const own = reading.part(instance, "prefix_list_id");
    const list = listOf(cursor.sym("prefix_list_id"), reading) ?? own.id;
    reading.add("endpoints", {
      ...reading.fact(instance),
      kind,
      vpc: cursor.required("vpc_id", "vpc"),
      service: cursor.text("service_name"),
      routeTables: tables.links,
      ...(open === undefined ? {} : { moreRouteTables: open }),
      ...(isGateway ? { list: toItself(list), ...carriedBy(instance, cursor, "ip_address_type") } : {}),
    });
    if (isGateway) {
      if (list !== own.id) return;
      reading.add("prefixLists", {
        ...own,
        type: "implicit",
        more: {
          kind: "outside",
          at: `${instance.address}.prefix_list_id`,
          detail: "AWS keeps the list of the service's addresses",
        },
        family: { exact: 4 },
        entries: [],
        maxEntries: { exact: 1 },
        keptBy: "aws",
        // The endpoint stands in for the service's public addresses (VPC PrivateLink guide, "Gateway endpoints").
        within: publicV4,
      });
      return;
    }
    const subnets = cursor.links("subnet_ids", "subnet");
    const groups = cursor.links("security_group_ids", "security-group");
    const noSubnets = subnets.links.length === 0 && instance.configures("subnet_ids") === false;
    const configurations = cursor
      .each("subnet_configuration")
      .cursors.flatMap((one) => one.link("subnet_id", "subnet") ?? []);
    const unfiltered = "exact" in kind && kind.exact === "gateway-load-balancer";
    const leftOut =
      groups.links.length === 0 && (groups.more === undefined || instance.configures("security_group_ids") === false);
    if (leftOut && !unfiltered && !isData) reading.inDefaultGroup.add(instance.id);
    addInterface(instance, reading, {
      owner: "endpoint",
      subnets: noSubnets ? { links: configurations } : { ...subnets, links: [...subnets.links, ...configurations] },
      groups: unfiltered
        ? "unfiltered"
        : leftOut
          ? isData
            ? { links: [], more: lookedUp(instance) }
            : { links: [] }
          : groups,
    });
  },
};

const tableAssociation: Reader = {
  types: ["aws_vpc_endpoint_route_table_association"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const table = cursor.required("route_table_id", "route-table");
    const of = cursor.required("vpc_endpoint_id", "endpoint");
    reading.amend(instance, "endpoints", of, (one: Endpoint, open): Endpoint =>
      open === undefined ? { ...one, routeTables: [...one.routeTables, table] } : { ...one, moreRouteTables: open },
    );
  },
};

const subnetAssociation: Reader = {
  types: ["aws_vpc_endpoint_subnet_association"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const subnet = cursor.required("subnet_id", "subnet");
    const of = cursor.required("vpc_endpoint_id", "endpoint");
    reading.amend(instance, "interfaces", of, (one: Interface, open): Interface => {
      if (open !== undefined) return { ...one, moreSubnets: open };
      const { moreSubnets, ...rest } = one;
      const subnets = [...one.subnets, subnet];
      // The endpoint had no subnet of its own: this is the one it was missing.
      const isComplete = moreSubnets === undefined || (one.subnets.length === 0 && moreSubnets.kind === "outside");
      return isComplete ? { ...rest, subnets } : { ...rest, subnets, moreSubnets };
    });
  },
};

const groupAssociation: Reader = {
  types: ["aws_vpc_endpoint_security_group_association"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const group = cursor.required("security_group_id", "security-group");
    const replaces = cursor.flag("replace_default_association", { is: false });
    const of = cursor.required("vpc_endpoint_id", "endpoint");
    reading.endpointGroups.push({ endpoint: of, group, replaces });
    reading.amend(instance, "interfaces", of, (one: Interface, open): Interface => {
      if (one.groups === "unfiltered") return one;
      if (open !== undefined) return { ...one, moreGroups: open };
      if ("exact" in replaces && replaces.exact) reading.inDefaultGroup.delete(one.id);
      return { ...one, groups: [...one.groups, group] };
    });
  },
};

export const endpointReaders: readonly Reader[] = [endpoint, tableAssociation, subnetAssociation, groupAssociation];
