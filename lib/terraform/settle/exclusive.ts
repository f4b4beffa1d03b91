/**
 * Groups of which a resource says that they have these rules and no others: the provider revokes the rest
 * (`aws_vpc_security_group_rules_exclusive`), whether it is written in the group or beside it. So what is not named may be gone.
 */
import { textOf } from "../expression/access";
import { originsOf } from "../expression/sym";
import type { SecurityGroupRule } from "../facts";
import type { Exclusive, Reading } from "../reading/reading";
import { eachOf, idsIn } from "./inside";
import { idsOf } from "./links";
import type { Instances } from "./looked-up";
import { perhaps } from "./taken-away";

/** To be asked when what groups show of rules beside them is dropped. */
export function doubtUnnamed(reading: Reading, instances: Instances): void {
  if (reading.exclusives.length === 0) return;
  const id = idsIn(reading);
  for (const exclusive of reading.exclusives) {
    const { group, direction } = exclusive;
    const groups = new Set(eachOf(group, id));
    const isNamed = namedBy(exclusive, instances);
    const detail = `${exclusive.by} leaves the group no rules but those that it names`;
    reading.lists.securityGroupRules.forEach((rule, at, list) => {
      if (rule.direction !== direction || isNamed(rule)) return;
      const isOfGroup =
        group.how === "unknown" || [id(rule.group), ...idsOf(rule.group)].some((one) => groups.has(one));
      if (isOfGroup) list[at] = perhaps(rule, detail);
    });
  }
}

function namedBy({ rules }: Exclusive, instances: Instances): (rule: SecurityGroupRule) => boolean {
  const items = rules === undefined ? [] : rules.k === "list" ? rules.items : [rules];
  const texts = new Set(items.flatMap((one) => textOf(one) ?? []));
  const ids = new Set(
    items.flatMap(originsOf).flatMap((one) => (one.k === "ref" || one.k === "whole" ? [one.of.id] : [])),
  );
  return ({ id, awsId }) => {
    if (ids.has(id) || (awsId !== undefined && texts.has(awsId))) return true;
    // The older resource has an id of Terraform's own beside.
    const own = instances.get(id)?.read("security_group_rule_id");
    return own !== undefined && texts.has(textOf(own) ?? "");
  };
}
