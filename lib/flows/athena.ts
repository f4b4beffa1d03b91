/** The questions as statements for Athena (Trino), over tables of records, places and conduits. */
import type { FlowLogFormat } from "../model";
import { athena, statement, type Term } from "./dialect";
import type { Question } from "./question";
import { questions } from "./questions";
import { columnsOf, isFlow, quoted, recordColumns, sums } from "./records";
import { talks, ways } from "./ways";

/** Tables of a database in the Glue catalogue. */
export interface AthenaTables {
  readonly database: string;
  /** Table of the records, with AWS's names of columns: `tcp_flags`. */
  readonly flows: string;
  /** Table with {@link placesColumns}. */
  readonly places: string;
  /** Table with {@link conduitsColumns}. */
  readonly conduits: string;
  /** The fields that the records have. */
  readonly format: Pick<FlowLogFormat, "names">;
  /**
   * A condition on the records, so that only some partitions are read.
   *
   * @default - all records of the table
   */
  readonly where?: string;
}

/** A statement with its name, as a saved query has it. */
export interface NamedQuery {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

const { undeclared, unused, newPeers, silentDevices, blocked, usage } = questions;
const named = [undeclared, unused, newPeers, silentDevices, blocked, usage];

/**
 * One statement for each question. The text depends on the names of the tables and on the format alone: what is declared is
 * data in the tables of places and conduits, so another conduit changes no statement.
 */
export function athenaQueries(tables: AthenaTables): readonly NamedQuery[] {
  return named.map((question) => ({
    name: question.name,
    description: question.description,
    sql: athenaSql(question, tables),
  }));
}

/** One question as a statement for Athena. */
export function athenaSql({ terms = [], ask }: Question, tables: AthenaTables): string {
  const names = { places: tableName(tables, tables.places), conduits: tableName(tables, tables.conduits) };
  return statement([...begin(tables), ...ways(names.conduits), ...terms], ask(athena, names));
}

function tableName({ database }: AthenaTables, table: string): string {
  return `${quoted(database)}.${quoted(table)}`;
}

/** What DuckDB has as tables. A port that TCP's flags rule out as the server's is left out of the sums. */
function begin(tables: AthenaTables): readonly Term[] {
  const { format, where } = tables;
  return [
    {
      name: "records",
      sql: `SELECT ${recordColumns(columnsOf(format)).join(",\n  ")}
FROM ${tableName(tables, tables.flows)}
WHERE ${[isFlow, ...(where === undefined ? [] : [`(${where})`])].join(" AND ")}`,
    },
    {
      name: "parts",
      sql: `SELECT src, dst,
  CASE WHEN opening <> 1 THEN srcport END AS srcport,
  CASE WHEN opening <> 2 THEN dstport END AS dstport,
  protocol, opening, "action", reason,
  ${sums.join(",\n  ")}
FROM records
GROUP BY src, dst,
  CASE WHEN opening <> 1 THEN srcport END,
  CASE WHEN opening <> 2 THEN dstport END,
  protocol, opening, "action", reason`,
    },
    talks,
    {
      name: "book",
      sql: `SELECT array_agg(CAST(ROW(place, type, device, block, named) AS ROW(place varchar, type varchar, device integer, block varchar, named varchar)) ORDER BY prefix DESC) AS entries
FROM ${tableName(tables, tables.places)}`,
    },
    {
      name: "found",
      sql: `SELECT t.*, ${longest("t.src")} AS s, ${longest("t.dst")} AS d
FROM talks t
CROSS JOIN book`,
    },
    {
      name: "placed",
      sql: `SELECT f.*, s.place AS src_place, s.type AS src_type, s.device AS src_device,
  d.place AS dst_place, d.type AS dst_type, d.device AS dst_device
FROM found f
WHERE s IS NOT NULL AND d IS NOT NULL`,
    },
  ];
}

/** The entry of the longest block that holds an address: the first that does, as the longest come first. */
function longest(address: string): string {
  return `element_at(filter(book.entries, e -> coalesce(e.named = ${address}, false) OR coalesce(contains(e.block, try_cast(${address} AS ipaddress)), false)), 1)`;
}
