/**
 * A set of packets by who sends them, who gets them and their transport.
 *
 * Decides nothing about who may send. A packet has one family, so a source of one family with a destination of the other
 * is no packet and adds nothing: without that rule two sets with the same packets could differ. Canonical on construction:
 * equal sets have equal boxes.
 */
import { AddressSet, compareAddressSets } from "../address/address-set";
import { Layers } from "./layers";
import { Transport } from "./transport";

/** Every packet from any of `source` to any of `destination` with any of `transport`. */
export interface TrafficBox {
  readonly source: AddressSet;
  readonly destination: AddressSet;
  readonly transport: Transport;
}

type Peers = Layers<AddressSet, Transport>;
type Packets = Layers<AddressSet, Peers>;

/** A canonical set of packets. */
export class Traffic {
  public static readonly none = new Traffic(packets(AddressSet.empty, AddressSet.empty, Transport.none));
  public static readonly all = Traffic.of([
    { source: AddressSet.everything, destination: AddressSet.everything, transport: Transport.all },
  ]);

  private constructor(private readonly packets: Packets) {}

  /** The union of boxes in any order; they may overlap. */
  public static of(boxes: readonly TrafficBox[]): Traffic {
    const [first, ...rest] = boxes;
    if (first === undefined) return Traffic.none;
    if (rest.length === 0) return Traffic.ofBox(first);
    // Halving keeps both operands of each union small, where adding one by one would walk the whole set each time.
    const half = Math.ceil(boxes.length / 2);
    return Traffic.of(boxes.slice(0, half)).union(Traffic.of(boxes.slice(half)));
  }

  private static ofBox({ source, destination, transport }: TrafficBox): Traffic {
    const [v4, v6] = [AddressSet.everythingV4, AddressSet.everythingV6].map((family) =>
      packets(source.intersect(family), destination.intersect(family), transport),
    ) as [Packets, Packets];
    return new Traffic(v4.union(v6));
  }

  /** Disjoint boxes that together are the set, by source and then by destination. None is empty. */
  public get boxes(): readonly TrafficBox[] {
    return this.packets.entries.flatMap(([source, peers]) =>
      peers.entries.map(([destination, transport]) => ({ source, destination, transport })),
    );
  }

  public union(other: Traffic): Traffic {
    return new Traffic(this.packets.union(other.packets));
  }

  public intersect(other: Traffic): Traffic {
    return new Traffic(this.packets.intersect(other.packets));
  }

  public subtract(other: Traffic): Traffic {
    return new Traffic(this.packets.subtract(other.packets));
  }

  public contains(other: Traffic): boolean {
    return other.subtract(this).isEmpty();
  }

  public overlaps(other: Traffic): boolean {
    return !this.intersect(other).isEmpty();
  }

  public equals(other: Traffic): boolean {
    return this.packets.equals(other.packets);
  }

  public isEmpty(): boolean {
    return this.packets.isEmpty();
  }

  /** One box a line: `10.0.0.0/24 -> 10.0.1.0/24: tcp 443`; `nothing` when empty. */
  public toString(): string {
    if (this.isEmpty()) return "nothing";
    return this.boxes
      .map(({ source, destination, transport }) => `${String(source)} -> ${String(destination)}: ${String(transport)}`)
      .join("\n");
  }
}

function packets(source: AddressSet, destination: AddressSet, transport: Transport): Packets {
  return Layers.rectangle(source, Layers.rectangle(destination, transport, compareAddressSets), compareAddressSets);
}
