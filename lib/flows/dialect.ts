/**
 * What differs between the engines that are asked. Everything else of a question is one text for all of them.
 */

/** One engine's way to say what the others say differently. */
export interface Dialect {
  readonly name: "duckdb" | "athena";
  /** A time in Unix seconds as the answer shows it. */
  readonly time: (seconds: string) => string;
}

/** One named term of a WITH. */
export interface Term {
  readonly name: string;
  readonly sql: string;
}

export const duckdb: Dialect = { name: "duckdb", time: (seconds) => seconds };

/** Trino, as Athena runs it. */
export const athena: Dialect = { name: "athena", time: (seconds) => `from_unixtime(${seconds})` };

/** A statement of terms and what is asked of them. */
export function statement(terms: readonly Term[], question: string): string {
  if (terms.length === 0) return question;
  return `WITH\n${terms.map(({ name, sql }) => `${name} AS (\n${indented(sql)}\n)`).join(",\n")}\n${question}`;
}

function indented(sql: string): string {
  return sql.replaceAll(/^/gm, "  ");
}
