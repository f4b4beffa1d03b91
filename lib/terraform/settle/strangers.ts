/**
 * Whose interface it is that an id names: few resources tell the ids of the interfaces that AWS makes for them.
 *
 * Decides where a resource tells them. Any other that is there already, and does not tell them, may have it.
 */
import { elementsOf, textOf } from "../expression/access";
import { nothing } from "../expression/sym";
import type { FactId, Interface, Link, UnknownReason } from "../facts";
import type { Instance } from "../world/instance";
import { idsOf } from "./links";
import type { Instances } from "./looked-up";

/** One that may have it; surely, where there is no reason why not. */
interface Owner {
  readonly id: FactId;
  /** @default - it is surely this one */
  readonly because?: UnknownReason;
}

export class Strangers {
  public constructor(
    private readonly interfaces: readonly Interface[],
    private readonly instances: Instances,
  ) {}

  /** Ids of their own interfaces, as far as they tell them. Hardly any input asks for them. */
  private get told(): readonly (readonly [FactId, readonly string[] | undefined])[] {
    this.found ??= this.interfaces.map((one) => [one.id, idsTold(one, this.instances)] as const);
    return this.found;
  }

  private found: readonly (readonly [FactId, readonly string[] | undefined])[] | undefined;

  /** What a link may mean beside the facts that it names. */
  public ownersIn(link: Link): readonly Owner[] {
    if (link.how === "outside") return link.id.startsWith("eni-") ? this.ownersOf(link.id) : [];
    return idsOf(link).flatMap((id) => {
      const found = this.instances.get(id);
      // What is looked up is described a second time.
      if (found?.mode !== "data" || found.type !== "aws_network_interface") return [];
      return this.ownersOf(textOf(found.read("id") ?? nothing)).filter((other) => other.id !== id);
    });
  }

  private ownersOf(eni: string | undefined): readonly Owner[] {
    const detail = "no input tells whose interface it is";
    const because: UnknownReason = { kind: "outside", at: eni ?? "a network interface", detail };
    const owners = eni === undefined ? [] : this.told.filter(([, ids]) => ids?.includes(eni));
    if (owners.length > 0)
      return owners.map(([id, ids]) => (owners.length === 1 && ids?.length === 1 ? { id } : { id, because }));
    return this.told.flatMap(([id, ids]) => (ids === undefined ? [{ id, because }] : []));
  }
}

/** Undefined where it does not tell them. */
function idsTold({ id, owner }: Interface, instances: Instances): readonly string[] | undefined {
  const instance = instances.get(id);
  // One that is not described may be anything as it is.
  if (instance === undefined) return [];
  const told = (instance.type === "aws_network_interface" ? ["id"] : attributes)
    .flatMap((name) => instance.read(name) ?? [])
    .find((sym) => sym.k === "known" || sym.k === "list");
  const ids = told === undefined ? [] : (elementsOf(told) ?? [told]).map(textOf);
  if (told !== undefined && ids.every((each) => each !== undefined && each !== "")) return ids as readonly string[];
  return isToBeMade(instance, owner) ? [] : undefined;
}

const attributes = ["primary_network_interface_id", "network_interface_id", "network_interface_ids"];

/** What is not there yet has no interface that has an id. New functions share those of others (Lambda guide, "Hyperplane ENIs"). */
function isToBeMade(instance: Instance, { kind }: Interface["owner"]): boolean {
  if (!instance.settled || instance.mode === "data" || kind === "function") return false;
  return textOf(instance.read("id") ?? nothing) === undefined;
}
