import { FormatError } from "../util/errors.ts";
import { isGzip } from "./gunzip.ts";

/** An array as an IDX file holds it, row-major. */
export type IdxArray = { readonly shape: readonly number[] } & (
  | { readonly type: "ubyte"; readonly data: Uint8Array }
  | { readonly type: "byte"; readonly data: Int8Array }
  | { readonly type: "short"; readonly data: Int16Array }
  | { readonly type: "int"; readonly data: Int32Array }
  | { readonly type: "float"; readonly data: Float32Array }
  | { readonly type: "double"; readonly data: Float64Array }
);

/** What the first bytes of an IDX file say. */
export interface IdxHeader {
  readonly type: IdxArray["type"];
  /** The bytes of an element. */
  readonly elementSize: number;
  readonly shape: readonly number[];
}

/**
 * Reads an IDX file: two zero bytes, the element type, the number of dimensions, the big-endian sizes, the elements.
 *
 * @param bytes the file, already decompressed; unsigned bytes are not copied but viewed in place
 * @param where the file's name, for the messages
 * @returns the element type, the shape and the elements
 * @throws FormatError that names the file and the offset of what is wrong
 * Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "file formats".
 */
export function readIdx(bytes: Uint8Array, where: string): IdxArray {
  const header = readIdxHeader(bytes, where);
  requireIdxLength(header, bytes.length, where);
  return readIdxElements(header, bytes.subarray(headerLength(header.shape.length)));
}

/**
 * Reads the header of an IDX file.
 *
 * @param bytes the beginning of the file, at least to the end of the header
 * @throws FormatError as `readIdx`
 */
export function readIdxHeader(bytes: Uint8Array, where: string): IdxHeader {
  if (isGzip(bytes))
    throw new FormatError(`${where}: must be a plain IDX file, got a gzip one; decompress it first`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  demand(bytes, 0, 4, where, "the magic number");
  if (view.getUint16(0) !== 0) {
    throw new FormatError(
      `${where}: an IDX file must begin with two zero bytes at offset 0, got ${hex(bytes[0]!)} ${hex(bytes[1]!)}; is it another kind of file?`,
    );
  }
  const element = ELEMENTS[bytes[2]!];
  if (element === undefined) {
    throw new FormatError(
      `${where}: the element type at offset 2 must be one of ${Object.keys(ELEMENTS)
        .map((key) => hex(Number(key)))
        .join(", ")}, got ${hex(bytes[2]!)}`,
    );
  }
  return { ...element, shape: readSizes(bytes, view, where) };
}

/** Refuses a file that is shorter or longer than its header says. */
export function requireIdxLength(header: IdxHeader, length: number, where: string): void {
  const { shape, elementSize } = header;
  const start = headerLength(shape.length);
  const needed = shape.reduce((product, size) => product * size, 1) * elementSize;
  const what = `${shape.join(" x ")} elements of ${elementSize} bytes`;
  if (length - start < needed) throw cutOff(where, start, needed, what, length - start);
  if (length - start > needed) {
    throw new FormatError(
      `${where}: must end at offset ${start + needed} after ${what}, got ${length - start - needed} bytes more; ` +
        "is the header wrong?",
    );
  }
}

/**
 * Some rows of an IDX file, from their bytes. IDX is big-endian whatever the machine is, so wide elements are read one by one.
 *
 * @param bytes whole rows, as the file has them; unsigned bytes are viewed in place
 */
export function readIdxElements({ type, elementSize, shape }: IdxHeader, bytes: Uint8Array): IdxArray {
  const count = bytes.length / elementSize;
  const rowLength = shape.slice(1).reduce((product, size) => product * size, 1);
  const rows = [count / rowLength, ...shape.slice(1)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fill = <T extends Record<number, number>>(data: T, read: (offset: number) => number): T => {
    for (let i = 0; i < count; i++) data[i] = read(i * elementSize);
    return data;
  };
  switch (type) {
    case "ubyte":
      return { type, shape: rows, data: bytes };
    case "byte":
      return { type, shape: rows, data: new Int8Array(bytes) };
    case "short":
      return { type, shape: rows, data: fill(new Int16Array(count), (at) => view.getInt16(at)) };
    case "int":
      return { type, shape: rows, data: fill(new Int32Array(count), (at) => view.getInt32(at)) };
    case "float":
      return { type, shape: rows, data: fill(new Float32Array(count), (at) => view.getFloat32(at)) };
    case "double":
      return { type, shape: rows, data: fill(new Float64Array(count), (at) => view.getFloat64(at)) };
  }
}

/** Where the elements begin: after the magic number and the sizes. */
export function headerLength(dimensions: number): number {
  return 4 + 4 * dimensions;
}

const ELEMENTS: Readonly<Record<number, Omit<IdxHeader, "shape">>> = {
  0x08: { type: "ubyte", elementSize: 1 },
  0x09: { type: "byte", elementSize: 1 },
  0x0b: { type: "short", elementSize: 2 },
  0x0c: { type: "int", elementSize: 4 },
  0x0d: { type: "float", elementSize: 4 },
  0x0e: { type: "double", elementSize: 8 },
};

function readSizes(bytes: Uint8Array, view: DataView, where: string): number[] {
  const dimensions = bytes[3]!;
  if (dimensions === 0) {
    throw new FormatError(`${where}: the number of dimensions at offset 3 must be from 1 on, got 0`);
  }
  demand(bytes, 4, 4 * dimensions, where, `${dimensions} sizes`);
  return Array.from({ length: dimensions }, (_, axis) => {
    const offset = 4 + 4 * axis;
    const size = view.getUint32(offset);
    if (size === 0)
      throw new FormatError(
        `${where}: the size at offset ${offset} must be from 1 on, got 0; the file is empty`,
      );
    return size;
  });
}

/** A file that ends too early. Sizes whose product overflows need more bytes than any file has. */
export function cutOff(
  where: string,
  offset: number,
  needed: number,
  what: string,
  got: number,
): FormatError {
  return new FormatError(
    `${where}: needs ${needed} bytes at offset ${offset} for ${what}, got ${Math.max(0, got)}; ` +
      "the file is cut off or its header is wrong",
  );
}

function demand(bytes: Uint8Array, offset: number, needed: number, where: string, what: string): void {
  const got = bytes.length - offset;
  if (got < needed) throw cutOff(where, offset, needed, what, got);
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}
