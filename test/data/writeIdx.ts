import type { IdxArray } from "../../src/data/idx.ts";

const CODES = { ubyte: 0x08, byte: 0x09, short: 0x0b, int: 0x0c, float: 0x0d, double: 0x0e } as const;

/** An IDX file, for tests. */
export function writeIdx(array: IdxArray): Uint8Array {
  const { shape, data, type } = array;
  const size = data.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length * size);
  const view = new DataView(bytes.buffer);
  bytes[2] = CODES[type];
  bytes[3] = shape.length;
  shape.forEach((length, axis) => {
    view.setUint32(4 + 4 * axis, length);
  });
  data.forEach((value, i) => {
    put(view, type, 4 + 4 * shape.length + i * size, value);
  });
  return bytes;
}

function put(view: DataView, type: IdxArray["type"], offset: number, value: number): void {
  if (type === "ubyte") view.setUint8(offset, value);
  else if (type === "byte") view.setInt8(offset, value);
  else if (type === "short") view.setInt16(offset, value);
  else if (type === "int") view.setInt32(offset, value);
  else if (type === "float") view.setFloat32(offset, value);
  else view.setFloat64(offset, value);
}

/** An IDX file of unsigned bytes. */
export function writeBytesIdx(shape: readonly number[], elements: ArrayLike<number>): Uint8Array {
  return writeIdx({ type: "ubyte", shape, data: Uint8Array.from(elements) });
}
