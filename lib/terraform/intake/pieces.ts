/**
 * Reads JSON of any length piece by piece, so that its text is never whole in memory, nor those of its values that are not kept.
 *
 * Decides: where each value ends, and that none is nested too deeply. Refuses to decide what a value means; each piece is left to
 * the parser of the language. Safe because every byte goes through one or the other: a large object or array is taken apart here, all
 * the rest is a piece, and what nobody needs is looked through for its end alone. Where many elements begin alike, what looks like the
 * end of one is guessed to be it, which is faster than to look at every byte: the parser refuses whatever is no row of whole elements.
 */
import { CutOff, type Bytes } from "./bytes";
import { isArray, setOwn, type Json } from "./value";

/** What to keep of what is read. */
export interface Keeping {
  /** What to do with the elements of a large array: to keep a part of each, or to wait. `path` is the keys that lead to it, arrays not counted. */
  readonly of: (path: readonly string[]) => ((element: Json) => Json) | Postponing | undefined;
  /** All is read but what waits. */
  readonly finish: () => void;
}

/** Takes elements as they are written, since what follows tells which of them are needed. */
export interface Postponing {
  /**
   * @param ends - where each of the elements ends in the text, a comma between them
   * @param list - the array that they belong to
   */
  readonly postpone: (text: string, ends: readonly number[], list: Json[]) => void;
}

/** The text is not JSON. */
export class NotJson extends Error {}
/** It is nested deeper than allowed. */
export class TooDeep extends Error {}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a] as const;
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d] as const;
/** Bytes of a key that all elements begin with, at most. */
const longestSeam = 64;

export class Pieces {
  private readonly path: string[] = [];
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  /** Containers that are taken apart right now. */
  private open = 0;

  public constructor(
    private readonly bytes: Bytes,
    private readonly deepest: number,
    private readonly keeping: Keeping,
    /** Bytes up to which a value is one piece. */
    private readonly size: number,
  ) {}

  /**
   * The one value that the bytes are.
   *
   * @throws {CutOff} when they end in the middle of it
   */
  public whole(): Json {
    const value = this.value();
    this.space();
    if (this.bytes.has(0)) throw new NotJson("there is more after the end of the value");
    this.keeping.finish();
    return value;
  }

  private value(): Json {
    this.space();
    const length = this.valueLength();
    if (length > 0) return this.piece(length);
    this.open += 1;
    if (this.open > this.deepest) throw new TooDeep();
    const value = this.next() === openArray ? this.array() : this.object();
    this.open -= 1;
    return value;
  }

  private object(): Json {
    const found: Record<string, Json> = {};
    this.skip(openObject);
    while (this.next() !== closeObject) {
      const key = this.piece(this.valueLength());
      if (typeof key !== "string") throw new NotJson("a key is not text");
      this.skip(colon);
      this.path.push(key);
      setOwn(found, key, this.value());
      this.path.pop();
      if (!this.goesOn(closeObject)) break;
    }
    this.skip(closeObject);
    return found;
  }

  private array(): Json {
    const found: Json[] = [];
    const keep = this.keeping.of(this.path) ?? all;
    this.skip(openArray);
    const seam = this.seam();
    while (this.next() !== closeArray) {
      if (typeof keep === "function") for (const element of this.elements(seam)) found.push(keep(element));
      else this.wait(keep, found);
      if (!this.goesOn(closeArray)) break;
    }
    this.skip(closeArray);
    return found;
  }

  /** Elements that one piece holds, at least one. */
  private elements(seam: Uint8Array | undefined): readonly Json[] {
    const guessed = seam === undefined ? undefined : this.guessed(seam);
    if (guessed !== undefined) return guessed;
    const length = this.scan("elements");
    return length > 0 ? parsedElements(this.text(length)) : [this.value()];
  }

  /** What stands between two elements if all begin as the one that starts here does: with the same key. */
  private seam(): Uint8Array | undefined {
    if (this.next() !== openObject || this.byteAt(1) !== quote) return undefined;
    let length = 2;
    while (length < longestSeam && this.byteAt(length) !== quote) length += 1;
    const { window, at } = this.bytes;
    return Buffer.concat([Buffer.of(closeObject, comma), window.subarray(at, at + length + 1)]);
  }

  /** The elements up to the last seam of a piece; nothing where what looks like one is none. */
  private guessed(seam: Uint8Array): readonly Json[] | undefined {
    const { bytes, size } = this;
    bytes.has(size - 1);
    const { window, at } = bytes;
    const piece = Buffer.from(window.buffer, window.byteOffset + at, Math.min(size, bytes.end - at));
    const end = piece.lastIndexOf(seam) + 1;
    if (end === 0) return undefined;
    try {
      const run = parsedElements(this.decoder.decode(piece.subarray(0, end)));
      if (run.some((element) => isDeeper(element, this.deepest - this.open))) throw new TooDeep();
      bytes.take(end);
      return run;
    } catch (error) {
      if (error instanceof NotJson) return undefined;
      throw error;
    }
  }

  /** Text with characters of several bytes ends elsewhere than its bytes do: it does not wait. */
  private wait(postponing: Postponing, found: Json[]): void {
    const ends: number[] = [];
    const length = this.scan("elements", ends);
    if (length === 0) {
      found.push(this.value());
      return;
    }
    const text = this.text(length);
    if (text.length === length) postponing.postpone(text, ends, found);
    else found.push(...parsedElements(text));
  }

  /** Whether another member follows; a comma before the end is none of JSON. */
  private goesOn(close: number): boolean {
    if (this.next() !== comma) return false;
    this.skip(comma);
    if (this.next() === close) throw new NotJson("a comma stands before the end of a list");
    return true;
  }

  /** Length of the value that starts here; 0 for a container longer than one piece. */
  private valueLength(): number {
    const first = this.next();
    if (first === quote) return this.stringLength();
    if (first === openArray || first === openObject) return this.scan("container");
    let length = 0;
    while (this.bytes.has(length) && isPlain(this.bytes.window[this.bytes.at + length] as number)) length += 1;
    if (length === 0) throw new NotJson(`unexpected ${JSON.stringify(String.fromCharCode(first))}`);
    return length;
  }

  /**
   * Length of the container that starts here, or of as many whole elements of an array as a piece holds; 0 when it holds not
   * even one. The one loop over every byte.
   *
   * @param ends - is told where each element ends
   */
  private scan(what: "container" | "elements", ends?: number[]): number {
    const { bytes, size } = this;
    bytes.has(size - 1);
    const { window, at } = bytes;
    const stop = Math.min(at + size, bytes.end);
    let [depth, whole] = [0, 0];
    for (let i = at; i < stop; i += 1) {
      const byte = window[i] as number;
      if (byte === quote) {
        i += 1;
        while (i < stop && window[i] !== quote) i += window[i] === backslash ? 2 : 1;
      } else if (byte === comma) {
        if (depth === 0) {
          whole = i - at;
          ends?.push(whole);
        }
      } else if (byte === openArray || byte === openObject) {
        depth += 1;
        if (this.open + depth > this.deepest) throw new TooDeep();
      } else if (byte === closeArray || byte === closeObject) {
        if (depth === 0) {
          ends?.push(i - at);
          return i - at;
        }
        depth -= 1;
        if (depth === 0 && what === "container") return i + 1 - at;
      }
    }
    if (stop < at + size) throw new CutOff();
    return whole;
  }

  /** Length of the string that starts here, however long. */
  private stringLength(): number {
    for (let at = 1; ; at += 1) {
      const byte = this.byteAt(at);
      if (byte === backslash) at += 1;
      else if (byte === quote) return at + 1;
    }
  }

  private byteAt(i: number): number {
    const { bytes } = this;
    if (bytes.at + i >= bytes.end && !bytes.has(i)) throw new CutOff();
    return bytes.window[bytes.at + i] as number;
  }

  private piece(length: number): Json {
    return parsed(this.text(length));
  }

  private text(length: number): string {
    const { bytes } = this;
    const text = this.decoder.decode(bytes.window.subarray(bytes.at, bytes.at + length));
    bytes.take(length);
    return text;
  }

  /** The next byte that is no space. */
  private next(): number {
    this.space();
    return this.byteAt(0);
  }

  private skip(byte: number): void {
    if (this.next() !== byte) throw new NotJson(`${JSON.stringify(String.fromCharCode(byte))} is missing`);
    this.bytes.take(1);
  }

  private space(): void {
    while (this.bytes.has(0) && isSpace(this.bytes.window[this.bytes.at] as number)) this.bytes.take(1);
  }
}

/** @throws {NotJson} */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new NotJson(error instanceof Error ? error.message : String(error));
  }
}

/** @throws {NotJson} */
export function parsedElements(text: string): readonly Json[] {
  return parsed(`[${text}]`) as readonly Json[];
}

/** Whether it has more containers within each other than there is room for. */
function isDeeper(value: Json, room: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (room === 0) return true;
  if (isArray(value)) {
    // No function for each of so many arrays.
    for (const one of value) if (isDeeper(one, room - 1)) return true;
    return false;
  }
  for (const key in value) if (isDeeper(value[key] as Json, room - 1)) return true;
  return false;
}

function all(element: Json): Json {
  return element;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Numbers, `true`, `false` and `null`: up to what ends them. */
function isPlain(byte: number): boolean {
  return !isSpace(byte) && byte !== comma && byte !== colon && byte !== closeArray && byte !== closeObject;
}
