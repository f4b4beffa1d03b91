/** What a network is given to keep its addresses by: a lock and somewhere to put the next one. */
import { InvalidInput, refuse, type Issue } from "../issue";
import type { LockDocument } from "./lock";
import type { LockChange } from "./plan";

/** Where a lock is kept. */
export interface AddressPlanStore {
  /** The lock as it is kept now; none on the first synth. */
  readonly lock: LockDocument | undefined;
  /**
   * Why it must not change in this run.
   *
   * @default - it may
   */
  readonly frozen?: string;
  keep(lock: LockDocument): void;
}

export class AddressPlan {
  private constructor(private readonly store: AddressPlanStore) {}

  /**
   * A plan that is kept nowhere: for tests and for networks that are thrown away. Deploy a lasting network with a lock file,
   * or a segment added later may move the others.
   */
  public static inMemory(lock?: LockDocument): AddressPlan {
    let current = lock;
    return new AddressPlan({
      get lock() {
        return current;
      },
      keep: (next) => (current = next),
    });
  }

  /** A plan that is kept in a store of one's own. */
  public static keptIn(store: AddressPlanStore): AddressPlan {
    return new AddressPlan(store);
  }

  public lock(): LockDocument | undefined {
    return this.store.lock;
  }

  /** What keeps these changes from being made now. */
  public refusals(changes: readonly LockChange[]): readonly Issue[] {
    const { frozen } = this.store;
    if (frozen === undefined || changes.length === 0) return [];
    const list = changes.map(
      ({ change, segment, zone }) => `${change}: ${segment}${zone === undefined ? "" : ` in ${zone}`}`,
    );
    return [
      { what: "the address plan's lock would change, and must not here", received: list.join("; "), allowed: frozen },
    ];
  }

  /**
   * Keeps a lock when something in it changed.
   *
   * @throws {InvalidInput} when the changes are refused, which {@link refusals} says beforehand, or the plan is another
   * network's
   */
  public keep(lock: LockDocument, changes: readonly LockChange[]): void {
    refuse(this.refusals(changes));
    const holder = this.store.lock?.network ?? lock.network;
    if (holder !== lock.network) {
      const what = `network "${lock.network}" has the address plan of another network`;
      throw new InvalidInput([{ what, received: `that of "${holder}"`, allowed: "an address plan for each network" }]);
    }
    if (changes.length > 0) this.store.keep(lock);
  }
}
