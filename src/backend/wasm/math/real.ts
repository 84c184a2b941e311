import { f32x4, f64x2 } from "../assembler/floatLanes.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Expression } from "../assembler/instruction.ts";
import { i32x4, i64x2 } from "../assembler/integerLanes.ts";
import { v128 } from "../assembler/vectors.ts";
import type { ConstantTable } from "./constantTable.ts";

/** The precisions of real numbers. */
export type Precision = "f32" | "f64";

/** All the lanes of one vector. */
export type Vector = Expression<"v128">;

/** A vector, or a number that stands in every lane and comes from the table of constants. */
export type Argument = Vector | number;

/** How a precision keeps its numbers (IEEE 754). */
export interface Format {
  readonly precision: Precision;
  /** The bits of the fraction. */
  readonly fraction: number;
  readonly bias: number;
}

const FORMATS: Readonly<Record<Precision, Format>> = {
  f32: { precision: "f32", fraction: 23, bias: 127 },
  f64: { precision: "f64", fraction: 52, bias: 1023 },
};

/** Arithmetic on vectors of real numbers while a function is written; plain numbers may stand for constants. */
export type Real = ReturnType<typeof real>;

/** The arithmetic of one precision, for one function under construction. */
export function real(f: FunctionBuilder, precision: Precision, constants: ConstantTable) {
  const format = FORMATS[precision];
  const lanes = precision === "f32" ? f32x4 : f64x2;
  const integers = precision === "f32" ? i32x4 : i64x2;
  const number = (value: number): Vector => constants[precision](value);
  const bits = (value: bigint): Vector =>
    precision === "f32" ? constants.i32(Number(BigInt.asUintN(32, value))) : constants.i64(value);
  const lift = (value: Argument): Vector => (typeof value === "number" ? number(value) : value);
  const one = (build: (a: Vector) => Vector) => (a: Argument) => build(lift(a));
  const two = (build: (a: Vector, b: Vector) => Vector) => (a: Argument, b: Argument) =>
    build(lift(a), lift(b));
  const signBit = 1n << BigInt(format.fraction === 23 ? 31 : 63);
  const value = (expression: Vector): Vector => f.let(expression);
  const add = two(lanes.add);
  const mul = two(lanes.mul);
  return {
    ...format,
    f,
    constants,
    /** Computes now, and keeps. */
    let: value,
    number,
    add,
    sub: two(lanes.sub),
    mul,
    div: two(lanes.div),
    abs: one(lanes.abs),
    neg: one(lanes.neg),
    /** The smaller; a NaN in the first stays. */
    atMost: two(lanes.pmin),
    /** The larger; a NaN in the first stays. */
    atLeast: two(lanes.pmax),
    /** The nearest whole number. */
    nearest: one(lanes.nearest),
    eq: two(lanes.eq),
    lt: two(lanes.lt),
    gt: two(lanes.gt),
    /** a where the mask is set, else b. */
    select: (mask: Vector, a: Argument, b: Argument) => v128.bitselect(lift(a), lift(b), mask),
    /** a with the sign of b, where a has none. */
    withSign: (a: Vector, b: Vector) => v128.or(a, v128.and(b, bits(signBit))),
    and: v128.and,
    andnot: v128.andnot,
    or: v128.or,
    xor: v128.xor,
    /** The same bits in every lane. */
    bits,
    addBits: integers.add,
    subBits: integers.sub,
    eqBits: integers.eq,
    shl: integers.shl,
    shr: integers.shr_u,
    /** Σ coefficients[i]·xⁱ, by Horner's rule. */
    polynomial(x: Vector, coefficients: readonly number[]): Vector {
      return coefficients
        .slice(0, -1)
        .reduceRight<Vector>((sum, c) => add(mul(sum, x), c), number(coefficients.at(-1) ?? 0));
    },
  };
}

/** The bits of a number in a precision. */
export function bitsOf(precision: Precision, value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (precision === "f64") {
    view.setFloat64(0, value);
    return view.getBigUint64(0);
  }
  view.setFloat32(0, value);
  return BigInt(view.getUint32(0));
}
