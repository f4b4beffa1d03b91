/**
 * Records as typed rows, and their sums by who talked to whom.
 *
 * A flow between two interfaces of one network is recorded at both. Where the format says the direction, what left and what
 * arrived are summed apart and the greater counts; where it does not, both count.
 */
import { columnOf, type FlowLogFormat } from "../model";
import { namedServices } from "./places";

/** What a record must be to be judged; NODATA, SKIPDATA and damage are none of it. */
export const isFlow = "log_status = 'OK' AND \"action\" IN ('ACCEPT', 'REJECT')";

/** The columns of a format, and what stands for one that it does not have. */
export interface Columns {
  /** The column's name, or `otherwise` when the format lacks the field. */
  readonly of: (field: string, otherwise: string) => string;
}

export function columnsOf(format: Pick<FlowLogFormat, "names">): Columns {
  return { of: (field, otherwise) => (format.names.includes(field) ? quoted(columnOf(field)) : otherwise) };
}

/** A name that may be a word of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The address at one end: that of the packet where a gateway stands between, the service where AWS names one that matters. */
export function addressAt(columns: Columns, side: "src" | "dst"): string {
  const own = columns.of(`${side}addr`, "NULL");
  const packet = columns.of(`pkt-${side}addr`, "NULL");
  const service = columns.of(`pkt-${side}-aws-service`, "NULL");
  const address = packet === "NULL" ? own : `coalesce(nullif(${packet}, '-'), ${own})`;
  if (service === "NULL") return address;
  const names = namedServices.map((name) => `'${name}'`).join(", ");
  // Path 7 is a gateway endpoint, and 2 is one or an internet gateway, where the machine is not on Nitro; only what leaves has a path
  // (Amazon VPC user guide, "Flow log records").
  const path = columns.of("traffic-path", "NULL");
  const way = path === "NULL" ? "" : ` AND coalesce(cast(${path} AS varchar), '-') IN ('-', '2', '7')`;
  return `CASE WHEN ${service} IN (${names})${way} THEN ${service} ELSE ${address} END`;
}

/**
 * Who opened the connection, as far as TCP's flags say: 1 the source (SYN), 2 the destination (SYN-ACK), 0 not said.
 * Flags of a window are or-ed: 3 is SYN with FIN, 19 SYN-ACK with FIN.
 */
function opening(columns: Columns): string {
  const flags = `coalesce(try_cast(${columns.of("tcp-flags", "NULL")} AS integer), 0)`;
  if (columns.of("tcp-flags", "NULL") === "NULL") return "0";
  const protocol = `try_cast(${columns.of("protocol", "NULL")} AS integer)`;
  return `CASE WHEN ${protocol} <> 6 OR mod(${flags}, 4) < 2 THEN 0 WHEN mod(${flags}, 32) >= 16 THEN 2 ELSE 1 END`;
}

/** The typed columns of one record, each with its name. */
export function recordColumns(columns: Columns): readonly string[] {
  const integer = (field: string, type = "integer"): string => `try_cast(${columns.of(field, "NULL")} AS ${type})`;
  const port = (field: string): string =>
    `CASE WHEN ${integer("protocol")} IN (6, 17) THEN ${integer(field)} ELSE 0 END`;
  const text = (field: string): string => {
    const column = columns.of(field, "");
    return column === "" ? "''" : `coalesce(nullif(${column}, '-'), '')`;
  };
  return [
    `${addressAt(columns, "src")} AS src`,
    `${addressAt(columns, "dst")} AS dst`,
    `${port("srcport")} AS srcport`,
    `${port("dstport")} AS dstport`,
    `${integer("protocol")} AS protocol`,
    `${opening(columns)} AS opening`,
    `${columns.of("action", "NULL")} AS "action"`,
    `${text("reject-reason")} AS reason`,
    `${columns.of("flow-direction", "''")} AS direction`,
    `${integer("packets", "bigint")} AS packets`,
    `${integer("bytes", "bigint")} AS bytes`,
    `${integer("start", "bigint")} AS "start"`,
    `${integer("end", "bigint")} AS "end"`,
  ];
}

/** What is summed of the records of one way. */
export const sums = [
  "sum(CASE WHEN direction = 'egress' THEN 1 ELSE 0 END) AS flows_out",
  "sum(CASE WHEN direction = 'egress' THEN 0 ELSE 1 END) AS flows_in",
  "sum(CASE WHEN direction = 'egress' THEN packets ELSE 0 END) AS packets_out",
  "sum(CASE WHEN direction = 'egress' THEN 0 ELSE packets END) AS packets_in",
  "sum(CASE WHEN direction = 'egress' THEN bytes ELSE 0 END) AS bytes_out",
  "sum(CASE WHEN direction = 'egress' THEN 0 ELSE bytes END) AS bytes_in",
  'min("start") AS first_seen',
  'max("end") AS last_seen',
] as const;
