/** The wire that joins all routers, and the addresses that they have on it: of no VPC, and never asked about. */
import type { Device } from "./node";
import { NotCompiled } from "./known";

export const fabricWire = "fabric";
export type Way = "blackhole" | { readonly via: string };

export class Fabric {
  private readonly numbers = new Map<string, number>();

  /** The way to a device of another router, out of one's own device. */
  public to(node: string, family: 4 | 6, device = "fab", out = "fab"): Way {
    return { via: `via ${this.address(node, device, family)} dev ${out} onlink` };
  }

  /** The addresses of a router's devices on this wire. */
  public addresses(node: string, devices: readonly Device[]): readonly string[] {
    return devices
      .filter(({ wire }) => wire === fabricWire)
      .flatMap(({ name }) => [
        `addr add ${this.address(node, name, 4)}/32 dev ${name}`,
        `addr add ${this.address(node, name, 6)}/128 dev ${name} nodad`,
      ]);
  }

  private address(node: string, device: string, family: 4 | 6): string {
    const key = `${node} ${device}`;
    const known = this.numbers.get(key) ?? this.numbers.size + 1;
    this.numbers.set(key, known);
    if (known > 250) throw new NotCompiled("more than 250 devices of routers");
    return family === 4 ? `198.18.0.${String(known)}` : `fd99::${known.toString(16)}`;
  }
}
