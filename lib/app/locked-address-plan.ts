/** Address plans that are kept in a lock file. */
import { existsSync, readFileSync } from "node:fs";
import { AddressPlan as Plan, InvalidInput, formatLock, parseLock, type LockDocument } from "../model";
import { reasonOf, writeWhole } from "./artifact-store";

/** Where a network's address plan is kept. */
export const AddressPlan = {
  inMemory: Plan.inMemory.bind(Plan),
  keptIn: Plan.keptIn.bind(Plan),
  /**
   * A plan kept in a lock file: commit it. The first synth writes it, and so does every one that adds to it. With `CI` set
   * in the environment a synth that would change it fails, unless `CORDON_LOCK=update` asks for the change.
   *
   * @param file path of the lock file, from the working folder
   * @throws {InvalidInput} when the file is there and is not a lock
   */
  lockedIn(file: string): Plan {
    const frozen = frozenHere();
    return Plan.keptIn({
      lock: readLock(file),
      ...(frozen === undefined ? {} : { frozen }),
      keep: (lock) => {
        writeWhole(file, formatLock(lock));
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
  if (!existsSync(file)) return undefined;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new InvalidInput([{ what: `cannot read "${file}"`, received: reasonOf(error) }]);
  }
  const parsed = parseLock(text);
  if (parsed.ok) return parsed.value;
  throw new InvalidInput([{ ...parsed.issue, where: file }]);
}

function frozenHere(): string | undefined {
  const { CI: ci, CORDON_LOCK: wish } = process.env;
  if (wish !== undefined && wish !== "update" && wish !== "frozen") {
    throw new InvalidInput([
      { what: "CORDON_LOCK is not one of its values", received: `"${wish}"`, allowed: "update, frozen" },
    ]);
  }
  const automatic = ci !== undefined && ci !== "" && ci !== "false" && ci !== "0";
  const frozen = wish === "frozen" || (automatic && wish !== "update");
  return frozen ? "a synth outside CI whose lock file is committed, or CORDON_LOCK=update" : undefined;
}
