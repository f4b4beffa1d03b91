/** Files of records in batches of one form each, so that a folder of any size is read a part at a time. */
import type { InvalidInput, Issue } from "../../model";
import { reasonOf } from "../system-error";
import { formOf, type FileForm } from "./file-form";
import type { FoundFile } from "./record-files";

/** Files that are read with one statement. */
export interface Batch {
  readonly form: FileForm;
  readonly files: readonly FoundFile[];
}

/** A file that is not read, and why. */
export interface Refused {
  readonly file: FoundFile;
  readonly issue: Issue;
}

/** Bytes of one batch: enough for every thread, and unpacked little enough to lie on disk for a moment. */
const batchBytes = { text: 268_435_456, gzip: 33_554_432, parquet: 1_073_741_824 } as const;
const batchFiles = 256;

/** Batches in the order of the files; what is refused or empty goes to the callbacks. */
export function* batches(
  files: Iterable<FoundFile>,
  refused: (one: Refused) => void,
  empty: (file: FoundFile) => void,
): Generator<Batch> {
  const open = new Map<string, { readonly form: FileForm; files: FoundFile[]; bytes: number }>();
  for (const file of files) {
    const form = formIfReadable(file, refused);
    if (form === "refused") continue;
    if (form === undefined) {
      empty(file);
      continue;
    }
    const key = JSON.stringify(form);
    const batch = open.get(key) ?? { form, files: [], bytes: 0 };
    batch.files.push(file);
    batch.bytes += file.size;
    open.set(key, batch);
    if (batch.bytes < batchBytes[form.form] && batch.files.length < batchFiles) continue;
    open.delete(key);
    yield batch;
  }
  yield* open.values();
}

function formIfReadable(file: FoundFile, refused: (one: Refused) => void): FileForm | undefined | "refused" {
  try {
    const form = formOf(file.path);
    if (form.ok) return form.value;
    refused({ file, issue: form.issue });
  } catch (error) {
    refused({ file, issue: issueOf(error, file.path) });
  }
  return "refused";
}

function issueOf(error: unknown, where: string): Issue {
  const [issue] = (error as Partial<InvalidInput>).issues ?? [];
  return issue ?? { what: "the file cannot be read", received: reasonOf(error), where };
}
