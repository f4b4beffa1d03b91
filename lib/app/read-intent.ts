/** Reads an intent that was written before: from a file, so from outside, so checked against the published schema. */
import Ajv from "ajv";
import { intentSchema, type Intent, type Parsed } from "../model";
import schema from "../../schemas/intent-1.schema.json";

/**
 * The intent in `text`, or what is wrong with it.
 *
 * @param where the file, for the issue
 */
export function parseIntent(text: string, where: string): Parsed<Intent> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      issue: { what: "is not JSON", received: error instanceof Error ? error.message : String(error), where },
    };
  }
  const version = (read as { readonly schema: unknown } | null)?.schema;
  if (version !== intentSchema) {
    return {
      ok: false,
      issue: {
        what: "is not an intent this version of Cordon reads",
        received: JSON.stringify(version),
        allowed: intentSchema,
        where,
      },
    };
  }
  const validate = new Ajv({ strict: false }).compile<Intent>(schema);
  if (validate(read)) return { ok: true, value: read };
  const [error] = validate.errors ?? [];
  return {
    ok: false,
    issue: { what: `is not a whole intent: ${error?.instancePath ?? ""} ${error?.message ?? ""}`, where },
  };
}
