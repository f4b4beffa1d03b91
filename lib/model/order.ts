/**
 * The one order of text in everything that is written out: by code unit, so that neither the machine's language nor the
 * order of declaration changes a byte.
 */

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
