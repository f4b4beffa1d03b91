/** Unpacks a gzip file, as far as it goes. */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createGunzip, type Gunzip } from "node:zlib";
import { reasonOf } from "../system-error";

/** Bytes that are unpacked at once: where that fails, what they would give up to the damage is found by ever fewer. */
const steps = [1_048_576, 4_096, 1] as const;
const [longest] = steps;

/**
 * Writes what a gzip file holds to another file. A file that was cut off or damaged gives what comes before: that much is kept.
 *
 * @returns why it could not be unpacked whole, or undefined when it was
 */
export async function unpack(from: string, to: string): Promise<string | undefined> {
  let before = 0;
  let damage: string | undefined;
  for (const step of steps) {
    ({ before, damage } = await unpackBy(step, before, from, to));
    if (damage === undefined) break;
  }
  return damage;
}

/**
 * @param sure - how many bytes are surely undamaged
 * @returns how many are, by these steps
 */
async function unpackBy(
  step: number,
  sure: number,
  from: string,
  to: string,
): Promise<{ readonly before: number; readonly damage: string | undefined }> {
  const gunzip = createGunzip({ chunkSize: longest });
  const target = createWriteStream(to, { highWaterMark: longest });
  // What was unpacked is written at once: a stream that breaks off forgets what nobody has taken yet.
  gunzip.on("data", (unpacked: Buffer) => target.write(unpacked));
  const ended = once(gunzip, "end");
  let before = 0;
  let damage: string | undefined;
  try {
    for await (const read of createReadStream(from, { highWaterMark: longest }) as AsyncIterable<Buffer>) {
      for (let at = 0; at < read.length && !gunzip.readableEnded;) {
        const size = before < sure ? Math.min(sure - before, read.length - at) : step;
        const packed = read.subarray(at, at + size);
        // Zeros after the end are no part of it, and are not asked for.
        await Promise.race([put(gunzip, packed), ended]);
        if (target.writableNeedDrain) await once(target, "drain");
        at += packed.length;
        before += packed.length;
      }
    }
    gunzip.end();
    await ended;
  } catch (error) {
    damage = reasonOf(error);
  }
  const written = once(target, "finish");
  target.end();
  await written;
  return { before, damage };
}

function put(gunzip: Gunzip, packed: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    gunzip.write(packed, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
