/**
 * Resources that adopt what AWS made along with a VPC: its default group, its default ACL, its main route table.
 *
 * Where it is not sure which VPC is meant, or whether the resource exists at all, nothing is adopted: the default stays as AWS made it,
 * and may have been changed.
 */
import type { Link, UnknownReason } from "../facts";
import { toItself, type Reading } from "../reading/reading";
import { targetOf } from "../settle/links";
import type { Instance } from "../world/instance";

export type DefaultAttribute = "default_security_group_id" | "default_network_acl_id" | "default_route_table_id";

/** @param own what `attribute` of a VPC names, as the resource tells it @returns the VPC, when it is sure */
export function adopt(
  own: Link | undefined,
  attribute: DefaultAttribute,
  instance: Instance,
  reading: Reading,
): Link | undefined {
  const { presence, address, id } = instance;
  const born = targetOf(own);
  if (born === undefined) stray(own, attribute, address, reading);
  else if (presence.is === "possible") reading.strayDefaults.set(born, presence.because);
  else if (born !== id) reading.aliases.set(born, id);
  const suffix = `.${attribute}`;
  return born?.endsWith(suffix) === true ? toItself(born.slice(0, -suffix.length)) : undefined;
}

function stray(own: Link | undefined, attribute: DefaultAttribute, at: string, reading: Reading): void {
  if (own?.how === "outside") return;
  const unset: UnknownReason = { kind: "outside", at, detail: "the attribute is not set" };
  if (own?.how === "ambiguous") for (const id of own.among) reading.strayDefaults.set(id, own.because);
  else reading.strayDefaults.set(attribute, own?.how === "unknown" ? own.because : unset);
}
