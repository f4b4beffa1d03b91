/** DuckDB, which is loaded by this command alone and need not be installed for any other. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidInput } from "../../model";
import { reasonOf } from "../system-error";

/** A row as the engine gives it: numbers of 64 bits are text. */
export type Row = Readonly<Record<string, unknown>>;

export interface Engine {
  /** A folder for what does not fit into memory, gone when the engine is closed. */
  readonly folder: string;
  readonly version: string;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly Row[]>;
  close(): void;
}

/** What is used of the package. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Readonly<Record<string, string>>,
    ): Promise<{ connect(): Promise<Connection>; closeSync(): void }>;
  };
  readonly version: () => string;
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): readonly Row[] }>;
  closeSync(): void;
}

const packageName = "@duckdb/node-api";

/** Memory that DuckDB may take; what is more goes to the folder. Node and the file buffers come on top. */
const memoryLimit = "512MiB";

/** @throws {InvalidInput} when DuckDB is not installed */
export async function openEngine(): Promise<Engine> {
  const { DuckDBInstance, version } = loadDuckDb(() => createRequire(__filename)(packageName));
  const folder = mkdtempSync(join(tmpdir(), "cordon-observe-"));
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(availableParallelism()),
    memory_limit: memoryLimit,
    temp_directory: join(folder, "spilled"),
    preserve_insertion_order: "false",
    // Nothing is fetched: what DuckDB needs here is built in.
    autoinstall_known_extensions: "false",
  });
  const connection = await instance.connect();
  // Unpacked records are nobody else's to find when the command is broken off.
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const breakOff = (): void => {
    remove();
    process.exit(130);
  };
  process.once("SIGINT", breakOff);
  process.once("SIGTERM", breakOff);
  return {
    folder,
    version: version(),
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      process.off("SIGINT", breakOff);
      process.off("SIGTERM", breakOff);
      remove();
    },
  };
}

/**
 * By `require`: an `import()` reads all text of the package once more, to find names, and takes twice as long.
 *
 * @throws {InvalidInput} saying how to install it, when it is not there
 */
export function loadDuckDb(load: () => unknown): DuckDb {
  try {
    return load() as DuckDb;
  } catch (error) {
    const { code } = error as { readonly code: unknown };
    if (/^(ERR_)?MODULE_NOT_FOUND$/.test(String(code))) {
      const what = "cordon observe needs DuckDB, which is not installed";
      throw new InvalidInput([{ what, allowed: `npm install --save-dev ${packageName}` }]);
    }
    // Its native part is a package for each system: one that is missing says so in words of its own.
    const what = "DuckDB is installed and cannot be loaded on this machine";
    throw new InvalidInput([{ what, received: reasonOf(error), allowed: `npm install --save-dev ${packageName}` }]);
  }
}

/** A file's path in SQL. DuckDB takes some characters of a path for a pattern; between brackets each is itself. */
export function fileLiteral(path: string): string {
  return literal(path.replaceAll(/[*?[]/g, "[$&]"));
}

/** A text in SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
