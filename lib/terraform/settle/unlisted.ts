/** Prefix lists of which a plan does not show whether they have entries. */
import type { PrefixList } from "../facts";
import type { Reading } from "../reading/reading";

/**
 * Where entries are resources of their own, the list has no others: the provider takes one or the other
 * (`aws_ec2_managed_prefix_list`, first note). One without any has those that a dynamic block writes, as a rule.
 */
export function openUnlisted(reading: Reading): void {
  if (reading.unlisted.size === 0) return;
  reading.change("prefixLists", (list): PrefixList => {
    const because = list.entries.length === 0 ? reading.unlisted.get(list.id) : undefined;
    return because === undefined ? list : { ...list, more: list.more ?? because };
  });
}
