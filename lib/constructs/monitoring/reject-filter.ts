/**
 * Patterns that find records in the log of rejects (CloudWatch Logs user guide, "Filter pattern syntax").
 *
 * A pattern cannot ask whether an address is in a block: it knows a text and what a text begins with. So a block becomes the
 * octets that its addresses begin with, and a segment in AWS is known by its subnets.
 */
import { columnOf, type Cidr, type FlowLogFieldName, type FlowLogFormat } from "../../model";

/** What a field must be: one of these texts; `*` at the end stands for any rest. */
export type Wanted = Partial<Readonly<Record<FlowLogFieldName, readonly string[]>>>;

/** The pattern of records that have what is wanted: `[version, …, action = "REJECT", …]`. */
export function patternOf(format: FlowLogFormat, wanted: Wanted): string {
  const fields = format.names.map((name) => {
    const column = columnOf(name);
    const values = wanted[name as FlowLogFieldName];
    if (values === undefined) return column;
    return values.map((value) => `${column} = ${value.endsWith("*") ? value : `"${value}"`}`).join(" || ");
  });
  return `[${fields.join(", ")}]`;
}

/** Terms that one pattern holds: it may have up to 1,024 characters, and a term has up to 28. */
const termsPerPattern = 16;

/** What addresses of a block begin with, in groups that each fit in a pattern: `172.20.8.*`. Whole addresses below a /24. */
export function beginnings(block: Cidr): readonly (readonly string[])[] {
  const [octets, length] = block.toString().split("/") as [string, string];
  const base = octets.split(".").map(Number);
  const prefix = Number(length);
  // The octet that the block ends in, and how many values it has there.
  const at = Math.max(0, Math.ceil(prefix / 8) - 1);
  const count = 2 ** ((at + 1) * 8 - prefix);
  const terms = Array.from({ length: count }, (_, index) => {
    const fixed = [...base.slice(0, at), (base[at] ?? 0) + index].join(".");
    return at === 3 ? fixed : `${fixed}.*`;
  });
  return Array.from({ length: Math.ceil(terms.length / termsPerPattern) }, (_, group) =>
    terms.slice(group * termsPerPattern, (group + 1) * termsPerPattern),
  );
}
