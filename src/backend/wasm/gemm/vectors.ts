import { f32x4, f64x2 } from "../assembler/floatLanes.ts";
import { f32, f64 } from "../assembler/floats.ts";
import type { Expression, Instruction, Operand } from "../assembler/instruction.ts";
import { i32 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";
import { v128 } from "../assembler/vectors.ts";

export type Precision = "f32" | "f64";

type Address = Operand<"i32">;
type Vector = Expression<"v128">;

/** Vectors of one precision as the kernels use them. Offsets are in bytes and may be negative. */
export interface Vectors {
  /** The bytes of one element. */
  readonly bytes: number;
  /** The elements of one vector. */
  readonly count: number;
  zero(): Vector;
  /** A number in every lane. */
  constant(value: number): Vector;
  /** One element of memory in every lane. */
  splat(address: Address, offset: number): Vector;
  /** The first `width` lanes from memory, the others 0; lanes beyond `width` are not read. */
  load(width: number, address: Address, offset: number, stride?: number): Vector;
  /** Stores the first `width` lanes. */
  store(
    width: number,
    address: Address,
    value: Local<"v128">,
    offset: number,
    stride?: number,
  ): Instruction<"void">[];
  add(a: Vector, b: Vector): Vector;
  mul(a: Vector, b: Vector): Vector;
  /** a·b + c, rounded once where that is allowed and the machine can. */
  madd(a: Vector, b: Vector, c: Vector): Vector;
  /** As many vectors as one has elements, read the other way: their first elements, their second ones, and so on. */
  transpose(rows: readonly Vector[], keep: (value: Vector) => Vector): Vector[];
}

/** @param relaxed whether the engine takes relaxed SIMD */
export function vectorsOf(precision: Precision, relaxed: boolean): Vectors {
  const single = precision === "f32";
  const { add, mul, relaxed_madd } = single ? f32x4 : f64x2;
  const bytes = single ? 4 : 8;
  const count = 16 / bytes;
  const loadSplat = single ? v128.load32_splat : v128.load64_splat;
  const loadFirst = single ? v128.load32_zero : v128.load64_zero;
  const loadLane = single ? v128.load32_lane : v128.load64_lane;
  const storeLane = single ? v128.store32_lane : v128.store64_lane;

  return {
    bytes,
    count,
    zero: () => v128.const(new Uint8Array(16)),
    constant: (value) => (single ? f32x4.splat(f32.const(value)) : f64x2.splat(f64.const(value))),
    splat: (address, offset) => loadSplat(...placed(address, offset)),
    load(width, address, offset, stride = bytes) {
      if (stride === bytes && width === count) return v128.load(...placed(address, offset));
      const pair = stride === bytes && width > 1 && single;
      let vector = pair
        ? v128.load64_zero(...placed(address, offset))
        : loadFirst(...placed(address, offset));
      for (let lane = pair ? 2 : 1; lane < width; lane++) {
        const [base, start] = placed(address, offset + lane * stride);
        vector = loadLane(lane, base, vector, start);
      }
      return vector;
    },
    store(width, address, value, offset, stride = bytes) {
      const [base, start] = placed(address, offset);
      if (stride === bytes && width === count) return [v128.store(base, value, start)];
      const pair = stride === bytes && width > 1 && single;
      const stores = pair ? [v128.store64_lane(0, base, value, start)] : [];
      for (let lane = pair ? 2 : 0; lane < width; lane++) {
        const [base, start] = placed(address, offset + lane * stride);
        stores.push(storeLane(lane, base, value, start));
      }
      return stores;
    },
    add,
    mul,
    madd: relaxed ? relaxed_madd : (a, b, c) => add(mul(a, b), c),
    transpose: single ? transposeFour : transposeTwo,
  };
}

/** An address with an offset that fits an instruction: those are never negative. */
function placed(address: Address, offset: number): [Address, number] {
  return offset < 0 ? [i32.add(address, offset), 0] : [address, offset];
}

function transposeTwo([a, b]: readonly Vector[]): Vector[] {
  return [f64x2.shuffle([0, 2], a!, b!), f64x2.shuffle([1, 3], a!, b!)];
}

function transposeFour([a, b, c, d]: readonly Vector[], keep: (value: Vector) => Vector): Vector[] {
  const low = [0, 4, 1, 5];
  const high = [2, 6, 3, 7];
  const [ab, cd] = [keep(f32x4.shuffle(low, a!, b!)), keep(f32x4.shuffle(low, c!, d!))];
  const [abHigh, cdHigh] = [keep(f32x4.shuffle(high, a!, b!)), keep(f32x4.shuffle(high, c!, d!))];
  const first = [0, 1, 4, 5];
  const second = [2, 3, 6, 7];
  return [
    f32x4.shuffle(first, ab, cd),
    f32x4.shuffle(second, ab, cd),
    f32x4.shuffle(first, abHigh, cdHigh),
    f32x4.shuffle(second, abHigh, cdHigh),
  ];
}
