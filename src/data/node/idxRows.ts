import { FormatError, internal } from "../../util/errors.ts";
import {
  cutOff,
  headerLength,
  readIdxElements,
  readIdxHeader,
  requireIdxLength,
  type IdxArray,
  type IdxHeader,
} from "../idx.ts";
import { openPieces, type Pieces } from "./pieces.ts";

/** An IDX file of which some rows are read at a time. */
export class IdxRows {
  readonly header: IdxHeader;
  /** The bytes of a row. */
  readonly rowSize: number;
  readonly #path: string;
  readonly #pieces: Pieces;

  private constructor(path: string, pieces: Pieces, header: IdxHeader) {
    this.header = header;
    this.rowSize = header.shape.slice(1).reduce((product, size) => product * size, header.elementSize);
    this.#path = path;
    this.#pieces = pieces;
  }

  /**
   * Opens a file, gzipped or not, and reads its header.
   *
   * @throws FormatError where it cannot be read, is no IDX file, or has not the length that its header says; the length of a
   * gzipped one is known only at its end
   */
  static async open(path: string): Promise<IdxRows> {
    const pieces = await openPieces(path);
    try {
      const header = await headerOf(pieces, path);
      if (pieces.length !== undefined) requireIdxLength(header, pieces.length, path);
      return new IdxRows(path, pieces, header);
    } catch (error) {
      await pieces.close();
      throw error;
    }
  }

  /** The number of rows. */
  get count(): number {
    return this.header.shape[0]!;
  }

  /** Whether rows can be read in any order. */
  get isSeekable(): boolean {
    return this.#pieces.length !== undefined;
  }

  /**
   * Reads rows.
   *
   * @throws FormatError where the file ends too early, with the offset
   */
  async read(first: number, count: number): Promise<IdxArray> {
    if (first + count > this.count) internal(`rows ${first} to ${first + count} of ${this.count}`);
    const offset = headerLength(this.header.shape.length) + first * this.rowSize;
    const needed = count * this.rowSize;
    const bytes = await this.#pieces.read(offset, needed);
    if (bytes.length < needed) {
      throw cutOff(this.#path, offset, needed, `rows ${first} to ${first + count - 1}`, bytes.length);
    }
    if (first + count === this.count) await this.#requireEnd(offset + needed);
    return readIdxElements(this.header, bytes);
  }

  close(): Promise<void> {
    return this.#pieces.close();
  }

  async #requireEnd(offset: number): Promise<void> {
    if (this.isSeekable || (await this.#pieces.read(offset, 1)).length === 0) return;
    throw new FormatError(
      `${this.#path}: must end at offset ${offset} after ${this.count} rows, got more bytes; is the header wrong?`,
    );
  }
}

/** The header is as long as its fourth byte says. */
async function headerOf(pieces: Pieces, path: string): Promise<IdxHeader> {
  const magic = await pieces.read(0, 4);
  const sizes = await pieces.read(4, 4 * (magic[3] ?? 0));
  return readIdxHeader(Uint8Array.of(...magic, ...sizes), path);
}
