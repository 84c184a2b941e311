import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { FormatError } from "../../util/errors.ts";
import { isGzip } from "../gunzip.ts";
import { reasonOf } from "./reason.ts";

/** A file that is read piece by piece, decompressed where it is gzipped. */
export interface Pieces {
  /** How many bytes it has; undefined where only reading it all would tell. */
  readonly length: number | undefined;
  /** Some bytes, fewer where the file ends. Where the length is unknown, offsets must not go back. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens a file.
 *
 * @throws FormatError where it cannot be read, with the reason
 */
export async function openPieces(path: string): Promise<Pieces> {
  return readable(path, async () => {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const plain = new PlainPieces(path, file, size);
      if (!isGzip(await plain.read(0, 2))) return plain;
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
    return new GzipPieces(path);
  });
}

/** Any place at any time. */
class PlainPieces implements Pieces {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly length: number;

  constructor(path: string, file: FileHandle, length: number) {
    this.#path = path;
    this.#file = file;
    this.length = length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    return readable(this.#path, async () => {
      let done = 0;
      while (done < length) {
        const { bytesRead } = await this.#file.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    });
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** How much is decompressed at once. Training lets the event loop run only now and then, so a turn must bring much. */
const GZIP_PIECE = { compressed: 2 ** 20, plain: 2 ** 22 };

/** From the beginning to the end. */
class GzipPieces implements Pieces {
  readonly length = undefined;
  readonly #path: string;
  readonly #decompressed: AsyncIterator<Uint8Array, unknown>;
  /** Bytes that are decompressed and not yet read, and where they begin. */
  #rest: Uint8Array = new Uint8Array();
  #offset = 0;

  constructor(path: string) {
    this.#path = path;
    const file = createReadStream(path, { highWaterMark: GZIP_PIECE.compressed });
    const stream = createGunzip({ chunkSize: GZIP_PIECE.plain });
    // Errors are met by those who read.
    pipeline(file, stream, () => undefined);
    this.#decompressed = stream[Symbol.asyncIterator]();
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let done = 0;
    await this.#skip(offset - this.#offset);
    while (done < length && (await this.#fill())) {
      const piece = this.#rest.subarray(0, length - done);
      bytes.set(piece, done);
      done += piece.length;
      this.#drop(piece.length);
    }
    return bytes.subarray(0, done);
  }

  async close(): Promise<void> {
    await this.#decompressed.return?.();
  }

  async #skip(count: number): Promise<void> {
    let left = count;
    while (left > 0 && (await this.#fill())) {
      const some = Math.min(left, this.#rest.length);
      this.#drop(some);
      left -= some;
    }
  }

  #drop(count: number): void {
    this.#rest = this.#rest.subarray(count);
    this.#offset += count;
  }

  /** Sees to it that there are bytes; false at the end of the file. */
  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const step = await this.#next();
      if (step.done === true) return false;
      this.#rest = step.value;
    }
    return true;
  }

  async #next(): Promise<IteratorResult<Uint8Array, unknown>> {
    try {
      return await this.#decompressed.next();
    } catch (error) {
      throw new FormatError(
        `${this.#path}: must be a whole gzip file, got one that cannot be decompressed from offset ${this.#offset} of its ` +
          `contents on (${reasonOf(error)}); get the file again`,
        { cause: error },
      );
    }
  }
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(`cannot read "${path}": ${reasonOf(error)}; check the path`, { cause: error });
  }
}
