/** Names that AWS limits in length, cut so that they stay unique and never change by themselves. */
import { createHash } from "node:crypto";

/** Hexadecimal digits of SHA-256, as many as asked. */
export function digest(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

/** `text` when it fits in `limit` characters, otherwise its beginning and eight digits of its hash. */
export function fit(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 9)}-${digest(text, 8)}`;
}

/** What the network is shown in place of a name that could tell what is behind it (SEG-013): `seg-3f9a61c0`. */
export function opaqueLabel(prefix: "seg" | "site", network: string, name: string): string {
  return `${prefix}-${digest(`${network}/${prefix}/${name}`, 8)}`;
}

/** Room for a name prefix of a security group: 100 characters less the provider's own suffix of 26. */
const groupNamePrefixLimit = 74;

/** The name prefix of a security group. AWS takes none that starts with `sg-`, as ids do. */
export function groupNamePrefix(name: string): string {
  return fit(`${/^sg-/i.test(name) ? `cordon-${name}` : name}-`, groupNamePrefixLimit);
}
