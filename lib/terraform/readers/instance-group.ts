/** Instance groups. */
import type { UnknownReason } from "../facts";
import type { Sym } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import type { Reader } from "../reading/reading";
import type { Instance } from "../world/instance";
import { addInterface } from "./interface-fact";
import { linksAt } from "./nested-links";

/** An instance group has its instances' groups from its launch template or configuration. */
export const instanceGroup: Reader = {
  types: ["aws_autoscaling_group"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const template = templateOf(cursor);
    const subnets = cursor.has("vpc_zone_identifier") ? cursor.links("vpc_zone_identifier", "subnet") : { links: [] };
    if (template === undefined) {
      const because: UnknownReason = {
        kind: "outside",
        at: instance.address,
        detail: "its launch template is not among the inputs",
      };
      addInterface(instance, reading, { owner: "instance-group", subnets, groups: { links: [], more: because } });
      return;
    }
    const from = reading.cursor(template);
    const lists = [
      linksAt(from, "vpc_security_group_ids", "security-group"),
      linksAt(from, "network_interfaces.security_groups", "security-group"),
      ...(template.type === "aws_launch_configuration" ? [linksAt(from, "security_groups", "security-group")] : []),
    ];
    const open = lists.find((one) => one.more !== undefined)?.more;
    const links = lists.flatMap((one) => one.links);
    if (links.length === 0 && open === undefined) reading.inDefaultGroup.add(instance.id);
    addInterface(instance, reading, {
      owner: "instance-group",
      subnets,
      groups: open === undefined ? { links } : { links, more: open },
    });
  },
};

function templateOf(cursor: Cursor): Instance | undefined {
  const blocks = [
    ...cursor.each("launch_template").cursors,
    ...cursor
      .each("mixed_instances_policy")
      .cursors.flatMap((one) => one.each("launch_template").cursors)
      .flatMap((one) => one.each("launch_template_specification").cursors),
  ];
  const syms = [
    ...blocks.flatMap((one) => [
      one.sym("id"),
      one.sym("launch_template_id"),
      one.sym("name"),
      one.sym("launch_template_name"),
    ]),
    cursor.sym("launch_configuration"),
  ];
  return syms.map(instanceIn).find((one) => one !== undefined);
}

function instanceIn(sym: Sym | undefined): Instance | undefined {
  if (sym?.k === "ref" || sym?.k === "whole") return sym.of;
  if (sym?.k !== "unknown" || !sym.hints.exhaustive) return undefined;
  const found = new Set(sym.hints.from.map(instanceIn));
  return found.size === 1 ? [...found][0] : undefined;
}
