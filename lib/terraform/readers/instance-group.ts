/** Instance groups. */
import type { UnknownReason } from "../facts";
import type { Sym } from "../expression/sym";
import type { Cursor } from "../reading/cursor";
import { asMaybe } from "../reading/link";
import type { Reader } from "../reading/reading";
import type { Instance } from "../world/instance";
import { addInterface } from "./interface-fact";
import { linksAt } from "./nested-links";

/** An instance group has its instances' groups from its launch template or configuration. */
export const instanceGroup: Reader = {
  types: ["aws_autoscaling_group"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const templates = templatesOf(cursor);
    const subnets = cursor.has("vpc_zone_identifier") ? cursor.links("vpc_zone_identifier", "subnet") : { links: [] };
    const lists = templates.flatMap((template) => {
      if (template === undefined || template.mode === "data") return [{ links: [], more: elsewhere(instance) }];
      const from = reading.cursor(template);
      return [
        linksAt(from, "vpc_security_group_ids", "security-group"),
        linksAt(from, "network_interfaces.security_groups", "security-group"),
        ...(template.type === "aws_launch_configuration" ? [linksAt(from, "security_groups", "security-group")] : []),
        // Names of groups say nothing here of which groups they are.
        ...(from.has("security_group_names") ? [{ links: [], more: elsewhere(instance) }] : []),
      ];
    });
    const isOne = templates.length === 1;
    const found = lists.find((one) => one.more !== undefined)?.more;
    const open = found ?? (isOne ? undefined : elsewhere(instance));
    const links = lists
      .flatMap((one) => one.links)
      // Of several templates an instance has the groups of one.
      .flatMap((link) => (isOne ? [link] : asMaybe(link, elsewhere(instance))));
    if (links.length === 0 && open === undefined) reading.inDefaultGroup.add(instance.id);
    addInterface(instance, reading, {
      owner: "instance-group",
      subnets,
      groups: open === undefined ? { links } : { links, more: open },
    });
  },
};

function elsewhere({ address }: Instance): UnknownReason {
  return { kind: "outside", at: address, detail: "which launch template an instance has is not known" };
}

/** Every template that instances may have; undefined for one that is not among the inputs. */
function templatesOf(cursor: Cursor): readonly (Instance | undefined)[] {
  const mixed = cursor.each("mixed_instances_policy").cursors.flatMap((one) => one.each("launch_template").cursors);
  const specifications = mixed.flatMap((one) => [
    ...one.each("launch_template_specification").cursors,
    ...one.each("override").cursors.flatMap((each) => each.each("launch_template_specification").cursors),
  ]);
  const blocks = [...cursor.each("launch_template").cursors, ...specifications];
  const open = [cursor.each("launch_template"), ...mixed.map((one) => one.each("override"))];
  const found = blocks.map((one) => {
    const names = ["id", "launch_template_id", "name", "launch_template_name"];
    return names.map((name) => instanceIn(one.sym(name))).find((each) => each !== undefined);
  });
  const configuration = cursor.has("launch_configuration") ? [instanceIn(cursor.sym("launch_configuration"))] : [];
  const all = new Set([
    ...found,
    ...configuration,
    ...(open.some(({ more }) => more !== undefined) ? [undefined] : []),
  ]);
  return all.size === 0 ? [undefined] : [...all];
}

function instanceIn(sym: Sym | undefined): Instance | undefined {
  if (sym?.k === "ref" || sym?.k === "whole") return sym.of;
  if (sym?.k !== "unknown" || !sym.hints.exhaustive) return undefined;
  const found = new Set(sym.hints.from.map(instanceIn));
  return found.size === 1 ? [...found][0] : undefined;
}
