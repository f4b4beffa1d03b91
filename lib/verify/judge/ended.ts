/** Conduits that are over, where what they were for still passes. */
import { internet } from "../../model";
import type { DeclaredIntent } from "../places/intent";
import type { Place } from "../places/places";
import { noTraffic, type RowId, type Rows } from "../sets/rows";

/** Which conduits some traffic was declared by, and until when; nothing where it never was. */
export function onceDeclared(rows: Rows, { ended = [] }: DeclaredIntent, from: Place, to: Place, row: RowId): string {
  const over = ended.filter(
    (conduit) =>
      conduit.from === from.id &&
      (conduit.to === to.id || (to.type === "service" && conduit.to === internet)) &&
      rows.and(rows.of(conduit.transport), row) !== noTraffic,
  );
  return over.map(({ id, until }) => `; conduit ${id} ended on ${until}`).join("");
}
