import { erf } from "./erf.ts";
import type { Scalars } from "./scalars.ts";

/** The instructions on numbers: what each of them means. */
export const numbers: Scalars<number> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power,
  minimum: (a, b) => Math.min(a, b),
  maximum: (a, b) => Math.max(a, b),
  less: (a, b) => Number(a < b),
  equal: (a, b) => Number(a === b),
  negate: (a) => -a,
  abs: (a) => Math.abs(a),
  sqrt: (a) => Math.sqrt(a),
  exp: (a) => Math.exp(a),
  expm1: (a) => Math.expm1(a),
  log: (a) => Math.log(a),
  log1p: (a) => Math.log1p(a),
  sin: (a) => Math.sin(a),
  cos: (a) => Math.cos(a),
  atan: (a) => Math.atan(a),
  tanh: (a) => Math.tanh(a),
  erf,
  floor: (a) => Math.floor(a),
  round,
  select: (condition, a, b) => (condition !== 0 ? a : b),
};

/** IEEE 754's pow, where 1 to any power is 1; JavaScript's ** says NaN for 1 ** NaN and 1 ** ∞. */
function power(a: number, b: number): number {
  return a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;
}

/** Halves go to the even neighbour, as IEEE 754's roundToIntegralTiesToEven; Math.round sends them up. */
function round(a: number): number {
  const floor = Math.floor(a);
  const rest = a - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  const nearest = up ? floor + 1 : floor;
  return nearest === 0 ? a * 0 : nearest;
}
