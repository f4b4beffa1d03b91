/** Links that lie in nested blocks: `vpc_config.subnet_ids`. */
import type { Cursor } from "../reading/cursor";
import type { Kind } from "../reading/identity";
import type { LinkList } from "../reading/link";

/** The links under `block.attribute`, over all blocks of the name. */
export function linksAt(cursor: Cursor, path: string, kind: Kind): LinkList {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return cursor.links(head, kind);
  const { cursors, more } = cursor.each(head);
  const lists = cursors.map((one) => linksAt(one, rest.join("."), kind));
  const open = more ?? lists.find((one) => one.more !== undefined)?.more;
  const links = lists.flatMap((one) => one.links);
  const empty = lists.find((one) => one.mayBeEmpty !== undefined)?.mayBeEmpty;
  return {
    links,
    ...(open === undefined ? {} : { more: open }),
    ...(empty === undefined ? {} : { mayBeEmpty: empty }),
  };
}

/** Whether the attribute is set, or may be, in any of the blocks. */
export function hasAt(cursor: Cursor, path: string): boolean {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return cursor.has(head);
  return cursor.each(head).more !== undefined || cursor.each(head).cursors.some((one) => hasAt(one, rest.join(".")));
}

/** Whether the attribute of a nested block is set, or should be: a block that says nothing of it was damaged. */
export function isExpectedAt(cursor: Cursor, path: string): boolean {
  const [head = "", ...rest] = path.split(".");
  const attribute = rest.join(".");
  const isLost = (one: Cursor): boolean => rest.length === 1 && one.lacks(attribute);
  return hasAt(cursor, path) || cursor.each(head).cursors.some(isLost);
}

/** Whether nothing is said of the attribute in one of the blocks, which name each that they can have. */
export function isLostAt(cursor: Cursor, path: string): boolean {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return cursor.lacks(head);
  return cursor.each(head).cursors.some((one) => isLostAt(one, rest.join(".")));
}
