/** Reads what an earlier run of `cordon observe` saw: a file, so from outside, so checked. */
import type { Issue, Parsed } from "../../model";
import type { Earlier } from "../../flows";
import { observationSchema } from "../../report";
import { reasonOf } from "../system-error";

/**
 * What the earlier run saw, or the first thing that keeps it from being known.
 *
 * @param where the file, for the issue
 */
export function parseEarlier(text: string, where: string): Parsed<Earlier> {
  const bad = (what: string, received: string): { ok: false; issue: Issue } => ({
    ok: false,
    issue: { what, received, allowed: "what cordon observe --format json printed", where },
  });
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return bad("the earlier run is not JSON", reasonOf(error));
  }
  const document = (typeof read === "object" && read !== null ? read : {}) as Readonly<Record<string, unknown>>;
  if (document["schema"] !== observationSchema)
    return bad(
      "the file is no run of cordon observe",
      `schema ${document["schema"] === undefined ? "nothing" : JSON.stringify(document["schema"])}`,
    );
  const wrong = Object.entries(lists).find(([key, fields]) => !isListOf(document[key], fields));
  if (wrong !== undefined) return bad(`the earlier run is damaged at ${wrong[0]}`, "no list of such entries");
  return { ok: true, value: document as unknown as Earlier };
}

const lists = {
  peers: ["device", "segment", "peer", "place"],
  used: ["id", "lastSeen"],
  unused: ["id", "lastSeen"],
} as const;

function isListOf(value: unknown, fields: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) =>
      fields.every((field) => typeof (one as Readonly<Record<string, unknown>> | null)?.[field] === "string"),
    )
  );
}
