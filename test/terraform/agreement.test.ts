/** A plan beside a configuration that it was not made of: what one of them alone writes is a disagreement, too. */
import { PlanKeeping } from "../../lib/terraform/intake/plan-keeping";
import { ownAt, type Json } from "../../lib/terraform/intake/value";
import { isWritten } from "../../lib/terraform/world/agreement";
import { configuration, facts } from "./read";
import { shown } from "./shown";

const type = "aws_security_group";
const subject = { address: `${type}.g`, mode: "managed", type, name: "g" };

/** A plan of one group, as it shows what its configuration writes. */
function plan(after: object, expressions: object, unknown: object = {}) {
  const change = { actions: ["create"], before: null, after, after_unknown: { id: true, ...unknown } };
  const json = {
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: [{ ...subject, change }],
    configuration: { root_module: { resources: [{ ...subject, expressions }] } },
  };
  return { name: "plan.json", text: JSON.stringify(json) };
}

const rule = { protocol: "tcp", from_port: 22, to_port: 22 };
const left = { ipv6_cidr_blocks: [], prefix_list_ids: [], self: false, description: "" };

/** What is noted, and what may come in. */
function read(configured: object, planned: ReturnType<typeof plan>) {
  const base = facts(configuration({ resource: { [type]: { g: configured } } }), planned);
  const [group] = shown(base, "securityGroups");
  return {
    notes: base.notes
      .filter(({ kind }) => kind === "disagreement")
      .map(({ at }) => `${at.address}.${at.attribute ?? ""}`),
    open: / more=\S+( moreOnly=\S+)?/.exec(group ?? "")?.[0] ?? "",
    rules: shown(base, "securityGroupRules").map((line) => /peers=.*/.exec(line)?.[0]),
  };
}

const disagrees = { notes: ["aws_security_group.g.ingress"], open: " more=(disagreement) moreOnly=ingress", rules: [] };

test("a block of the plan that names more than the configuration's is not the same", () => {
  const after = { ingress: [{ ...rule, ...left, cidr_blocks: ["10.0.1.0/24"], security_groups: null }], egress: [] };
  const planned = plan(
    after,
    { ingress: { references: ["aws_security_group.n.id", "aws_security_group.n"] }, egress: { constant_value: [] } },
    { ingress: [{ security_groups: true }] },
  );
  const group = { security_groups: ["sg-0a1b2c3d"] };
  expect(read({ ingress: [{ ...rule, ...group }], egress: [] }, planned)).toEqual(disagrees);
  const explicit = { ...rule, ...left, ...group, cidr_blocks: null };
  expect(read({ ingress: [explicit], egress: [] }, planned)).toEqual(disagrees);
  const same = { ...rule, ...group, cidr_blocks: ["10.0.1.0/24"] };
  expect(read({ ingress: [same], egress: [] }, planned)).toEqual({
    notes: [],
    open: "",
    rules: ["peers=[{addresses=10.0.1.0/24}, {group=>sg-0a1b2c3d}]"],
  });
});

test("a dynamic block, which the plan does not show as written, is compared by the ends that it names", () => {
  const dynamic = (content: object) => ({
    dynamic: { ingress: { for_each: ["x"], content: { ...rule, ...content } } },
    egress: [],
  });
  const after = { ingress: [{ ...rule, ...left, cidr_blocks: ["10.0.1.0/24"], security_groups: [] }], egress: [] };
  const planned = plan(after, { egress: { constant_value: [] } });
  expect(read(dynamic({ self: false }), planned)).toEqual(disagrees);
  expect(read(dynamic({ cidr_blocks: ["10.0.1.0/24"] }), planned).notes).toEqual([]);
});

test("an attribute that only the plan's configuration writes is one of two things", () => {
  const after = { ingress: [{ ...rule, ...left, cidr_blocks: ["10.0.1.0/24"], security_groups: [] }], egress: [] };
  expect(read({ egress: [] }, plan(after, { ingress: { constant_value: [{}] } }))).toEqual(disagrees);
});

test("what nobody writes, the provider filled in", () => {
  const after = { ingress: [{ ...rule, ...left, cidr_blocks: ["10.0.1.0/24"], security_groups: [] }], egress: [] };
  expect(read({ egress: [] }, plan(after, {}))).toEqual({
    notes: [],
    open: "",
    rules: ["peers=[{addresses=10.0.1.0/24}]"],
  });
});

test("an attribute that only the configuration beside the plan writes is one of two things", () => {
  const written = { ingress: [{ ...rule, cidr_blocks: ["10.0.1.0/24"] }], egress: [] };
  expect(read(written, plan({ egress: [] }, { egress: { constant_value: [] } }, { ingress: true }))).toEqual(disagrees);
});

test("a setting of a transit gateway that only the plan has is not the default", () => {
  const gateway = { ...subject, address: "aws_ec2_transit_gateway.t", type: "aws_ec2_transit_gateway", name: "t" };
  const after = { default_route_table_association: "disable", default_route_table_propagation: "enable" };
  const json = {
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: [
      { ...gateway, change: { actions: ["create"], before: null, after, after_unknown: { id: true } } },
    ],
    configuration: {
      root_module: {
        resources: [{ ...gateway, expressions: { default_route_table_association: { constant_value: "disable" } } }],
      },
    },
  };
  const base = facts(configuration({ resource: { aws_ec2_transit_gateway: { t: {} } } }), {
    name: "plan.json",
    text: JSON.stringify(json),
  });
  expect(base.notes.map(({ at, text }) => `${at.attribute ?? ""}: ${text}`)).toEqual([
    "default_route_table_association: The plan and the configuration say different things.",
  ]);
});

test("that a setting is written is kept of a plan that is read in pieces", () => {
  const keeping = new PlanKeeping().of(["configuration", "root_module", "resources"]);
  if (typeof keeping !== "function") throw new Error("resources of the configuration are kept as they come");
  const keep = (constant: Json) =>
    isWritten(
      ownAt(keeping({ ...subject, expressions: { name: { constant_value: constant } } }), "expressions", "name"),
    );
  expect([keep("disable"), keep(false), keep(null)]).toEqual([true, true, false]);
});
