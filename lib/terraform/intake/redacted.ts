/**
 * Values that are left out of a plan because they are sensitive: null where `after_sensitive` marks them. Terraform itself prints
 * them; what hands its plans on may not.
 */
import { isArray, isObject, own, setOwn, type Json } from "./value";

/** What is unknown of a value, with what was left out of it. */
export function openedRedacted(
  value: Json | undefined,
  open: Json | undefined,
  marks: Json | undefined,
): Json | undefined {
  if (marks === true) return value === null ? true : open;
  if (isArray(marks) && isArray(value)) {
    const each = value.map((one, at) => openedRedacted(one, isArray(open) ? open[at] : undefined, marks[at]));
    const isSame = each.every((one, at) => one === (isArray(open) ? open[at] : undefined));
    return isSame ? open : each.map((one) => one ?? false);
  }
  if (!isObject(marks) || !isObject(value)) return open;
  let opened: Record<string, Json> | undefined;
  for (const key of Object.keys(marks)) {
    const before = own(open, key);
    const after = openedRedacted(own(value, key), before, own(marks, key));
    if (after === before || after === undefined) continue;
    opened ??= isObject(open) ? { ...open } : {};
    setOwn(opened, key, after);
  }
  return opened ?? open;
}
