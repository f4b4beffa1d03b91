/** The interfaces that an instance names instead of having one of its own. */
import { textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import type { FactId, Link, UnknownReason } from "../facts";
import type { Cursor } from "../reading/cursor";
import { toItself, type Reader, type Reading } from "../reading/reading";
import { oneOfLinks, targetOf } from "../settle/links";
import type { Instance } from "../world/instance";
import { addUndescribed, putOn } from "./interface-fact";

export interface Cards {
  /** What its first interface may be. */
  readonly first: readonly Link[];
  readonly all: readonly Link[];
  /** Why the first may be another. */
  readonly more: UnknownReason | undefined;
}

/** Undefined when it names none, or says itself what the one is like that no input describes, as a state does. */
export function cardsOf({ id }: Instance, cursor: Cursor): Cards | undefined {
  const primary = cursor.each("primary_network_interface");
  const others = cursor.each("network_interface");
  const cards = (list: readonly Cursor[]) =>
    list.map((one) => ({ link: cardIn(one, id), index: one.number("device_index") }));
  const [told, listed] = [cards(primary.cursors), cards(others.cursors)];
  const lowest = listed.filter(({ index }) => !("exact" in index) || index.exact === 0);
  const isTold = told.length > 0 || primary.more !== undefined;
  const all = [...told, ...listed].map(({ link }) => link);
  const more = isTold ? primary.more : others.more;
  if (all.length === 0 && more === undefined) return undefined;
  if (all.every(({ how }) => how === "outside") && cursor.has("subnet_id")) return undefined;
  const first = isTold ? told : lowest.length > 0 ? lowest : listed;
  return { first: first.map(({ link }) => link), all, more };
}

/** One that no input describes goes by the name of its instance, as a state tells it. */
function cardIn(block: Cursor, instance: FactId): Link {
  const link = block.required("network_interface_id", "interface");
  const told = textOf(block.sym("network_interface_id") ?? nothing);
  return targetOf(link) === instance && told !== undefined ? { how: "outside", id: told } : link;
}

/** Interfaces declared beside the instance take on its appliance setting; the instance is the other name of the first. */
export function joinInstance(instance: Instance, { first, all, more }: Cards, reading: Reading): void {
  const [only] = first;
  for (const link of all) putOn(toItself(instance.id), link, instance, reading);
  const isSure = first.length === 1 && more === undefined;
  // One that no input describes has the name of the instance itself, where it is surely the first.
  const isStranger = isSure && only?.how === "outside";
  const open = more ?? (all.some(isUndescribed) ? undescribed(instance) : undefined);
  if (open !== undefined) {
    const fact = isStranger ? reading.fact(instance) : reading.part(instance, "network_interface");
    addUndescribed(fact, reading, { kind: "instance", id: instance.id }, open);
  }
  const to = targetOf(only);
  if (isSure && to !== undefined) reading.aliases.set(instance.id, to);
  if (isStranger || (isSure && to !== undefined)) return;
  const because: UnknownReason = {
    kind: "ambiguous-instance",
    at: instance.address,
    detail: "which interface is its first is not known",
  };
  reading.looseNames.set(instance.id, more === undefined ? oneOfLinks(first, because) : { how: "unknown", because });
}

/** An interface beside its instance is a fact of its own, unless no input describes it. */
export const interfaceAttachment: Reader = {
  types: ["aws_network_interface_attachment"],
  read: (instance, reading) => {
    const cursor = reading.cursor(instance);
    const link = cursor.required("network_interface_id", "interface");
    putOn(cursor.required("instance_id", "interface"), link, instance, reading);
    if (!isUndescribed(link)) return;
    addUndescribed(reading.fact(instance), reading, { kind: "interface", id: instance.id }, undescribed(instance));
  },
};

function isUndescribed({ how }: Link): boolean {
  return how === "outside" || how === "unknown";
}

function undescribed({ address }: Instance): UnknownReason {
  return { kind: "outside", at: address, detail: "no input describes an interface that it has" };
}
