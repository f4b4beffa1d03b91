/** What a state keeps of before the last apply, of which the proof once said that it is so. */
import { any, entering, group, home, machine, net, one, plan, state, type One, type Values } from "./stated";

const gateway = { cidr_block: "0.0.0.0/0", gateway_id: "igw-00000001" };

describe("a table that somebody made main", () => {
  const ids = (own: string, main: string): Values => ({ default_route_table_id: own, main_route_table_id: main });
  const table = one("aws_route_table", "b", { ...home, id: "rtb-00000002", route: [gateway] });
  const join = one("aws_main_route_table_association", "b", { ...home, route_table_id: "rtb-00000002" });
  const withMain = (told: Values, ...beside: readonly One[]): readonly One[] => [
    ...net().flatMap((each) =>
      each.type === "aws_default_route_table"
        ? []
        : each.type === "aws_vpc"
          ? [{ ...each, attributes: { ...each.attributes, ...told } }]
          : [each],
    ),
    group("1", [any]),
    machine("1"),
    ...beside,
  ];
  const byState = (...all: readonly One[]) => entering("aws_instance.1", state("s.tfstate", all));
  const byPlan = (...all: readonly One[]) => entering("aws_instance.1", plan("plan.json", all));
  const emptied = one("aws_default_route_table", "m", {
    ...home,
    id: "rtb-00000001",
    default_route_table_id: "rtb-00000001",
    route: [],
  });

  test.each([
    ["is told by the id that a newer provider says of both", ids("rtb-00000002", "rtb-00000002")],
    ["is told by its id alone", ids("rtb-00000001", "rtb-00000002")],
  ])("%s: in a state it may be main no more, in a plan it is", (_, told) => {
    expect(byState(...withMain(told, table))).toBe("perhaps");
    expect(byState(...withMain(told, table, emptied))).toBe("perhaps");
    expect(byPlan(...withMain(told, table))).toBe("yes");
  });

  test("is main as long as a resource makes it so", () => {
    expect(byState(...withMain(ids("rtb-00000001", "rtb-00000001"), table, join))).toBe("yes");
    expect(byState(...withMain(ids("rtb-00000002", "rtb-00000002"), table, join))).toBe("yes");
  });

  test("may be main no more after a plan that takes that resource away", () => {
    const told = withMain(ids("rtb-00000002", "rtb-00000002"), table);
    const { name, text } = plan("plan.json", told);
    const planned = JSON.parse(text) as { resource_changes: object[] };
    const change = { actions: ["delete"], before: { ...home, route_table_id: "rtb-00000002" }, after: null };
    planned.resource_changes.push({
      address: "aws_main_route_table_association.b",
      mode: "managed",
      type: "aws_main_route_table_association",
      name: "b",
      change,
    });
    expect(entering("aws_instance.1", { name, text: JSON.stringify(planned) })).toBe("perhaps");
  });

  test("may lead anywhere where nobody describes it", () => {
    expect(byState(...withMain(ids("rtb-00000001", "rtb-00000002")))).toBe("perhaps");
    expect(byState(...withMain(ids("rtb-00000002", "rtb-00000002"), emptied))).toBe("perhaps");
  });

  test("is the one that AWS made where both ids are its own", () => {
    const own = ids("rtb-00000001", "rtb-00000001");
    expect(byState(...withMain(own, table))).toBe("no");
    expect(byState(...withMain(own, table, emptied))).toBe("no");
  });
});
