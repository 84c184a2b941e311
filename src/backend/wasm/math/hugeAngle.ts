import { f64x2 } from "../assembler/floatLanes.ts";
import { f64 } from "../assembler/floats.ts";
import { select, type FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Expression } from "../assembler/instruction.ts";
import { i32, i64 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";
import type { ConstantTable } from "./constantTable.ts";

type Integer = Expression<"i64">;

/** 64 zeros, then the first 1344 bits of 2/π behind the point. */
const TWO_OVER_PI =
  "0000000000000000a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e0" +
  "06492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b" +
  "1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea" +
  "6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361da9e391615ee61b08";

/** π/2 in parts of 26 bits, so that products of two such parts are exact. */
const RIGHT_ANGLE = [1.5707963109016418, 1.5893254712295857e-8, 6.123233995736766e-17] as const;

/**
 * x - n·π/2 for a finite |x| ≥ 2²⁰, as a sum of two doubles in the two lanes; the lowest two bits of the second, which
 * is far below the last bit of the first, are n mod 4.
 *
 * M. H. Payne and R. N. Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18 (1983): x is a whole
 * number M times 2ᵉ, and the bits of 2/π that count more than 4 after the product with M change nothing. Of the next 192
 * bits the product's first 128 are right; no double is nearer to a multiple of π/2 than 2⁻⁶² of it, which leaves 66.
 */
export function hugeAngle(f: FunctionBuilder, x: Local<"f64">, constants: ConstantTable): Expression<"v128"> {
  const bits = f.let(i64.reinterpret_f64(x));
  const m = f.let(i64.or(i64.and(bits, 0xfffffffffffffn), 0x10000000000000n));
  const exponent = i64.and(i64.shr_u(bits, 52n), 0x7ffn);
  // The first bit of 2/π that is wanted; e = exponent - 1075, bits from e - 2 on, behind 64 zeros.
  const first = f.let(i32.sub(i32.wrap_i64(exponent), 1075 + 2 - 64));
  const [f0, f1, f2] = bitsFrom(f, first, constants);

  const middle = f.let(i64.mul(m, f1));
  const g1 = f.let(i64.add(middle, highProduct(f, m, f2)));
  const carry = i64.extend_i32_u(i64.lt_u(g1, middle));
  const g0 = f.let(i64.add(i64.add(i64.mul(m, f0), highProduct(f, m, f1)), carry));

  // Two bits of quadrant, then the fraction of a quadrant; from ½ on it is a negative part of the next quadrant.
  const high = f.let(i64.or(i64.shl(g0, 2n), i64.shr_u(g1, 62n)));
  const low = f.let(i64.shl(g1, 2n));
  const below = f.let(i64.shr_u(high, 63n));
  const quadrant = f.let(i64.add(i64.shr_u(g0, 62n), below));
  f.if(i32.wrap_i64(below), () => {
    f.set(low, i64.sub(0n, low));
    f.set(high, i64.sub(i64.extend_i32_u(i64.eqz(low)), i64.add(high, 1n)));
  });
  const negative = f.let(i64.xor(i64.shr_u(bits, 63n), below));
  f.set(quadrant, select(i64.lt_s(bits, 0n), i64.sub(0n, quadrant), quadrant));
  return angle(f, { high, low, negative, quadrant });
}

/** 192 bits of the table, from any bit on. */
function bitsFrom(
  f: FunctionBuilder,
  first: Local<"i32">,
  constants: ConstantTable,
): [Integer, Integer, Integer] {
  const words = TWO_OVER_PI.match(/.{16}/g)?.map((digits) => BigInt(`0x${digits}`)) ?? [];
  const table = constants.row("2/π", words);
  const word = f.let(i32.shl(i32.shr_u(first, 6), 3));
  const shift = f.let(i64.extend_i32_u(i32.and(first, 63)));
  const at = (i: number): Integer => {
    const next = i64.shr_u(i64.shr_u(i64.load(word, table + 8 * i + 8), 1n), i64.sub(63n, shift));
    return f.let(i64.or(i64.shl(i64.load(word, table + 8 * i), shift), next));
  };
  return [at(0), at(1), at(2)];
}

/** The upper 64 bits of a product of two 64-bit numbers. */
function highProduct(f: FunctionBuilder, a: Integer, b: Integer): Integer {
  const lower = (v: Integer) => i64.and(v, 0xffffffffn);
  const upper = (v: Integer) => i64.shr_u(v, 32n);
  const middle = f.let(i64.add(i64.mul(upper(a), lower(b)), upper(i64.mul(lower(a), lower(b)))));
  const other = f.let(i64.add(i64.mul(lower(a), upper(b)), lower(middle)));
  return f.let(i64.add(i64.mul(upper(a), upper(b)), i64.add(upper(middle), upper(other))));
}

interface Fraction {
  /** 128 bits of a fraction of a quadrant, ½ at most. */
  readonly high: Local<"i64">;
  readonly low: Local<"i64">;
  readonly negative: Integer;
  readonly quadrant: Integer;
}

/** The fraction times π/2 as a sum of two doubles, with the quadrant in the second. */
function angle(f: FunctionBuilder, { high, low, negative, quadrant }: Fraction): Expression<"v128"> {
  const zeros = f.let(i64.clz(high));
  const shiftedIn = i64.shr_u(i64.shr_u(low, 1n), i64.sub(63n, zeros));
  f.set(high, i64.or(i64.shl(high, zeros), shiftedIn));
  f.set(low, i64.shl(low, zeros));
  const unit = (exponent: number) => f64.const(2 ** exponent);
  const a = f.let(f64.mul(f64.convert_i64_u(i64.shr_u(high, 38n)), unit(38)));
  const b = f.let(f64.mul(f64.convert_i64_u(i64.and(i64.shr_u(high, 11n), 0x7ffffffn)), unit(11)));
  const rest = i64.or(i64.shl(i64.and(high, 0x7ffn), 42n), i64.shr_u(low, 22n));
  const c = f.let(f64.mul(f64.convert_i64_u(rest), unit(-42)));

  const [p1, p2, p3] = RIGHT_ANGLE;
  const large = f.let(f64.mul(a, p1));
  const least = f64.add(f64.mul(b, p2), f64.mul(c, p1));
  const small = f.let(f64.add(f64.mul(a, p2), f64.add(f64.mul(b, p1), f64.add(f64.mul(a, p3), least))));
  const sum = f.let(f64.add(large, small));
  const lost = f64.add(f64.sub(large, sum), small);
  // ±2^(-64 - zeros), put together from its sign and exponent.
  const exponent = i64.shl(i64.sub(1023n - 64n, zeros), 52n);
  const factor = f.let(f64.reinterpret_i64(i64.or(exponent, i64.shl(negative, 63n))));
  const second = i64.reinterpret_f64(f64.mul(lost, factor));
  const marked = i64.or(i64.and(second, ~3n), i64.and(quadrant, 3n));
  return f64x2.replace_lane(1, f64x2.splat(f64.mul(sum, factor)), f64.reinterpret_i64(marked));
}
