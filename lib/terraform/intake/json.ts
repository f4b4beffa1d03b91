/**
 * Turns text from outside into a JSON value, or into the sentence that says why not.
 *
 * Decides: whether the text is JSON of a bearable size and depth. Refuses to decide: what it means. Safe because the
 * bounds hold before anything is built, and nothing is executed.
 */
import type { Parsed } from "../../model";
import { Bytes, CutOff, TooLong } from "./bytes";
import { otherFormat } from "./other-format";
import { NotJson, Pieces, TooDeep, type Keeping } from "./pieces";
import type { Json } from "./value";

/** Text with the name that messages call it by: a path, or `standard input`. */
export interface Input {
  readonly name: string;
  /** The text, or its bytes in UTF-8, chunk by chunk: a large file is then never whole in memory. */
  readonly text: string | Iterable<Uint8Array>;
}

/** Bytes. A plan of 100,000 resources has about 170 million. */
export const longestInput = 400_000_000;
/** Nested arrays and objects. Plans with deep modules stay under 100. */
export const deepestInput = 256;
/** Bytes that are parsed at once. */
const pieceSize = 65_536;
/** Bytes that tell what a text is. */
const headSize = 20_000;

/** @param keeping - what to keep of the elements of large lists; see {@link Keeping} */
export function parseJson(bytes: Bytes, where: string, keeping: Keeping, size = pieceSize): Parsed<Json> {
  try {
    return { ok: true, value: new Pieces(bytes, deepestInput, keeping, size).whole() };
  } catch (error) {
    const fault = faultOf(error, bytes);
    if (fault === undefined) throw error;
    return { ok: false, issue: { ...fault, where } };
  }
}

/** The bytes of an input; the issue when they are none of JSON at first sight. */
export function openInput({ name, text }: Input): Parsed<Bytes> {
  const bytes = new Bytes(typeof text === "string" ? [new TextEncoder().encode(text)] : text, longestInput);
  const refused = (fault: Fault): Parsed<Bytes> => ({ ok: false, issue: { ...fault, where: name } });
  bytes.skip([0xef, 0xbb, 0xbf]);
  const other = otherFormat(name, bytes);
  if (other !== undefined) return refused(other);
  if (headOf(bytes).trim() === "" && !bytes.has(headSize))
    return refused({ what: "the input is empty", allowed: "JSON" });
  if (headOf(bytes).slice(0, 64).includes("\0")) return refused(notUtf8);
  return { ok: true, value: bytes };
}

/** The first characters, without taking them. */
export function headOf(bytes: Bytes): string {
  bytes.has(headSize);
  return new TextDecoder().decode(bytes.window.subarray(bytes.at, Math.min(bytes.at + headSize, bytes.end)));
}

interface Fault {
  readonly what: string;
  /** @default - `what` already says it */
  readonly received?: string;
  /** @default - `what` already says it */
  readonly allowed?: string;
}

const notUtf8: Fault = { what: "the input is not UTF-8 text", allowed: "JSON as UTF-8" };

/** What an error of reading says of the input; undefined when it is about something else. */
function faultOf(error: unknown, bytes: Bytes): Fault | undefined {
  if (error instanceof CutOff) return { what: "the JSON ends in the middle: the file is truncated" };
  if (error instanceof TooLong)
    return { what: "the input is too long", allowed: `at most ${String(longestInput)} bytes` };
  if (error instanceof TooDeep)
    return { what: "the input is nested too deeply", allowed: `at most ${String(deepestInput)} levels` };
  if (error instanceof NotJson)
    return {
      what: "the input is not JSON",
      received: `${error.message}, before byte ${String(bytes.taken)}`,
      allowed: "JSON, such as `terraform show -json PLANFILE` prints",
    };
  return error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA"
    ? notUtf8
    : undefined;
}
