import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readIdx, type IdxArray } from "../../src/data/idx.ts";
import { FormatError } from "../../src/util/errors.ts";
import { writeBytesIdx, writeIdx } from "./writeIdx.ts";

const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const lengthOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
const exactly = (length: number) => ({ minLength: length, maxLength: length });

const anyArray: fc.Arbitrary<IdxArray> = sizes.chain((shape) => {
  const n = exactly(lengthOf(shape));
  return fc.oneof<fc.Arbitrary<IdxArray>[]>(
    fc.uint8Array(n).map((data) => ({ type: "ubyte", shape, data })),
    fc.int8Array(n).map((data) => ({ type: "byte", shape, data })),
    fc.int16Array(n).map((data) => ({ type: "short", shape, data })),
    fc.int32Array(n).map((data) => ({ type: "int", shape, data })),
    fc.float32Array(n).map((data) => ({ type: "float", shape, data })),
    fc.float64Array(n).map((data) => ({ type: "double", shape, data })),
  );
});

const three = writeBytesIdx([3], [7, 8, 9]);
const changed = (offset: number, byte: number): Uint8Array => {
  const bytes = three.slice();
  bytes[offset] = byte;
  return bytes;
};

describe("readIdx", () => {
  it("reads back what was written, for every element type", () => {
    fc.assert(
      fc.property(anyArray, (array) => {
        expect(readIdx(writeIdx(array), "x")).toEqual(array);
      }),
    );
  });

  it("reads big-endian elements, as published", () => {
    const bytes = Uint8Array.of(0, 0, 0x0c, 1, 0, 0, 0, 2, 0, 0, 1, 2, 0xff, 0xff, 0xff, 0xfe);
    expect(readIdx(bytes, "x")).toEqual({ type: "int", shape: [2], data: Int32Array.of(258, -2) });
  });

  it("reads from the middle of a larger buffer and does not copy bytes", () => {
    const buffer = new Uint8Array(100);
    buffer.set(three, 13);
    const { data } = readIdx(buffer.subarray(13, 13 + three.length), "x");
    expect([...data]).toEqual([7, 8, 9]);
    expect(data.buffer).toBe(buffer.buffer);
  });

  it("refuses every file cut short, with the offset", () => {
    fc.assert(
      fc.property(anyArray, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (array, share) => {
        const bytes = writeIdx(array);
        expect(() => readIdx(bytes.subarray(0, Math.floor(bytes.length * share)), "x")).toThrow(FormatError);
      }),
    );
    expect(() => readIdx(three.subarray(0, 10), "cut.idx")).toThrow(
      "cut.idx: needs 3 bytes at offset 8 for 3 elements of 1 bytes, got 2; the file is cut off or its header is wrong",
    );
    expect(() => readIdx(new Uint8Array(0), "x")).toThrow(
      "needs 4 bytes at offset 0 for the magic number, got 0",
    );
    expect(() => readIdx(three.subarray(0, 6), "x")).toThrow("needs 4 bytes at offset 4 for 1 sizes, got 2");
  });

  it("refuses bytes after the end", () => {
    const longer = new Uint8Array([...three, 0, 0]);
    expect(() => readIdx(longer, "long.idx")).toThrow("long.idx: must end at offset 11");
    expect(() => readIdx(longer, "long.idx")).toThrow("got 2 bytes more");
  });

  it("refuses a wrong magic number", () => {
    expect(() => readIdx(changed(0, 0x50), "a.zip")).toThrow(
      "a.zip: an IDX file must begin with two zero bytes",
    );
    expect(() => readIdx(changed(1, 1), "x")).toThrow(FormatError);
  });

  it("refuses an unknown element type", () => {
    expect(() => readIdx(changed(2, 0x0a), "x")).toThrow("the element type at offset 2 must be one of 0x08");
    expect(() => readIdx(changed(2, 0x0a), "x")).toThrow("got 0x0a");
  });

  it("refuses no dimensions and sizes of zero", () => {
    expect(() => readIdx(changed(3, 0), "x")).toThrow(
      "the number of dimensions at offset 3 must be from 1 on, got 0",
    );
    expect(() => readIdx(changed(7, 0), "x")).toThrow("the size at offset 4 must be from 1 on, got 0");
  });

  it("refuses sizes whose product overflows, without asking for the memory", () => {
    const bytes = new Uint8Array(4 + 4 * 255).fill(0xff);
    bytes.set([0, 0, 0x0e, 255]);
    expect(() => readIdx(bytes, "x")).toThrow(FormatError);
    expect(() => readIdx(changed(4, 0xff), "x")).toThrow(
      "needs 4278190083 bytes at offset 8 for 4278190083 elements of 1 bytes, got 3",
    );
  });

  it("says so where the file is still compressed", () => {
    expect(() => readIdx(Uint8Array.of(0x1f, 0x8b, 8, 0), "x.gz")).toThrow("x.gz: must be a plain IDX file");
  });
});
