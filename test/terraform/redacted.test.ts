/** Plans and states out of which somebody took what is sensitive: it is null there. */
import { facts } from "./read";
import { shown } from "./shown";

const type = "aws_security_group";
const subject = { address: `${type}.g`, mode: "managed", type, name: "g" };
const rule = { protocol: "tcp", from_port: 22, to_port: 22, description: "", self: false };
const lists = { cidr_blocks: [], ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [] };

const rules = (json: object) => {
  const base = facts({ name: "input.json", text: JSON.stringify(json) });
  return shown(base, "securityGroupRules").map((line) => /peers=.*/.exec(line)?.[0]);
};

function planned(ingress: object, marks: object) {
  const change = {
    actions: ["no-op"],
    before: null,
    after: { id: "sg-0a1b2c3d", ingress: [ingress], egress: [] },
    after_unknown: {},
    after_sensitive: { ingress: [marks] },
  };
  const expressions = { ingress: { references: ["var.blocks"] }, egress: { constant_value: [] } };
  return rules({
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: [{ ...subject, change }],
    configuration: { root_module: { resources: [{ ...subject, expressions }] } },
  });
}

test("blocks that a plan marks as sensitive and leaves out may be any", () => {
  const hidden = { ...rule, ...lists, cidr_blocks: null };
  const any = expect.stringMatching(/^peers=\[\{addresses=may\(0\.0\.0\.0\/0\) must\(\S*\) /) as string;
  expect(planned(hidden, { cidr_blocks: true })).toEqual([any]);
  expect(planned({ ...hidden, self: true }, { cidr_blocks: true })).toEqual([any]);
});

test("what a plan marks as sensitive and shows is as it says", () => {
  expect(planned({ ...rule, ...lists, cidr_blocks: ["10.0.1.0/24"] }, { cidr_blocks: [true] })).toEqual([
    "peers=[{addresses=10.0.1.0/24}]",
  ]);
  expect(planned({ ...rule, ...lists, cidr_blocks: null }, {})).toEqual(["peers=[]"]);
});

test("a rule of a state has another end, told or not", () => {
  const values = { id: "sg-0a1b2c3d", ingress: [{ ...rule, ...lists, cidr_blocks: null }], egress: [] };
  const state = { format_version: "1.0", values: { root_module: { resources: [{ ...subject, values }] } } };
  expect(rules(state)).toEqual(["peers=[{group=?(malformed)}]"]);
});
