/**
 * The questions as statements for DuckDB. The terms that every question begins with are tables there, made once: what Athena works
 * out anew for each question.
 */
import { duckdb, statement, type Term } from "./dialect";
import type { ConduitRow } from "./conduits";
import type { Question } from "./question";
import { firstClientPort, talks, ways } from "./ways";

const tables = { places: "places", conduits: "conduits" } as const;

/** Addresses were placed before, each once, by the one strict parser of addresses. */
const placed: Term = {
  name: "placed",
  sql: `SELECT t.*, s.place AS src_place, s.type AS src_type, s.device AS src_device,
  d.place AS dst_place, d.type AS dst_type, d.device AS dst_device
FROM talks t
JOIN located s ON s.address = t.src
JOIN located d ON d.address = t.dst`,
};

/** The statements that make the two tables which questions name, from `parts`, `located` and `conduits`. */
export const waysSql: readonly string[] = [[talks, placed], ways(tables.conduits)].map(tableOfLast);

/** A term that is worked out once; those before it are a part of it. */
function tableOfLast(terms: readonly Term[]): string {
  const last = terms.at(-1) as Term;
  return `CREATE TABLE ${last.name} AS\n${statement(terms.slice(0, -1), last.sql)}`;
}

/** One question as a statement for DuckDB. */
export function duckdbSql({ terms = [], ask }: Question): string {
  return statement(terms, ask(duckdb, tables));
}

/**
 * The two ports that a sum keeps, each with its bits turned round, or 0 for none: a port that can be the server's. Clients take another
 * port for every connection, so without this there would be as many sums as records.
 *
 * Loses nothing: what decides who started looks at ports of conduits and at the lower port alone, and both are kept. Where both ports of
 * a TCP connection are such as clients take, both are: its flags may stand in another record.
 */
export function keptPorts(
  conduits: readonly ConduitRow[],
  hasFlags: boolean,
): { readonly srcport: string; readonly dstport: string } {
  const areClients = hasFlags ? [`(srcport & dstport) >= ${String(firstClientPort)} AND protocol = 6`] : [];
  const kept = (own: string, other: string, ruledOut: number, sure: number): string => {
    const served = [`${own} <= ${other}`, ...areClients, ...declared(own, conduits)].join(" OR ");
    const is = hasFlags ? `flags = ${String(sure)} OR flags <> ${String(ruledOut)} AND (${served})` : served;
    // Turned round and not one greater: a damaged port may be the greatest number there is.
    return `(${is})::INTEGER * ~${own}`;
  };
  return { srcport: kept("srcport", "dstport", 2, 18), dstport: kept("dstport", "srcport", 18, 2) };
}

/** Tests of whether some conduit names the port. */
function declared(port: string, conduits: readonly ConduitRow[]): readonly string[] {
  const withPorts = conduits.filter(({ protocol }) => protocol === 6 || protocol === 17);
  const single = withPorts.filter((row) => row.first_port === row.last_port).map((row) => row.first_port);
  const runs = withPorts.filter((row) => row.first_port < row.last_port);
  const run = ({ protocol, first_port, last_port }: ConduitRow): string =>
    `protocol = ${String(protocol)} AND ${port} BETWEEN ${String(first_port)} AND ${String(last_port)}`;
  return [...sorted(single).map((number) => `${port} = ${String(number)}`), ...new Set(runs.map(run))];
}

function sorted(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
