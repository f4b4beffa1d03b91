/** `cordon addresses free`: gives the block of a removed segment back. */
import { readLock, writeWhole } from "../../lib/app";
import { formatLock, freeReleased, InvalidInput, orThrow } from "../../lib/model";

/**
 * Frees a released block in a lock file.
 *
 * @throws {InvalidInput} when there is no lock, or the segment's block is not released
 */
export function freeAddresses(segment: string, file: string): void {
  const lock = readLock(file);
  if (lock === undefined)
    throw new InvalidInput([
      { what: `there is no lock file "${file}"`, allowed: "the lock file of the network's address plan" },
    ]);
  const freed = orThrow(freeReleased(lock, segment));
  writeWhole(file, formatLock(freed));
  process.stdout.write(
    `Freed ${lock.segments[segment]?.block ?? ""} of ${segment} in ${file}. Next: commit the file; the next new segment may get this block.\n`,
  );
}
