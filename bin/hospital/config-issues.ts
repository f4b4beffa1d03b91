/** Says what is wrong with a configuration in the words of its keys, instead of those of its schema. */
import type { ErrorObject } from "ajv";
import { InvalidInput, type Issue } from "cdktf-cordon";

/** One error of the schema, as an issue. */
export function issueOf(error: ErrorObject): Issue {
  const { keyword, params, parentSchema, data } = error as ErrorObject<string, Readonly<Record<string, unknown>>>;
  const place = error.instancePath.slice(1).replaceAll("/", ".");
  const keyed = (key: unknown): string => JSON.stringify(place === "" ? key : `${place}.${String(key)}`);
  const named = place === "" ? "the configuration" : `"${place}"`;
  const received = JSON.stringify(data);
  switch (keyword) {
    case "additionalProperties": {
      const known = Object.keys((parentSchema?.["properties"] ?? {}) as object).join(", ");
      return { what: `unknown key ${keyed(params["additionalProperty"])}`, allowed: known };
    }
    case "required":
      return { what: `key ${keyed(params["missingProperty"])} is missing` };
    case "type":
      return { what: `${named} is of the wrong type`, received, allowed: types[String(params["type"])] ?? "another" };
    case "pattern":
      return { what: `${named} is not well formed`, received, allowed: String(parentSchema?.["description"]) };
    case "minItems":
      return { what: `${named} is empty`, allowed: "one or more" };
    case "uniqueItems":
      return { what: `${named} names the same thing twice`, received };
    case "discriminator":
      return params["tagValue"] === undefined
        ? { what: `key ${keyed("type")} is missing`, allowed: backends }
        : { what: `${keyed("type")} is not known`, received: JSON.stringify(params["tagValue"]), allowed: backends };
    default:
      return { what: `${named} ${error.message ?? "is wrong"}`, received };
  }
}

const backends = '"local" or "s3"';
const types: Readonly<Record<string, string>> = { object: "an object", array: "a list", string: "text" };

/** A file that cannot be used at all. */
export function unreadable(what: string, error: unknown): InvalidInput {
  // JSON's errors quote the file, line breaks included.
  const received = (error as Error).message.replaceAll(/\s*\n\s*/g, " ");
  return new InvalidInput([{ what, received, allowed: "a JSON file; CORDON_CONFIG names another one" }]);
}
