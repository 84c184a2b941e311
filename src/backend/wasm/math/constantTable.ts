import { internal } from "../../../util/errors.ts";
import type { Expression } from "../assembler/instruction.ts";
import { v128 } from "../assembler/vectors.ts";

/**
 * Constants in memory, each once, read into every lane of a vector.
 *
 * V8 builds a `v128.const` anew in every pass of a loop; a load with a splat from memory made exp 1.2 to 2 times as
 * fast. The caller reserves the memory, builds its functions, and then puts `bytes()` there.
 */
export class ConstantTable {
  readonly address: number;
  readonly #data: DataView;
  readonly #places = new Map<string, number>();
  #length = 0;

  /**
   * @param address where the table will stand, a multiple of 8
   * @param capacity how many bytes are reserved there; all math functions of both precisions take less than 4096
   */
  constructor(address: number, capacity: number) {
    if (address % 8 !== 0) internal(`a constant table at ${address}`);
    this.address = address;
    this.#data = new DataView(new ArrayBuffer(capacity));
  }

  /** A single precision number in four lanes. */
  f32(value: number): Expression<"v128"> {
    const bits = new DataView(new ArrayBuffer(4));
    bits.setFloat32(0, value);
    return this.i32(bits.getUint32(0));
  }

  /** A double precision number in two lanes. */
  f64(value: number): Expression<"v128"> {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    return this.i64(bits.getBigUint64(0));
  }

  /** A 32-bit integer in four lanes. */
  i32(value: number): Expression<"v128"> {
    const place = this.#place(`i32 ${value >>> 0}`, 4, 4, (at) => {
      this.#data.setUint32(at, value >>> 0, true);
    });
    return v128.load32_splat(0, place);
  }

  /** A 64-bit integer in two lanes. */
  i64(value: bigint): Expression<"v128"> {
    const bits = BigInt.asUintN(64, value);
    const place = this.#place(`i64 ${bits}`, 8, 8, (at) => {
      this.#data.setBigUint64(at, bits, true);
    });
    return v128.load64_splat(0, place);
  }

  /** The address of a row of 64-bit integers. */
  row(name: string, values: readonly bigint[]): number {
    return this.#place(`row ${name}`, 8, 8 * values.length, (at) => {
      values.forEach((value, i) => {
        this.#data.setBigUint64(at + 8 * i, value, true);
      });
    });
  }

  /** What must stand in memory from `address` on before a function that uses the table runs. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#data.buffer, 0, this.#length).slice();
  }

  #place(key: string, alignment: number, size: number, write: (at: number) => void): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const at = Math.ceil(this.#length / alignment) * alignment;
    if (at + size > this.#data.byteLength) {
      internal(`a constant table of ${this.#data.byteLength} bytes is too small`);
    }
    write(at);
    this.#length = at + size;
    this.#places.set(key, this.address + at);
    return this.address + at;
  }
}
