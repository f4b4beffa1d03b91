/** The form of every report: a pure function from a result to text and an exit code. */
export interface Report {
  readonly output: string;
  readonly exitCode: 0 | 1 | 2 | 3;
}

/** A report that may be longer than any text: its parts, each made when it is asked for. */
export interface LongReport {
  readonly parts: Iterable<string>;
  readonly exitCode: Report["exitCode"];
}

export interface ReportOptions {
  /** Whether the reader is a terminal that shows colour. */
  readonly colour: boolean;
  /** Columns of the reader's terminal. */
  readonly width: number;
}
