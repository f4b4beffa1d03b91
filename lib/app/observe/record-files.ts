/** Finds files of records, one after the other: a folder is listed when its turn comes, and no file is opened here. */
import { opendirSync, statSync, type Stats } from "node:fs";
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
 * Files and what is in folders, in order of their names, those of other times left out.
 *
 * @throws {InvalidInput} when a path cannot be read
 */
export function* recordFiles(paths: readonly string[], window: TimeWindow): Generator<FoundFile> {
  for (const path of paths) {
    const found = look(path);
    if (found.isDirectory()) yield* inFolder(path, window);
    else yield { path, size: found.size, isNamed: true };
  }
}

function* inFolder(folder: string, window: TimeWindow): Generator<FoundFile> {
  for (const name of names(folder)) {
    const path = join(folder, name);
    if (name.startsWith(".") || !mayHold(path, window)) continue;
    const found = look(path);
    if (found.isDirectory()) yield* inFolder(path, window);
    else if (found.isFile()) yield { path, size: found.size, isNamed: false };
  }
}

function names(folder: string): readonly string[] {
  const list: string[] = [];
  const open = opendirSync(folder);
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) list.push(entry.name);
  } finally {
    open.closeSync();
  }
  return list.sort(compareText);
}

function look(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw new InvalidInput([
      { what: `cannot read "${path}"`, received: reasonOf(error), allowed: "a file or a folder of flow-log records" },
    ]);
  }
}
