/**
 * The questions as statements for DuckDB. The terms that every question begins with are tables there, made once: what Athena works
 * out anew for each question.
 */
import { duckdb, statement } from "./dialect";
import type { ConduitRow } from "./conduits";
import type { Question } from "./question";
import { ways } from "./ways";

const tables = { places: "places", conduits: "conduits" } as const;

/** The statements that make those tables, from `parts`, `located` and `conduits`. */
export const waysSql: readonly string[] = ways(tables.conduits).map(
  ({ name, sql }) => `CREATE TABLE ${name} AS\n${sql}`,
);

/** One question as a statement for DuckDB. */
export function duckdbSql({ terms = [], ask }: Question): string {
  return statement(terms, ask(duckdb, tables));
}

/**
 * The two ports of a sum, for a `CASE` each: a port that can be the server's, else nothing. Clients take another port for every
 * connection, so without this there would be as many sums as records.
 *
 * Loses nothing: what decides who started looks at ports of conduits and at the lower port alone, and both are kept.
 */
export function keptPorts(conduits: readonly ConduitRow[]): { readonly srcport: string; readonly dstport: string } {
  const kept = (own: string, other: string, opened: number, lower: string): string =>
    `CASE WHEN opening <> ${String(opened)} AND (${own} ${lower} ${other} OR opening <> 0 OR ${declared(own, conduits)}) THEN ${own} END`;
  return { srcport: kept("srcport", "dstport", 1, "<="), dstport: kept("dstport", "srcport", 2, "<=") };
}

/** Whether some conduit names the port. */
function declared(port: string, conduits: readonly ConduitRow[]): string {
  const tests = [6, 17].flatMap((protocol) => {
    const rows = conduits.filter((row) => row.protocol === protocol);
    const single = rows.filter((row) => row.first_port === row.last_port).map((row) => row.first_port);
    const runs = rows.filter((row) => row.first_port < row.last_port);
    const ports = [
      ...(single.length === 0 ? [] : [`${port} IN (${sorted(single).join(", ")})`]),
      ...new Set(runs.map((row) => `${port} BETWEEN ${String(row.first_port)} AND ${String(row.last_port)}`)),
    ];
    return ports.length === 0 ? [] : [`(protocol = ${String(protocol)} AND (${ports.join(" OR ")}))`];
  });
  return tests.length === 0 ? "false" : `(${tests.join(" OR ")})`;
}

function sorted(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
