/** One field of a flow log's records, as AWS describes it. */

/** What a Parquet file holds the field as. In plain text every field is text. */
export type FlowLogFieldType = "text" | "int32" | "int64";

/** A field: its name, the version that brought it, what it says, and its type. */
export interface FlowLogField {
  /** As AWS writes it: `tcp-flags`. */
  readonly name: string;
  /** The version of flow logs that brought it. */
  readonly version: number;
  readonly says: string;
  readonly type: FlowLogFieldType;
}

/** A column of the files and tables that records end up in. */
export interface FlowLogColumn {
  readonly name: string;
  readonly type: FlowLogFieldType;
}

/** The column that AWS's Parquet files and tables have for a field: `tcp_flags` for `tcp-flags`. Three are words of SQL: `start`, `end`, `type`. */
export function columnOf(fieldName: string): string {
  return fieldName.replaceAll("-", "_");
}
