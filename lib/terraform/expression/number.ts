/** Numbers as Terraform writes and reads them. */

/** Terraform reads decimal numbers only, and no space around them. */
export function toNumber(value: string | number): number | undefined {
  const isDecimal = typeof value === "number" || /^[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/.test(value);
  const result = Number(value);
  return isDecimal && Number.isFinite(result) ? result : undefined;
}
