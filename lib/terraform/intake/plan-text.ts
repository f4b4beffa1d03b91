/**
 * The text of an expression, where a plan shows it: of configuration in JSON, templates stand there as they are written.
 *
 * Decides only whether it tells more than the references beside it. Of one reference, which is followed by what it is of, it
 * does not; of the blocks of a name nobody asks for it.
 */
import { isArray, own, type Json } from "./value";

/** In a constant whose value is not kept: that it had one. */
export const notNull = "is_not_null";

export function textIn(expression: Json | undefined): Json | undefined {
  const [text, references] = [own(expression, "constant_value"), own(expression, "references")];
  if (text === undefined || !isArray(references) || references.length <= 2) return undefined;
  return isText(text) || (isArray(text) && text.every(isText)) ? text : undefined;
}

function isText(json: Json): boolean {
  return typeof json === "string";
}
