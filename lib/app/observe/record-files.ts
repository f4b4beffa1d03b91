/** Finds files of records, one after the other: a folder is listed when its turn comes, and no file is opened here. */
import { readdirSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import { InvalidInput, compareText } from "../../model";
import { reasonOf } from "../system-error";
import { mayHold, type TimeWindow } from "./path-time";

export interface FoundFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Whether someone named it, and not only a folder that it is in. */
  readonly isNamed: boolean;
}

/**
 * Files and what is in folders, in order of their names, those of other times left out. What is met twice, by another name or through
 * a link, counts once.
 *
 * @throws {InvalidInput} when a path cannot be read, or is that of a pipe, a socket or a device: a file is read more than once
 */
export function* recordFiles(paths: readonly string[], window: TimeWindow): Generator<FoundFile> {
  const met = new Set<string>();
  for (const path of paths) yield* at(path, "", window, met);
}

/** @param below - the path below the one that was named: what is above says nothing of the records' time */
function* at(path: string, below: string, window: TimeWindow, met: Set<string>): Generator<FoundFile> {
  const found = readable(path, () => statSync(path));
  const identity = `${String(found.dev)} ${String(found.ino)}`;
  if (met.has(identity)) return;
  met.add(identity);
  if (found.isFile()) {
    yield { path, size: found.size, isNamed: below === "" };
    return;
  }
  if (!found.isDirectory())
    throw new InvalidInput([{ what: `cannot read "${path}"`, received: kindOf(found), allowed }]);
  for (const name of readable(path, () => readdirSync(path)).sort(compareText)) {
    const inside = join(below, name);
    if (!name.startsWith(".") && mayHold(inside, window)) yield* at(join(path, name), inside, window, met);
  }
}

const allowed = "a file or a folder of flow-log records";

function kindOf(found: Stats): string {
  return found.isFIFO() ? "a pipe" : found.isSocket() ? "a socket" : "a device";
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new InvalidInput([{ what: `cannot read "${path}"`, received: reasonOf(error), allowed }]);
  }
}
