/** Unpacks a gzip file, as far as it goes. */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { reasonOf } from "../system-error";

/** Bytes handed on at once. */
const chunkSize = 1_048_576;

/**
 * Writes what a gzip file holds to another file. A file that was cut off or damaged gives what comes before: that much is kept.
 *
 * @returns why it could not be unpacked whole, or undefined when it was
 */
export async function unpack(from: string, to: string): Promise<string | undefined> {
  const gunzip = createGunzip({ chunkSize });
  let damage: string | undefined;
  const source = createReadStream(from, { highWaterMark: chunkSize });
  async function* untilDamage(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* chunks;
    } catch (error) {
      damage = reasonOf(error);
    }
  }
  source.on("error", (error) => gunzip.destroy(error));
  await pipeline(untilDamage(source.pipe(gunzip)), createWriteStream(to, { highWaterMark: chunkSize }));
  return damage;
}
