/** All inputs together: which units there are, what their instances are called, and what they ask of each other. */
import { AddressSet, Cidr } from "../../model";
import type { Placeholder } from "../facts";
import { known, type Sym, type Unknown } from "../expression/sym";
import { reserve } from "../reading/blocks";
import type { Instance } from "./instance";
import type { StatePlace } from "./state-place";
import { inOrder, type Kept, type Surroundings, type Unit } from "./unit";

/** VPCs that can have a stand-in block: as many /56 as the reserve holds, cut to a number that memory bears. */
const mostPlaceholders = 65_536;

/** /64 blocks in a /56. */
const mostSubnets = 256;

export class World implements Surroundings {
  private readonly units: Unit[] = [];
  private readonly shared = new Set<string>();
  private readonly standIns = new Map<string, Placeholder>();
  private numbered = false;
  private sealed = false;

  public add(unit: Unit): void {
    this.units.push(unit);
  }

  public get all(): readonly Unit[] {
    return this.units;
  }

  /** To be called when all units are there and before any is expanded. */
  public seal(): void {
    const seen = new Set<string>();
    // One alone shares with nobody.
    for (const unit of this.units.length > 1 ? this.units : []) {
      for (const address of new Set(unit.declared.map(withoutIndices))) {
        if (seen.has(address)) this.shared.add(address);
        seen.add(address);
      }
    }
    this.units.sort((a, b) => inOrder(a.name, b.name));
    this.sealed = true;
  }

  public idOf(unit: string, address: string): string {
    if (!this.sealed) throw new Error(`"${address}" is asked for its id before all inputs are there`);
    return this.shared.size > 0 && this.shared.has(withoutIndices(address)) ? `${unit}/${address}` : address;
  }

  public keptAt(place: StatePlace): readonly Kept[] {
    return this.units.filter((unit) => unit.statePlace === place);
  }

  public instances(): readonly Instance[] {
    return this.units.flatMap((unit) => unit.instances());
  }

  /** Numbers the stand-ins by id, so that the order of the input does not show. */
  public number(instances: readonly Instance[]): void {
    const vpcs = instances.filter(needsStandIn).sort((a, b) => inOrder(a.id, b.id));
    vpcs.slice(0, mostPlaceholders).forEach((vpc, at) => {
      const first = reserve.first + (BigInt(at) << 72n);
      this.standIns.set(vpc.id, { block: Cidr.fromNumber(6, first, 56), standsFor: `${vpc.id}.ipv6_cidr_block` });
    });
    const subnets = instances
      .filter((one) => one.mode === "managed" && one.type === "aws_subnet")
      .sort((a, b) => inOrder(a.id, b.id));
    subnets.slice(0, mostSubnets).forEach((subnet, at) => this.subnetRanks.set(subnet.id, at));
    this.numbered = true;
    this.set = AddressSet.of([...this.standIns.values()].map((one) => one.block));
  }

  /** Values worked out before the stand-ins are numbered do not hold after. */
  public get generation(): number {
    return this.numbered ? 1 : 0;
  }

  public placeholder(instance: Instance, attribute: string): Sym | undefined {
    if (attribute !== "ipv6_cidr_block" || !this.numbered) return undefined;
    const standIn = this.standIns.get(instance.id);
    if (standIn === undefined) return undefined;
    this.used.add(instance.id);
    return known(standIn.block.toString());
  }

  public subnetPlaceholder(instance: Instance, attribute: string, value: Unknown): Sym {
    const [only, ...others] = value.hints.exhaustive
      ? value.hints.from.filter((one) => one.k !== "known" || typeof one.value === "string")
      : [];
    const rank = this.subnetRanks.get(instance.id);
    if (attribute !== "ipv6_cidr_block" || rank === undefined || only?.k !== "known" || others.length > 0) return value;
    const parsed = Cidr.parse(String(only.value));
    if (!parsed.ok || parsed.value.prefix !== 56 || !reserve.contains(parsed.value)) return value;
    // From the top, to keep clear of what expressions pick from the bottom.
    const block = Cidr.fromNumber(6, parsed.value.last + 1n - (BigInt(rank + 1) << 64n), 64);
    this.standIns.set(instance.id, { block, standsFor: `${instance.id}.ipv6_cidr_block` });
    this.used.add(instance.id);
    return known(block.toString());
  }

  private readonly subnetRanks = new Map<string, number>();
  private readonly used = new Set<string>();

  /** The stand-ins that were asked for. */
  public get placeholders(): readonly Placeholder[] {
    return [...this.used].sort(inOrder).flatMap((id) => this.standIns.get(id) ?? []);
  }

  /** Every block that may stand in for one. */
  public reserved(): AddressSet {
    return this.set;
  }

  private set = AddressSet.empty;
}

/** Whether AWS will assign an IPv6 block that is not known yet. */
function needsStandIn(one: Instance): boolean {
  if (one.mode !== "managed" || (one.type !== "aws_vpc" && one.type !== "aws_vpc_ipv6_cidr_block_association"))
    return false;
  if (one.get("ipv6_cidr_block").k === "known") return false;
  if (one.type !== "aws_vpc") return true;
  return ["assign_generated_ipv6_cidr_block", "ipv6_ipam_pool_id", "ipv6_netmask_length"].some((name) => {
    const sym = one.read(name);
    if (sym === undefined || (sym.k !== "known" && one.configures(name) === false)) return false;
    return !(
      sym.k === "known" &&
      (sym.value === null || sym.value === false || sym.value === "false" || sym.value === "")
    );
  });
}

/** A key of `for_each` is quoted, and may hold brackets. */
function withoutIndices(address: string): string {
  return address.includes("[") ? address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/g, "") : address;
}
