/**
 * Public access is blocked in one account. Two providers of one Region may be of two, which their names do not tell.
 *
 * Decides that a VPC is of the account of a block where one provider makes both, or the same account's id is on both.
 */
import { textOf } from "../expression/access";
import type { FactLists, PublicAccessBlock } from "../facts";
import type { Instance } from "../world/instance";
import type { Instances } from "./looked-up";

export function tellAccounts(lists: FactLists, instances: Instances): FactLists {
  const publicAccessBlocks = lists.publicAccessBlocks.map((block): PublicAccessBlock => {
    const own = instances.get(block.id);
    const others = lists.vpcs.filter(({ id }) => {
      const vpc = instances.get(id);
      return own !== undefined && vpc !== undefined && !isSameAccount(own, vpc);
    });
    return others.length === 0 ? block : { ...block, perhapsNotOf: others.map(({ id }) => id) };
  });
  return { ...lists, publicAccessBlocks };
}

function isSameAccount(block: Instance, vpc: Instance): boolean {
  const [own, owner] = [told(block, "aws_account_id"), told(vpc, "owner_id")];
  if (own !== undefined && owner !== undefined) return own === owner;
  return block.unit === vpc.unit && block.provider === vpc.provider;
}

function told(instance: Instance, attribute: string): string | undefined {
  const sym = instance.read(attribute);
  return sym === undefined ? undefined : textOf(sym);
}
