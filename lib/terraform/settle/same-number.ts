/**
 * Entries of one ACL, one direction and one number that say different things: AWS takes the one that comes first and refuses the
 * rest (EC2 API, `CreateNetworkAclEntry`), and no input tells which that is. Any of them may stand.
 */
import type { FactLists, NetworkAclEntry, Presence } from "../facts";
import { targetOf } from "./links";

export function doubtSameNumbers(lists: FactLists): FactLists {
  const first = new Map<string, NetworkAclEntry>();
  const shared = new Set<string>();
  for (const one of lists.networkAclEntries) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const other = first.get(key);
    if (other === undefined) first.set(key, one);
    else if (saidBy(other) !== saidBy(one)) shared.add(key);
  }
  if (shared.size === 0) return lists;
  const networkAclEntries = lists.networkAclEntries.map((one) =>
    one.presence.is === "certain" && shared.has(keyOf(one) ?? "") ? { ...one, presence: perhaps(one) } : one,
  );
  return { ...lists, networkAclEntries };
}

function keyOf({ acl, direction, number }: NetworkAclEntry): string | undefined {
  const to = targetOf(acl);
  return to === undefined || !("exact" in number) ? undefined : `${direction} ${String(number.exact)} ${to}`;
}

/** What is not known is said by nothing else. */
function saidBy({ id, action, addresses, transport }: NetworkAclEntry): string {
  if (!("exact" in action && "exact" in addresses && "exact" in transport)) return id;
  return `${action.exact} ${addresses.exact.toString()} ${transport.exact.toString()}`;
}

function perhaps({ source: { address } }: NetworkAclEntry): Presence {
  const detail = "another entry of its ACL has its number, and AWS takes only one of them";
  return { is: "possible", many: false, because: { kind: "malformed", at: address, detail } };
}
