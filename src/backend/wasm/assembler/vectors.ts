import { internal } from "../../../util/errors.ts";
import {
  liftOne,
  make,
  op,
  opcodeBytes,
  simd,
  type Expression,
  type Instruction,
  type Operand,
} from "./instruction.ts";
import { access, load, store } from "./memoryAccess.ts";

/** Instructions on 128 bits that do not care what they mean. */
export const v128 = {
  /** The sixteen bytes as they stand in memory. Inside loops, load constants from memory: V8 rebuilds these. */
  const(bytes: readonly number[] | Uint8Array): Expression<"v128"> {
    if (bytes.length !== 16) internal(`v128.const of ${bytes.length} bytes`);
    return make("v128", [], (out) => {
      out.raw(opcodeBytes(simd(0x0c)));
      out.raw(bytes);
    });
  },
  load: load(simd(0x00), "v128", 16),
  load8x8_s: load(simd(0x01), "v128", 8),
  load8x8_u: load(simd(0x02), "v128", 8),
  load16x4_s: load(simd(0x03), "v128", 8),
  load16x4_u: load(simd(0x04), "v128", 8),
  load32x2_s: load(simd(0x05), "v128", 8),
  load32x2_u: load(simd(0x06), "v128", 8),
  load8_splat: load(simd(0x07), "v128", 1),
  load16_splat: load(simd(0x08), "v128", 2),
  load32_splat: load(simd(0x09), "v128", 4),
  load64_splat: load(simd(0x0a), "v128", 8),
  load32_zero: load(simd(0x5c), "v128", 4),
  load64_zero: load(simd(0x5d), "v128", 8),
  load8_lane: loadLane(0x54, 1),
  load16_lane: loadLane(0x55, 2),
  load32_lane: loadLane(0x56, 4),
  load64_lane: loadLane(0x57, 8),
  store: store(simd(0x0b), "v128", 16),
  store8_lane: storeLane(0x58, 1),
  store16_lane: storeLane(0x59, 2),
  store32_lane: storeLane(0x5a, 4),
  store64_lane: storeLane(0x5b, 8),
  not: op(simd(0x4d), ["v128"], "v128"),
  and: op(simd(0x4e), ["v128", "v128"], "v128"),
  /** a and not b. */
  andnot: op(simd(0x4f), ["v128", "v128"], "v128"),
  or: op(simd(0x50), ["v128", "v128"], "v128"),
  xor: op(simd(0x51), ["v128", "v128"], "v128"),
  /** Bits of the first where the mask (third) is set, of the second elsewhere. */
  bitselect: op(simd(0x52), ["v128", "v128", "v128"], "v128"),
  any_true: op(simd(0x53), ["v128"], "i32"),
};

function loadLane(code: number, width: number) {
  return (lane: number, address: Operand<"i32">, vector: Operand<"v128">, offset = 0): Expression<"v128"> =>
    make("v128", [liftOne(address, "i32"), liftOne(vector, "v128")], (bytes) => {
      access(bytes, simd(code), width, offset);
      bytes.u8(lane);
    });
}

function storeLane(code: number, width: number) {
  return (lane: number, address: Operand<"i32">, vector: Operand<"v128">, offset = 0): Instruction<"void"> =>
    make("void", [liftOne(address, "i32"), liftOne(vector, "v128")], (bytes) => {
      access(bytes, simd(code), width, offset);
      bytes.u8(lane);
    });
}
