/**
 * Whether a value is an intent, by the published schema.
 *
 * `npm run build` puts the check itself, written out, in place of this file's JavaScript (`tools/write-out-validator.cjs`):
 * to compile it takes longer than the proof of a small network.
 */
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import type { Intent } from "../model";
import schema from "../../schemas/intent-1.schema.json";

let compiled: ValidateFunction<Intent> | undefined;

/** As Ajv's own: what is wrong with the last value is in `errors` of the function. */
export function validateIntent(value: unknown): value is Intent {
  // When it is first needed: most programs write intents and read none.
  compiled ??= new Ajv({ strict: true, verbose: true }).compile<Intent>(schema);
  const valid = compiled(value);
  validateIntent.errors = compiled.errors;
  return valid;
}

validateIntent.errors = undefined as readonly ErrorObject[] | null | undefined;
