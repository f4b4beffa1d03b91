/** Makes the ends of a text's lines all alike: DuckDB reads no file in which they differ. */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** Writes the text to another file, each line ended as on Unix. A lone carriage return ends a line, too: no record has one in it. */
export async function evenLines(from: string, to: string): Promise<void> {
  await pipeline(evened(createReadStream(from, "latin1") as AsyncIterable<string>), createWriteStream(to, "latin1"));
}

async function* evened(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let open = "";
  for await (const chunk of chunks) {
    const text = open + chunk;
    // What follows the last one decides whether it ends a line alone.
    const whole = text.endsWith("\r") ? text.length - 1 : text.length;
    yield text.slice(0, whole).replaceAll(/\r\n?/g, "\n");
    open = text.slice(whole);
  }
  if (open !== "") yield "\n";
}
