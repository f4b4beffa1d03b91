/** Instance groups. */
import type { UnknownReason } from "../facts";
import type { Cursor } from "../reading/cursor";
import { asMaybe } from "../reading/link";
import type { Reader, Reading } from "../reading/reading";
import type { Instance } from "../world/instance";
import { nameSecondary } from "./beyond";
import { addInterface } from "./interface-fact";
import { hasSeveral, templateIn, subnetsIn, templatesOf, type Templates } from "./launch-template";
import { linksAt } from "./nested-links";

/** An instance group has its instances' groups from its launch template or configuration. */
export const instanceGroup: Reader = {
  types: ["aws_autoscaling_group"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const { found: named, isOtherVersion } = templatesIn(instance, cursor, reading);
    const templates = [...new Set(named)];
    const subnets = cursor.has("vpc_zone_identifier") ? cursor.links("vpc_zone_identifier", "subnet") : { links: [] };
    const open = elsewhere(instance);
    const told = templates.flatMap((one) => one ?? []);
    nameSecondary(instance, reading, told);
    const from = told.map((template) => reading.cursor(template));
    const lists = told.flatMap((template, at) => {
      const one = from[at] as Cursor;
      return [
        linksAt(one, "vpc_security_group_ids", "security-group"),
        linksAt(one, "network_interfaces.security_groups", "security-group"),
        ...(template.type === "aws_launch_configuration" ? [linksAt(one, "security_groups", "security-group")] : []),
        // Names of groups say nothing here of which groups they are.
        ...(one.has("security_group_names") ? [{ links: [], more: open }] : []),
      ];
    });
    const isTold = told.length === templates.length && !isOtherVersion;
    const isOne = isTold && templates.length === 1 && !from.some(hasSeveral);
    const more = lists.find((one) => one.more !== undefined)?.more ?? (isOne ? undefined : open);
    const links = lists
      .flatMap((one) => one.links)
      // Of several templates or interfaces an instance has the groups of one.
      .flatMap((link) => (isOne ? [link] : asMaybe(link, open)));
    if (links.length === 0 && more === undefined) reading.inDefaultGroup.add(instance.id);
    const beside = from.map((one) => subnetsIn(one, open));
    const moreSubnets =
      subnets.more ??
      beside.find((one) => one.more !== undefined)?.more ??
      (isTold && subnets.links.length > 0 ? undefined : open);
    const all = [...subnets.links, ...beside.flatMap((one) => one.links)];
    addInterface(instance, reading, {
      owner: "instance-group",
      subnets: moreSubnets === undefined ? { links: all } : { links: all, more: moreSubnets },
      groups: more === undefined ? { links } : { links, more },
    });
  },
};

function elsewhere({ address }: Instance): UnknownReason {
  return { kind: "outside", at: address, detail: "which launch template an instance has is not known" };
}

/** Every template that instances may have; undefined for one that is not among the inputs. */
function templatesIn(instance: Instance, cursor: Cursor, reading: Reading): Templates {
  const mixed = cursor.each("mixed_instances_policy").cursors.flatMap((one) => one.each("launch_template").cursors);
  const specifications = mixed.flatMap((one) => [
    ...one.each("launch_template_specification").cursors,
    ...one.each("override").cursors.flatMap((each) => each.each("launch_template_specification").cursors),
  ]);
  const { found, isOtherVersion } = templatesOf(
    [...cursor.each("launch_template").cursors, ...specifications],
    instance,
    reading,
  );
  const open = [cursor.each("launch_template"), ...mixed.map((one) => one.each("override"))];
  const configuration = cursor.has("launch_configuration")
    ? [templateIn(cursor.sym("launch_configuration"), "configuration", instance, reading)]
    : [];
  const all = [...found, ...configuration, ...(open.some(({ more }) => more !== undefined) ? [undefined] : [])];
  return { found: all.length === 0 ? [undefined] : all, isOtherVersion };
}
