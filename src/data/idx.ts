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
  if (isGzip(bytes))
    throw new FormatError(`${where}: must be a plain IDX file, got a gzip one; decompress it first`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  demand(bytes, 0, 4, where, "the magic number");
  if (view.getUint16(0) !== 0) {
    throw new FormatError(
      `${where}: an IDX file must begin with two zero bytes at offset 0, got ${hex(bytes[0]!)} ${hex(bytes[1]!)}; is it another kind of file?`,
    );
  }
  const code = bytes[2]!;
  const elementSize = ELEMENT_SIZES[code];
  if (elementSize === undefined) {
    throw new FormatError(
      `${where}: the element type at offset 2 must be one of ${Object.keys(ELEMENT_SIZES)
        .map((key) => hex(Number(key)))
        .join(", ")}, got ${hex(code)}`,
    );
  }
  const shape = readSizes(bytes, view, where);
  const start = headerLength(shape.length);
  const count = shape.reduce((product, size) => product * size, 1);
  const needed = count * elementSize;
  const what = `${shape.join(" x ")} elements of ${elementSize} bytes`;
  demand(bytes, start, needed, where, what);
  const extra = bytes.length - start - needed;
  if (extra > 0) {
    throw new FormatError(
      `${where}: must end at offset ${start + needed} after ${what}, got ${extra} bytes more; is the header wrong?`,
    );
  }
  return { shape, ...readElements(code, bytes.subarray(start), view, start, count) };
}

/** Where the elements begin: after the magic number and the sizes. */
export function headerLength(dimensions: number): number {
  return 4 + 4 * dimensions;
}

const ELEMENT_SIZES: Readonly<Record<number, number>> = {
  0x08: 1,
  0x09: 1,
  0x0b: 2,
  0x0c: 4,
  0x0d: 4,
  0x0e: 8,
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

/** The type and the elements. IDX is big-endian whatever the machine is, so wide elements are read one by one. */
function readElements(code: number, bytes: Uint8Array, view: DataView, start: number, count: number) {
  const fill = <T extends Record<number, number>>(
    data: T,
    size: number,
    read: (offset: number) => number,
  ): T => {
    for (let i = 0; i < count; i++) data[i] = read(start + i * size);
    return data;
  };
  switch (code) {
    case 0x08:
      return { type: "ubyte", data: bytes } as const;
    case 0x09:
      return { type: "byte", data: new Int8Array(bytes) } as const;
    case 0x0b:
      return { type: "short", data: fill(new Int16Array(count), 2, (at) => view.getInt16(at)) } as const;
    case 0x0c:
      return { type: "int", data: fill(new Int32Array(count), 4, (at) => view.getInt32(at)) } as const;
    case 0x0d:
      return { type: "float", data: fill(new Float32Array(count), 4, (at) => view.getFloat32(at)) } as const;
    default:
      return { type: "double", data: fill(new Float64Array(count), 8, (at) => view.getFloat64(at)) } as const;
  }
}

/** Refuses a file that ends too early. Sizes whose product overflows need more bytes than any file has. */
function demand(bytes: Uint8Array, offset: number, needed: number, where: string, what: string): void {
  const got = Math.max(0, bytes.length - offset);
  if (got < needed) {
    throw new FormatError(
      `${where}: needs ${needed} bytes at offset ${offset} for ${what}, got ${got}; the file is cut off or its header is wrong`,
    );
  }
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}
