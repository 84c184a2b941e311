import { make, misc, op, opcodeBytes, threads, type Instruction } from "./instruction.ts";
import { access, load, store } from "./memoryAccess.ts";
import { liftOne, type Expression, type Operand } from "./instruction.ts";

/** Instructions on the whole memory; sizes in pages of 64 KiB, addresses and counts in bytes. */
export const memory = {
  size: op(0x3f, [], "i32", [0]),
  grow: op(0x40, ["i32"], "i32", [0]),
  /** copy(to, from, count); the two may overlap. */
  copy: op(misc(10), ["i32", "i32", "i32"], "void", [0, 0]),
  /** fill(to, byte, count). */
  fill: op(misc(11), ["i32", "i32", "i32"], "void", [0]),
};

/** Atomic instructions on aligned i32 in memory, for threads that share it. */
export const atomic = {
  load: load(threads(0x10), "i32", 4),
  store: store(threads(0x17), "i32", 4),
  /** Each leaves the value from before. */
  rmw_add: change(0x1e),
  rmw_sub: change(0x25),
  rmw_and: change(0x2c),
  rmw_or: change(0x33),
  rmw_xor: change(0x3a),
  rmw_xchg: change(0x41),
  /** Stores the replacement where the expected value stands; leaves the value from before. */
  rmw_cmpxchg(
    address: Operand<"i32">,
    expected: Operand<"i32">,
    replacement: Operand<"i32">,
    offset = 0,
  ): Expression<"i32"> {
    return at(0x48, [liftOne(address, "i32"), liftOne(expected, "i32"), liftOne(replacement, "i32")], offset);
  },
  /**
   * Sleeps while the expected value stands there: 0 woken, 1 another value, 2 timed out. Shared memory only.
   *
   * Make it the whole body of a function: the baseline compiler of V8 11.3 (Node 20) loses the other locals and operands
   * of a function that sleeps.
   */
  wait32(
    address: Operand<"i32">,
    expected: Operand<"i32">,
    nanoseconds: Operand<"i64">,
    offset = 0,
  ): Expression<"i32"> {
    return at(0x01, [liftOne(address, "i32"), liftOne(expected, "i32"), liftOne(nanoseconds, "i64")], offset);
  },
  /** Wakes up to `count` sleepers; leaves how many woke. */
  notify: change(0x00),
  fence: (): Instruction<"void"> => FENCE,
};

const FENCE = make("void", [], (bytes) => {
  bytes.raw([...opcodeBytes(threads(0x03)), 0]);
});

function change(code: number) {
  return (address: Operand<"i32">, value: Operand<"i32">, offset = 0): Expression<"i32"> =>
    at(code, [liftOne(address, "i32"), liftOne(value, "i32")], offset);
}

function at(code: number, operands: readonly Expression[], offset: number): Expression<"i32"> {
  return make("i32", operands, (bytes) => {
    access(bytes, threads(code), 4, offset);
  });
}
