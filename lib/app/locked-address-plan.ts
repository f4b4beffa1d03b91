/** Address plans that are kept in a lock file. */
import { AddressPlan as Plan, InvalidInput, formatLock, parseLock, type Issue, type LockDocument } from "../model";
import { writeWhole } from "./artifact-store";
import { tryReadText } from "./read-text";

/** Where a network's address plan is kept. */
export const AddressPlan = {
  inMemory: Plan.inMemory.bind(Plan),
  keptIn: Plan.keptIn.bind(Plan),
  /**
   * A plan kept in a lock file: commit it. The first synth writes it, and so does every one that adds to it. With `CI` set
   * in the environment a synth that would change it fails, unless `CORDON_LOCK=update` asks for the change;
   * `CORDON_LOCK=frozen` has the same effect outside CI.
   *
   * @param file path of the lock file, from the working folder
   * @throws {InvalidInput} when the file is there and is not a lock, or `CORDON_LOCK` has another value
   */
  lockedIn(file: string): Plan {
    const frozen = frozenHere(file);
    let lock = readLock(file);
    return Plan.keptIn({
      get lock() {
        return lock;
      },
      ...(frozen === undefined ? {} : { frozen }),
      keep: (next) => {
        if (!isSame(readLock(file), lock)) throw new InvalidInput([changedMeanwhile(file)]);
        writeWhole(file, formatLock(next));
        lock = next;
      },
    });
  },
};

/**
 * The lock in a file, or undefined when there is no file.
 *
 * @throws {InvalidInput} when it cannot be read or is not a lock
 */
export function readLock(file: string): LockDocument | undefined {
  const text = tryReadText(file);
  // Only a file that is not there is a plan not begun: anything else would plan anew what is deployed already.
  if (text === undefined) return undefined;
  const parsed = parseLock(text);
  if (parsed.ok) return parsed.value;
  throw new InvalidInput([{ ...parsed.issue, where: file }]);
}

function isSame(one: LockDocument | undefined, other: LockDocument | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return formatLock(one) === formatLock(other);
}

/** Writing over it would take their blocks from the segments of whoever wrote it. */
function changedMeanwhile(file: string): Issue {
  return {
    what: `lock file "${file}" was written by another network or another synth since it was read`,
    allowed: "a lock file for each network, and one synth at a time",
  };
}

/** Why the lock must not change in this run, if so. */
function frozenHere(file: string): string | undefined {
  const { CI: ci = "", CORDON_LOCK: wish = "" } = process.env;
  if (!["", "update", "frozen"].includes(wish)) {
    const what = "CORDON_LOCK is not one of its values";
    throw new InvalidInput([{ what, received: `"${wish}"`, allowed: "update, frozen" }]);
  }
  const automatic = !["", "false", "0"].includes(ci);
  const frozen = wish === "frozen" || (automatic && wish !== "update");
  return frozen ? `a synth outside CI whose "${file}" is then committed, or CORDON_LOCK=update` : undefined;
}
