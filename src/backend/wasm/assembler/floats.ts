import { constant, op, type Expression } from "./instruction.ts";
import { load, store } from "./memoryAccess.ts";

/** Instructions on single precision numbers. */
export const f32 = {
  const: (value: number): Expression<"f32"> => constant("f32", value),
  load: load(0x2a, "f32", 4),
  store: store(0x38, "f32", 4),
  ...arithmetic("f32", { compare: 0x5b, compute: 0x8b }),
  convert_i32_s: op(0xb2, ["i32"], "f32"),
  convert_i32_u: op(0xb3, ["i32"], "f32"),
  convert_i64_s: op(0xb4, ["i64"], "f32"),
  convert_i64_u: op(0xb5, ["i64"], "f32"),
  demote_f64: op(0xb6, ["f64"], "f32"),
  reinterpret_i32: op(0xbe, ["i32"], "f32"),
};

/** Instructions on double precision numbers. */
export const f64 = {
  const: (value: number): Expression<"f64"> => constant("f64", value),
  load: load(0x2b, "f64", 8),
  store: store(0x39, "f64", 8),
  ...arithmetic("f64", { compare: 0x61, compute: 0x99 }),
  convert_i32_s: op(0xb7, ["i32"], "f64"),
  convert_i32_u: op(0xb8, ["i32"], "f64"),
  convert_i64_s: op(0xb9, ["i64"], "f64"),
  convert_i64_u: op(0xba, ["i64"], "f64"),
  promote_f32: op(0xbb, ["f32"], "f64"),
  reinterpret_i64: op(0xbf, ["i64"], "f64"),
};

/** What both precisions have; their opcodes stand in the same order, in two runs. */
function arithmetic<T extends "f32" | "f64">(type: T, first: { compare: number; compute: number }) {
  const compare = (place: number) => op(first.compare + place, [type, type] as const, "i32");
  const unary = (place: number) => op(first.compute + place, [type] as const, type);
  const binary = (place: number) => op(first.compute + place, [type, type] as const, type);
  return {
    eq: compare(0),
    ne: compare(1),
    lt: compare(2),
    gt: compare(3),
    le: compare(4),
    ge: compare(5),
    abs: unary(0),
    neg: unary(1),
    ceil: unary(2),
    floor: unary(3),
    trunc: unary(4),
    nearest: unary(5),
    sqrt: unary(6),
    add: binary(7),
    sub: binary(8),
    mul: binary(9),
    div: binary(10),
    min: binary(11),
    max: binary(12),
    copysign: binary(13),
  };
}
