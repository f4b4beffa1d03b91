/** An answer's row as values. Engines give numbers of 64 bits as text. */

export type Row = Readonly<Record<string, unknown>>;

export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : "";
}

export function numberOf(row: Row, column: string): number {
  return Number(row[column] ?? 0);
}

/** A time of Unix seconds as text: `2026-11-28T13:00:00Z`; empty when no record had a time that can be. */
export function timeOf(row: Row, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? "" : timeText(Number(value));
}

export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
